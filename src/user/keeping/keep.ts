// The one way in which a user of an authority changes: load, may, read, write with its history.
import { maySee as mayList, standingOf } from '../../authority/keeping/model.ts'
import type { AuthorityRecord } from '../../authority/model.ts'
import type { Sent, SignedCall } from '../../base/door.ts'
import { parseSent } from '../../base/form.ts'
import { done, type Problem, type Result, refuse, refuseFields } from '../../base/result.ts'
import { hashOf, newToken } from '../../base/token.ts'
import type { Actor } from '../../permission/model.ts'
import type { Entry } from '../store/members.ts'
import { formFor, type InviteBody, inviteForm, type StepBody } from './forms.ts'
import { type Invited, inviteUser, postAll } from './invite.ts'
import type { Inviting } from './mail.ts'
import {
  asAdministrator,
  changedAreas,
  invitationEnd,
  keepsArea,
  type Member,
  mayInvite,
  mayStep,
  problemsOf,
  type Roles,
  type Standing,
  type Step,
  standingAt,
  standingTo,
  steps,
  tidied,
  withoutAdministrator,
} from './model.ts'
import type { PeoplePorts } from './ports.ts'

export const isStep = (step: string): step is Step => steps.some(one => one.step === step)

export type Place = {
  readonly authority: AuthorityRecord
  readonly standing: Exclude<Standing, 'self'>
}

/** How the caller stands to the users of an authority. One statement. Errors: authority.unknown. */
export async function placeOf(
  { directory }: Pick<PeoplePorts, 'directory'>,
  who: Actor,
  id: string,
): Promise<Result<Place>> {
  const found = await directory.records([id, who.authority])
  const [authority, acting] = [found.get(id), found.get(who.authority)]
  if (!authority) return refuse('authority.unknown', { id })
  const standing = standingAt(who, acting, authority)
  const isListed = standing !== 'official' || mayList(standingOf(who, acting, authority), authority)
  return isListed ? done({ authority, standing }) : refuse('authority.unknown', { id })
}

/** Errors: authority.unknown, permission.maintain, base.fields.invalid. */
export async function invite(
  ports: PeoplePorts,
  { who, idempotencyKey: key }: Pick<SignedCall<Actor>, 'who' | 'idempotencyKey'>,
  { id, sent }: { readonly id: string; readonly sent: Sent },
): Promise<Result<Invited>> {
  const place = await placeOf(ports, who, id)
  if (!place.ok) return place
  const { authority, standing } = place.value
  if (!mayInvite(standing)) return refuse('permission.maintain')
  const body = parseSent(inviteForm(standing, ports.choices), sent) as Result<InviteBody>
  if (!body.ok) return body
  const { name, mail, language, roles = asAdministrator } = body.value
  const foreign = standing === 'keeper' ? foreignIn(who, authority, {}, roles) : []
  if (foreign.length > 0) return refuseFields('base.fields.invalid', foreign)
  const wish = { authority: id, name, mail, lang: language, roles }
  return inviteUser(ports, wish, { office: who.authority, user: who.user, key })
}

/** Legal areas in which the caller is no administrator itself. */
const foreignIn = (who: Actor, authority: AuthorityRecord, before: Roles, after: Roles): readonly Problem[] =>
  changedAreas(before, after)
    .filter(area => !keepsArea(who, authority, area))
    .map(area => ({ path: `roles.${area}`, code: 'permission.area' }))

export type Taking = {
  readonly id: string
  readonly user: string
  readonly step: Step
  readonly sent: Sent
}

/**
 * Takes a step; true: it is still a user. Errors: authority.unknown, user-people.unknown, permission.maintain,
 * permission.area, user-people.step.invalid, user-people.conflict (somebody was faster: who and when),
 * user-people.last.invalid, base.fields.invalid.
 */
