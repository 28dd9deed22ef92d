// The search in one's own exchanges by the person concerned: with the right to read personal data, and always logged.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../base/result.ts'
import { type Actor, areasWith } from '../permission/model.ts'
import { listOf } from './list-routes.ts'
import { listSchema } from './list-view.ts'
import { openExchange } from './open.ts'
import { personQueries, wholeQueries } from './person-words.ts'
import type { ExchangePorts } from './ports.ts'
import { mayIn } from './right.ts'

export const personListSchema = listSchema.extend({
  /** What was typed. */
  person: z.string(),
  /** The exchange whose person was looked for. */
  sameAs: z.string().nullable(),
})
export type PersonListView = Readonly<z.infer<typeof personListSchema>>

export type PersonAsked = {
  readonly person?: string | undefined
  readonly sameAs?: string | undefined
  readonly cursor?: string | undefined
}

/** Errors: permission.read-personal. */
function areasToSearch(who: Actor): Result<readonly string[] | '*'> {
  const areas = areasWith(who, 'read-personal')
  return areas.length === 0 ? refuse('permission.read-personal') : done(areas)
}

/** By what was typed. Errors: permission.read-personal, base.fields.invalid. */
export async function searchByPerson(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { person = '', cursor }: PersonAsked,
): Promise<Result<PersonListView>> {
  const allowed = areasToSearch(call.who)
  if (!allowed.ok) return allowed
  const ways = personQueries(person)
  if (ways.length === 0)
    return refuseFields('base.fields.invalid', [{ path: 'person', code: 'base.field.required' }])
  const found = await foundBy(ports, call, allowed.value, { ways, cursor })
  return found.ok ? done({ ...found.value, person, sameAs: null }) : found
}

/**
 * By the person of an exchange that the caller may read about: whoever is named in the fields that each request has.
 * Without an exchange, nothing is looked for. Errors: those of `openExchange`, permission.read-personal.
 */
export async function searchAlike(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { sameAs, cursor }: PersonAsked,
): Promise<Result<PersonListView>> {
  const allowed = areasToSearch(call.who)
  if (!allowed.ok) return allowed
  const nothing = { items: [], next: null, person: '' }
  if (sameAs === undefined) return done({ ...nothing, sameAs: null })
  const opened = await openExchange(ports, call, sameAs)
  if (!opened.ok) return opened
  const { request, procedure, personal, stored } = opened.value
  const readable = mayIn(call.who, 'read-personal', stored)
  if (!readable.ok) return readable
  const values = procedure.form
    .filter(field => field.identifies && field.required)
    .map(field => request.fields[field.id])
  const typed = values.filter(value => typeof value === 'string').join(' ')
  if (personal !== 'shown' || typed === '') return done({ ...nothing, sameAs })
  const found = await foundBy(ports, call, allowed.value, { ways: wholeQueries(typed), cursor })
  if (!found.ok) return found
  const items = found.value.items.filter(({ number }) => number !== sameAs)
  return done({ ...found.value, items, person: '', sameAs })
}

/** The list, and the entry that says who looked for whom and what was shown. */
async function foundBy(
  ports: ExchangePorts,
  { t, who }: SignedCall<Actor>,
  areas: readonly string[] | '*',
  { ways, cursor }: { readonly ways: readonly (readonly string[])[]; readonly cursor: string | undefined },
) {
  const { authority, user } = who
  const tokenOf = (word: string): string => ports.vault.tokenOf(authority, word)
  const person = {
    ways: ways.map(words => words.map(tokenOf)),
    areasOfOthers: areasWith(who, 'read-personal', 'others'),
  }
  const found = await listOf(ports, t, who, { turn: null, areas, person, cursor })
  if (!found.ok) return found
  await ports.store.notePersonSearch({
    ...{ id: randomUUID(), authority, user, at: ports.clock() },
    digest: tokenOf(`search ${JSON.stringify(ways)}`),
    found: found.value.items.map(({ number }) => number),
  })
  return found
}
