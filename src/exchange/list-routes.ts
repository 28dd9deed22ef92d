// The doors of lists: what waits for whom, and the search in one's own exchanges.
import { z } from 'zod'
import { type AnyDoor, door } from '../base/door.ts'
import { daySchema } from '../base/form.ts'
import { done, type Result, refuse, refuseFields } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { type Actor, areasWith } from '../permission/model.ts'
import { choiceKey } from '../procedure/model.ts'
import { itemsOf, type ListView, listSchema, type WorklistView, worklistSchema } from './list-view.ts'
import type { Turn } from './model.ts'
import { listChoices } from './page-filter.ts'
import { searchPage } from './page-search.ts'
import { worklistPage } from './page-worklist.ts'
import type { ExchangePorts } from './ports.ts'
import { isByDue, type ListAsked } from './store/list.ts'

const pageItems = 25

const views = ['act', 'wait', 'close', 'draft', 'ended', 'all'] as const

const filters = {
  area: z.string().max(100).optional(),
  country: z.string().max(2).optional(),
  due: daySchema.optional(),
  cursor: z.string().max(200).optional(),
}
export const worklistQuery = z.object({ view: z.enum(views).optional(), ...filters })
export type WorklistQuery = Readonly<z.infer<typeof worklistQuery>>
const searchQuery = z.object({ q: z.string().trim().max(100).optional(), ...filters })

/** `GET /worklist`, `GET /exchanges`. Errors: permission.sign-in, base.fields.invalid. */
export const listDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/worklist',
    summary: 'exchange.worklist.summary',
    query: worklistQuery,
    view: worklistSchema,
    async run({ t, who }, { query }): Promise<Result<WorklistView>> {
      if (!who) return refuse('permission.sign-in')
      const view = query.view ?? 'act'
      const turn = view === 'all' ? null : view
      const found = await listOf(ports, t, who, { ...query, turn })
      if (!found.ok) return found
      const counts = await ports.store.counts(who.authority, areasWith(who, 'see'))
      return done({ ...found.value, view, counts })
    },
    page: (view, call) => worklistPage(call, view, listChoices(ports, call.t)),
  }),
  door({
    method: 'GET',
    path: '/exchanges',
    summary: 'exchange.search.summary',
    query: searchQuery,
    view: listSchema,
    async run({ t, who }, { query }) {
      if (!who) return refuse('permission.sign-in')
      const { q, ...rest } = query
      return listOf(ports, t, who, { ...rest, turn: null, ...(q ? askedFor(ports, t, q) : {}) })
    },
    page: (view, call) => searchPage(call, view, listChoices(ports, call.t)),
  }),
]

/** Digits are looked for in numbers, words in what exchanges are about, in the reader's language. */
function askedFor(
  { catalogue, lists }: ExchangePorts,
  t: Texts,
  q: string,
): Pick<ListAsked, 'number' | 'titles'> {
  if (/^[\dA-Z-]+$/i.test(q) && /\d/.test(q)) return { number: q.toUpperCase() }
  const wanted = q.toLocaleLowerCase(t.lang)
  const titles = catalogue.all.flatMap(({ id, form, titleField }) => {
    const field = form.find(one => one.id === titleField)
    const values = field?.list ? lists.list(field.list) : (field?.options ?? [])
    return values.filter(value => {
      const key = field && choiceKey(field, `${id}.field.${field.id}`, value)
      return key && t.has(key) && t(key).toLocaleLowerCase(t.lang).includes(wanted)
    })
  })
  return { titles: [...new Set(titles)] }
}

type Query = {
  readonly turn: Turn | null
  readonly cursor?: string | undefined
} & Pick<ListAsked, 'area' | 'country' | 'due' | 'number' | 'titles'>

/** One page of a list. */
export async function listOf(
  ports: ExchangePorts,
  t: Texts,
  who: Actor,
  { cursor, ...asked }: Query,
  limit = pageItems,
): Promise<Result<ListView>> {
  const after = readCursor(cursor)
  if (!after.ok) return after
  if (asked.titles?.length === 0) return done({ items: [], next: null })
  const rows = await ports.store.list({
    ...{ authority: who.authority, user: who.user, areas: areasWith(who, 'see') },
    ...asked,
    ...{ after: after.value, limit: limit + 1 },
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const sort = (isByDue(asked.turn) ? last?.dueDay : last?.changedAt) ?? ''
  const next = rows.length > limit && last ? cursorOf(sort, last.exchange) : null
  return done({ items: await itemsOf(ports, { t, who }, shown), next })
}

/** Where the next page starts: the sort value and the number of the last row, opaque to callers. */
const cursorOf = (sort: string, exchange: string): string =>
  Buffer.from(JSON.stringify([sort, exchange])).toString('base64url')

const cursorSchema = z.tuple([
  z.union([daySchema, z.iso.datetime()]),
  z.string().regex(/^\d{4}-[A-Z]{2}-\d{8}$/),
])

function readCursor(cursor: string | undefined): Result<ListAsked['after']> {
  if (cursor === undefined) return done(null)
  try {
    return done(cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString())))
  } catch {
    return refuseFields('base.fields.invalid', [{ path: 'cursor', code: 'base.field.type' }])
  }
}