export async function takeStep(
  ports: PeoplePorts,
  who: Actor,
  { id, user, step, sent }: Taking,
): Promise<Result<boolean>> {
  const place = await placeOf(ports, who, id)
  if (!place.ok) return place
  const { authority, standing: at } = place.value
  const member = await ports.store.member(id, user)
  const body = parseSent(formFor(step, ports.choices), sent) as Result<StepBody>
  if (!member && mayInvite(at) && body.ok) return conflictOf(ports, { id, user }, body.value.version)
  if (!member) return refuse('user-people.unknown')
  const standing = standingTo(who, at, member)
  const allowed = mayStep(standing, step, member.state)
  const isLate = !allowed.ok && allowed.refusal.code === 'user-people.step.invalid'
  if (!allowed.ok && !(isLate && body.ok)) return allowed
  if (!body.ok) return body
  if (body.value.version !== member.version) return conflictOf(ports, { id, user }, body.value.version)
  if (!allowed.ok) return allowed
  const planned = plannedOf(who, { authority, standing, member }, step, body.value)
  return planned.ok ? written(ports, who, { authority, standing, member }, planned.value) : planned
}

type Stand = {
  readonly authority: AuthorityRecord
  readonly standing: Standing
  readonly member: Member
}
type Planned = Pick<Entry, 'event' | 'to' | 'held'> & { readonly invitation: 'new' | 'end' | null }

function plannedOf(
  who: Actor,
  { authority, standing, member }: Stand,
  step: Step,
  body: StepBody,
): Result<Planned> {
  const { roles, state } = member
  // Who is administrator in one legal area ends nobody in another.
  const ends = standing === 'keeper' && (step === 'remove' || step === 'withdraw')
  if (ends && foreignIn(who, authority, roles, {}).length > 0) return refuse('permission.area')
  switch (step) {
    case 'resend':
      return done({ event: 'resent', to: roles, held: null, invitation: 'new' })
    case 'withdraw':
      return done({ event: 'withdrawn', to: {}, held: null, invitation: 'end' })
    case 'remove': {
      // A coordinator takes away what it can give; the rest is the authority's own matter.
      const left = standing === 'coordinator' ? withoutAdministrator(roles) : {}
      const event = Object.keys(left).length > 0 ? 'changed' : 'removed'
      return done({ event, to: left, held: left, invitation: null })
    }
    case 'change': {
      const to = tidied(body.roles ?? {})
      const problems = [...problemsOf(authority, to), ...foreignIn(who, authority, roles, to)]
      if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
      return done({ event: 'changed', to, held: state === 'active' ? to : null, invitation: null })
    }
  }
}

async function written(
  ports: PeoplePorts,
  who: Actor,
  { authority, standing, member }: Stand,
  { event, to, held, invitation }: Planned,
): Promise<Result<boolean>> {
  const { user, version, roles, language, mail } = member
  if (event === 'changed' && changedAreas(roles, to).length === 0) return done(true)
  const at = ports.clock()
  const fresh = invitation === 'new' ? { token: newToken(), expiresAt: invitationEnd(at) } : null
  const letter: Inviting | null = fresh && { email: mail, authority, invitation: fresh }
  const entry: Entry = {
    ...{ user, version, event, from: roles, to, account: null, held },
    invitation: fresh
      ? { tokenHash: hashOf(fresh.token), expiresAt: fresh.expiresAt }
      : invitation === 'end'
        ? 'end'
        : null,
  }
  const outcome = await ports.store.write({
    ...{ authority: authority.id, at, office: who.authority, account: who.user, entries: [entry] },
    mayEnd: standing === 'coordinator',
    also: async tx => {
      if (letter) await postAll(ports, tx, [{ letter, lang: language }], at)
    },
  })
  if (outcome === 'last') return refuse('user-people.last.invalid')
  if (outcome === 'moved') return conflictOf(ports, { id: authority.id, user }, version)
  return done(event !== 'removed' && event !== 'withdrawn')
}

/** Who was faster, and when; where nobody was, there is no such user. */
async function conflictOf(
  { store, people }: PeoplePorts,
  { id, user }: Pick<Taking, 'id' | 'user'>,
  version: number,
): Promise<Result<never>> {
  const [latest] = await store.history(id, user, 1)
  if (!latest || latest.version <= version) return refuse('user-people.unknown')
  const name = (await people([latest.account])).get(latest.account) ?? '–'
  return refuse('user-people.conflict', { name, changedAt: latest.at })
}
