// The doors of lists: what waits for whom, and the search in one's own exchanges.
import { type AnyDoor, door } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { dayIn } from '../calendar/model.ts'
import { type Actor, areasWith } from '../permission/model.ts'
import { choiceKey } from '../procedure/model.ts'
import { cursorOf, dueDays, type Filters, readCursor, searchQuery, worklistQuery } from './list-query.ts'
import { itemsOf, type ListView, listSchema, type WorklistView, worklistSchema } from './list-view.ts'
import type { Turn } from './model.ts'
import { listChoices } from './page-filter.ts'
import { searchPage } from './page-search.ts'
import { worklistPage } from './page-worklist.ts'
import type { ExchangePorts } from './ports.ts'
import type { ListAsked } from './store/list.ts'
import { wordQuery } from './words.ts'

const pageItems = 25

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
      const at = ports.clock()
      const { authority, user } = who
      const asked = { authority, user, areas: areasWith(who, 'see'), today: dayIn(who.country, at) }
      const [found, { counts, saved }] = await Promise.all([
        listOf(ports, t, who, { ...query, turn }),
        ports.store.overview(asked),
      ])
      if (!found.ok) return found
      return done({ ...found.value, view, at, counts, saved: [...saved] })
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
      return listOf(ports, t, who, { ...rest, turn: null, ...(q ? askedFor(ports, t, who, q) : {}) })
    },
    page: (view, call) => searchPage(call, view, listChoices(ports, call.t)),
  }),
]

/** Digits are looked for in numbers; words in subjects and questions in the reader's language, and in texts in any. */
function askedFor(
  { catalogue, lists }: ExchangePorts,
  t: Texts,
  { authority }: Actor,
  q: string,
): Pick<ListAsked, 'number' | 'titles' | 'words'> {
  if (/^[\dA-Z-]+$/i.test(q) && /\d/.test(q)) return { number: q.toUpperCase() }
  const wanted = q.toLocaleLowerCase(t.lang)
  const has = (key: string): boolean => t.has(key) && t(key).toLocaleLowerCase(t.lang).includes(wanted)
  const titles = catalogue.all.flatMap(({ id, form, titleField }) => {
    const field = form.find(one => one.id === titleField)
    const values = field?.list ? lists.list(field.list) : (field?.options ?? [])
    return values.filter(value => field && has(choiceKey(field, `${id}.field.${field.id}`, value)))
  })
  const questions = catalogue.all.flatMap(({ id, questions }) =>
    questions
      .filter(({ id: question }) => has(`${id}.question.${question}`))
      .map(({ id: question }) => ({ procedure: id, question })),
  )
  return { titles: [...new Set(titles)], words: wordQuery(authority, q, questions) }
}

type Query = Filters & { readonly turn: Turn | null } & Partial<
    Pick<ListAsked, 'number' | 'titles' | 'words' | 'person' | 'areas'>
  >

/** A page of a list. Errors: base.fields.invalid. */
export async function listOf(
  ports: ExchangePorts,
  t: Texts,
  who: Actor,
  { turn, cursor, urgent, changed, due, areas = areasWith(who, 'see'), ...same }: Query,
  itemsMax = pageItems,
): Promise<Result<ListView>> {
  const after = readCursor(turn, cursor)
  if (!after.ok) return after
  if (same.titles?.length === 0 && !same.words) return done({ items: [], next: null })
  const today = dayIn(who.country, ports.clock())
  const rows = await ports.store.list({
    ...{ ...same, authority: who.authority, user: who.user, areas, turn, today },
    ...{ isUrgent: urgent, isChanged: changed, due: dueDays(due, today) },
    ...{ after: after.value, limit: itemsMax + 1 },
  })
  const shown = rows.slice(0, itemsMax)
  const last = shown.at(-1)
  const next = rows.length > itemsMax && last ? cursorOf(turn, last) : null
  return done({ items: await itemsOf(ports, { t, who }, shown), next })
}
