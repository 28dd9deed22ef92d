// The door of the search: the hits, how the query was read, and what would make it clearer.
import { z } from 'zod'
import { type AnyDoor, door } from '../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { allHits } from './finder.ts'
import type { LiveFinder } from './live.ts'
import { searchPage } from './search-page.ts'
import type { AuthorityStore } from './store.ts'
import type { Suggest } from './suggest.ts'
import { suggestDoor } from './suggest-routes.ts'
import type { UnknownWords } from './unknown-words.ts'
import { foundListSchema, foundOf, idsOf } from './view.ts'

export type SearchPorts = {
  readonly suggest: Suggest
  readonly store: Pick<AuthorityStore, 'byIds'>
  readonly finder: Pick<LiveFinder, 'read' | 'choices'>
  readonly unknownWords: Pick<UnknownWords, 'note'>
}

const pageItems = 20
/** Nobody reads further; a narrower question helps more. */
const offsetMax = 500

const querySchema = z.object({
  q: z.string().max(300).optional(),
  country: z.string().max(10).optional(),
  area: z.string().max(100).optional(),
  competence: z.string().max(100).optional(),
  type: z.string().max(100).optional(),
  town: z.string().max(100).optional(),
  /** A NUTS code: the region with all that lie in it. */
  region: z.string().max(10).optional(),
  cursor: z.string().max(40).optional(),
  /** The page that waits for the choice; without script it is led back there. */
  for: z
    .stringFormat('path', /^(\/coordination)?\/exchanges\/[\w-]{1,40}(\/actions\/(forward|split))?$/)
    .optional(),
})

/** For officials only. Errors: permission.sign-in, base.fields.invalid. */
export const searchDoors = (ports: SearchPorts): readonly AnyDoor<Actor>[] => [
  searchDoor(ports),
  suggestDoor(ports.suggest),
]

/** `GET /authorities`. */
const searchDoor = ({ store, finder, unknownWords }: SearchPorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/authorities',
    summary: 'authority.search.summary',
    query: querySchema,
    view: foundListSchema,
    async run({ who, t, wants }, { query }) {
      if (!who) return refuse('permission.sign-in')
      const from = readCursor(query.cursor)
      if (!from.ok) return from
      const { q = '', country, area, competence, type, town, region } = query
      const asked = { text: q, lang: t.lang, country, area, competence, type, town, region }
      const reading = await finder.read({ ...asked, limit: pageItems + 1, after: from.value })
      const { hits, led, ties, understood, unknown, questions, counts } = reading
      // Boxes ask for JSON while words are half typed.
      if (wants === 'html') unknownWords.note({ text: q, unknown, lang: t.lang, caller: who.user })
      const shown = allHits({ led, hits: hits.slice(0, pageItems) })
      const items = foundOf(shown, await store.byIds(idsOf(shown)), t.lang)
      const next = nextCursor(hits.length > pageItems, from.value + pageItems)
      return done({ items, next, ties, understood, unknown, questions, counts })
    },
    page: (view, call) => searchPage(call, view, finder.choices()),
  })

/** Where the next page starts; opaque to callers, so that it may become a key. */
const nextCursor = (isMore: boolean, from: number): string | null =>
  isMore && from <= offsetMax ? Buffer.from(`from:${from}`).toString('base64url') : null

function readCursor(cursor: string | undefined): Result<number> {
  if (cursor === undefined) return done(0)
  const digits = /^from:(\d{1,4})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  const from = Number(digits ?? Number.NaN)
  if (from <= offsetMax) return done(from)
  return refuseFields('base.fields.invalid', [{ path: 'cursor', code: 'base.field.type' }])
}
