// A file of users is taken in, checked and kept for an hour; then it is written as a whole, or not at all.
import { createHash } from 'node:crypto'
import { earlier, keepFile } from '../../authority/import/check.ts'
import { sheetOf } from '../../authority/import/sheet.ts'
import { markWritten, type Waiting, type Written } from '../../authority/import/store.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import { hashOf, newToken } from '../../base/token.ts'
import type { Incoming } from '../../base/upload.ts'
import type { Actor } from '../../permission/model.ts'
import { newUser, postAll } from '../keeping/invite.ts'
import { type Place, placeOf } from '../keeping/keep.ts'
import type { Inviting } from '../keeping/mail.ts'
import { invitationEnd, mailKey } from '../keeping/model.ts'
import type { PeoplePorts } from '../keeping/ports.ts'
import type { Entry } from '../store/members.ts'
import { columns, type Plan, type Planned, planOf } from './plan.ts'

/** Only who keeps the users of its own authority. Errors: authority.unknown, permission.maintain. */
export async function ownPlace(ports: PeoplePorts, who: Actor, id: string): Promise<Result<Place>> {
  const place = await placeOf(ports, who, id)
  if (!place.ok) return place
  return place.value.standing === 'keeper' ? place : refuse('permission.maintain')
}

const membersMax = 50_000
const everybody = { name: null, onlyAdministrators: false, after: null, limit: membersMax } as const

export const membersOf = ({ store }: PeoplePorts, authority: string) => store.members(authority, everybody)

/** Tells it from a file of authorities. */
const mark = 'u-'

const columnsOfUsers = { key: 'mail', isColumn: (name: string) => columns.some(one => one === name) }

/** Errors: those of `ownPlace`, authority-import.file.invalid, .active.invalid, .size.invalid. */
export async function takeIn(
  ports: PeoplePorts,
  who: Actor,
  authority: string,
  file: Incoming | null,
): Promise<Result<string>> {
  const place = await ownPlace(ports, who, authority)
  if (!place.ok) return place
  return keepFile(ports, who, file, { columns: columnsOfUsers, mark })
}

export type Checked = { readonly id: string; readonly name: string } & (
  | { readonly plan: Plan }
  | { readonly written: Written }
)

/**
 * What a file would do now, or what it did. Five statements. Errors: those of `ownPlace`, authority-import.unknown (no
 * longer kept, or another authority’s).
 */
export async function checked(
  ports: PeoplePorts,
  who: Actor,
  { authority, id }: { readonly authority: string; readonly id: string },
): Promise<Result<Checked>> {
  const place = await ownPlace(ports, who, authority)
  if (!place.ok) return place
  return checkedAt(ports, who, place.value, id)
}

async function checkedAt(ports: PeoplePorts, who: Actor, place: Place, id: string): Promise<Result<Checked>> {
  const isOurs = id.startsWith(mark)
  const found = isOurs ? await ports.imports.waiting(place.authority.id, id, earlier(ports.clock())) : null
  if (!found) return refuse('authority-import.unknown')
  const { name, written } = found
  if (written) return done({ id, name, written })
  const plan = await planned(ports, who, place, found)
  return plan.ok ? done({ id, name, plan: plan.value }) : plan
}

async function planned(
  ports: PeoplePorts,
  who: Actor,
  { authority }: Place,
  { id, sealed }: Waiting,
): Promise<Result<Plan>> {
  const bytes = ports.sealed.open(authority.id, id, sealed ?? Buffer.alloc(0))
  const sheet = await sheetOf(bytes, columnsOfUsers)
  if (!sheet.ok) return sheet
  const mails = sheet.value.lines.map(({ cells }) => mailKey(cells.get('mail') ?? ''))
  const [members, accounts] = await Promise.all([
    membersOf(ports, authority.id),
    ports.store.byMail([...new Set(mails)]),
  ])
  const users = accounts.map(({ user }) => user)
  return done(
    planOf(
      {
        ...{ who, authority, areas: ports.choices.areas, languages: ports.choices.languages },
        members: new Map(members.map(one => [mailKey(one.mail), one])),
        // Of two with one address the one that has signed in comes first.
        accounts: new Map(accounts.toReversed().map(one => [mailKey(one.mail), one])),
        versions: await ports.store.versions(authority.id, users),
        fileHash: createHash('sha256').update(bytes).digest('hex'),
      },
      sheet.value,
    ),
  )
}

/**
 * Writes all lines in one transaction, and the mails of those who are invited. Errors: those of `checked`,
 * authority-import.faulty.invalid, user-people.import.conflict (somebody changed a user since the report that `mark`
 * names), user-people.last.invalid.
 */
export async function written(
  ports: PeoplePorts,
  who: Actor,
  file: { readonly authority: string; readonly id: string; readonly mark: string },
): Promise<Result<true>> {
  const { authority, id } = file
  const place = await ownPlace(ports, who, authority)
  if (!place.ok) return place
  const found = await checkedAt(ports, who, place.value, id)
  if (!found.ok) return found
  // Sent twice: the first call has done it.
  if ('written' in found.value) return done(true)
  const { plan } = found.value
  if (plan.faults.length > 0) return refuse('authority-import.faulty.invalid')
  if (plan.mark !== file.mark) return refuse('user-people.import.conflict')
  const at = ports.clock()
  const rows = [...plan.entered, ...plan.changed].map(one => rowOf(place.value.authority, one, at))
  const counts = { version: 0, new: plan.entered.length, changed: plan.changed.length }
  const outcome = await ports.store.write({
    ...{ authority, at, office: who.authority, account: who.user, mayEnd: false },
    entries: rows.map(({ entry }) => entry),
    async also(tx) {
      await markWritten(tx, authority, id, counts)
      const letters = rows.flatMap(({ letter, lang }) => (letter ? [{ letter, lang }] : []))
      await postAll(ports, tx, letters, at)
    },
  })
  if (outcome === 'last') return refuse('user-people.last.invalid')
  return outcome === 'moved' ? refuse('user-people.import.conflict') : done(true)
}

/** What is written of a line, and the mail to the person. */
function rowOf(
  authority: Place['authority'],
  { event, name, mail, language, version, from, to, isInvited, ...one }: Planned,
  at: string,
): { readonly entry: Entry; readonly letter: Inviting | null; readonly lang: string } {
  const user = one.user ?? newUser()
  const isNew = event === 'invited' || event === 'added'
  const invitation = event === 'invited' ? { token: newToken(), expiresAt: invitationEnd(at) } : null
  const entry: Entry = {
    ...{ user, version, event, from, to },
    account: one.user === null ? { name, mail, language } : null,
    held: event === 'invited' || isInvited ? null : to,
    invitation: invitation
      ? { tokenHash: hashOf(invitation.token), expiresAt: invitation.expiresAt }
      : event === 'withdrawn'
        ? 'end'
        : null,
  }
  return { entry, letter: isNew ? { email: mail, authority, invitation } : null, lang: language }
}
