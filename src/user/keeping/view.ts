// Puts together what a caller may see of the users of an authority and do with them now.
import { namesOf } from '../../authority/keeping/view.ts'
import type { ActionView } from '../../authority/keeping/view-schema.ts'
import { type AuthorityRecord, officialNameOf } from '../../authority/model.ts'
import { jsonSchemaOf } from '../../base/form.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { type Actor, roles } from '../../permission/model.ts'
import { formFor, inviteForm } from './forms.ts'
import { type Place, placeOf } from './keep.ts'
import { canGive, hasArea, keepsArea, mayInvite, mayStep, standingTo, steps } from './model.ts'
import type { PeoplePorts } from './ports.ts'
import type { Change } from './store.ts'
import type { InviteView, UserOneView, UsersView } from './view-schema.ts'

const pageItems = 50
const historyMax = 100

type Reader = { readonly who: Actor; readonly t: Texts }
export type UsersAsked = { readonly name?: string | undefined; readonly cursor?: string | undefined }

/** A page of them. Two statements. Errors: authority.unknown, permission.maintain. */
export async function usersView(
  ports: PeoplePorts,
  { who, t }: Reader,
  id: string,
  { name, cursor }: UsersAsked,
): Promise<Result<UsersView>> {
  const place = await placeOf(ports, who, id)
  if (!place.ok) return place
  if (!mayInvite(place.value.standing)) return refuse('permission.maintain')
  const rows = await ports.store.members(id, {
    name: name?.trim() || null,
    onlyAdministrators: place.value.standing === 'coordinator',
    after: afterOf(cursor),
    limit: pageItems + 1,
  })
  const items = rows.slice(0, pageItems)
  const last = rows.length > pageItems ? items.at(-1) : undefined
  const next = last ? Buffer.from(JSON.stringify([last.name, last.user])).toString('base64url') : null
  return done({ ...headOf(ports, t, place.value), items, next })
}

function afterOf(cursor: string | undefined): readonly [string, string] | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString())
    const [name, user] = Array.isArray(read) ? read : []
    return typeof name === 'string' && typeof user === 'string' ? [name, user] : null
  } catch {
    return null
  }
}

/** What is needed to invite somebody. One statement. Errors: authority.unknown, permission.maintain. */
export async function inviteView(
  ports: PeoplePorts,
  { who, t }: Reader,
  id: string,
): Promise<Result<InviteView>> {
  const place = await placeOf(ports, who, id)
  if (!place.ok) return place
  const { authority, standing } = place.value
  if (!mayInvite(standing)) return refuse('permission.maintain')
  return done({ ...headOf(ports, t, place.value), givable: givableBy(ports, who, authority) })
}

function headOf({ choices }: PeoplePorts, t: Texts, { authority, standing }: Place) {
  const invite: ActionView = {
    ...{ action: 'invite', method: 'POST', href: usersPath(authority.id), label: t('user-people.invite') },
    schema: jsonSchemaOf(inviteForm(standing, choices)) as Record<string, unknown>,
  }
  return { authority: namedAs(authority, t), standing, actions: [invite] }
}

const namedAs = (authority: AuthorityRecord, t: Texts) => ({
  ...{ authority: authority.id, country: authority.country },
  ...officialNameOf(authority, t.lang),
})

const givableBy = ({ choices }: PeoplePorts, who: Actor, authority: AuthorityRecord): InviteView['givable'] =>
  ['*', ...choices.areas]
    .filter(area => hasArea(authority, area))
    .map(area => ({
      area,
      roles: roles.filter(role => canGive(authority, area, role)),
      isMine: keepsArea(who, authority, area),
    }))

/** At most five statements. Errors: authority.unknown, user-people.unknown (also who may not see the user). */
export async function userView(
  ports: PeoplePorts,
  { who, t }: Reader,
  id: string,
  user: string,
): Promise<Result<UserOneView>> {
  const place = await placeOf(ports, who, id)
  if (!place.ok) return place
  const member = await ports.store.member(id, user)
  const { authority } = place.value
  const standing = member ? standingTo(who, place.value.standing, member) : 'official'
  if (!member || standing === 'official' || standing === 'colleague') return refuse('user-people.unknown')
  const history = await ports.store.history(id, user, historyMax)
  const offices = history.map(({ office }) => office)
  const names = await namesOf({ store: ports.directory }, t.lang, offices)
  const people = await ports.people(history.map(({ account }) => account))
  return done({
    ...member,
    ...{ authority: namedAs(authority, t), standing, givable: givableBy(ports, who, authority) },
    history: history.map(({ data, account, office, ...one }: Change) => ({
      ...{ ...one, office: names(office), person: people.get(account) ?? null },
      ...{ from: data.from ?? {}, to: data.to ?? {} },
    })),
    actions: steps
      .filter(({ step }) => mayStep(standing, step, member.state).ok)
      .map(({ step }) => ({
        ...{ action: step, method: 'POST', href: `${userPath(id, user)}/actions/${step}` },
        label: t(`user-people.step.${step}`),
        schema: jsonSchemaOf(formFor(step, ports.choices)) as Record<string, unknown>,
      })),
  })
}

export const usersPath = (authority: string): string => `/authorities/${encodeURIComponent(authority)}/users`
export const userPath = (authority: string, user: string): string =>
  `${usersPath(authority)}/${encodeURIComponent(user)}`
