// The doors of saved views: a person's own names for filters of the worklist. Keep, rename, remove.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type AnyDoor, type Call, door, type Input } from '../base/door.ts'
import { parseSent } from '../base/form.ts'
import { done, type Refusal, type Result, refuse, refuseFields } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { worklistQuery } from './list-query.ts'
import { savedSchema } from './list-view.ts'
import { savedPage } from './page-saved.ts'
import type { ExchangePorts } from './ports.ts'
import { savedMax } from './store/saved.ts'

const nameSchema = z.string().trim().min(1).max(60)
const queryText = z.string().max(500)

export const savedListSchema = z.object({
  items: z.array(savedSchema),
  /** The filters that can be kept under a name now. */
  query: z.string().nullable(),
})
export type SavedListView = Readonly<z.infer<typeof savedListSchema>>

type Store = Pick<ExchangePorts, 'store'>

/** `GET /worklist/views`, `POST /worklist/views` and below. Errors: permission.sign-in, exchange-track.view.*. */
export const savedDoors = ({ store }: Store): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/worklist/views',
    summary: 'exchange-track.saved.title',
    query: z.object({ query: queryText.optional() }),
    view: savedListSchema,
    async run({ who }, { query }): Promise<Result<SavedListView>> {
      if (!who) return refuse('permission.sign-in')
      return listed(store, who, query.query ?? null)
    },
    page: (view, call) => savedPage(call, view),
  }),
  changing(store, {
    path: '/worklist/views',
    summary: 'exchange-track.saved.keep',
    body: z.strictObject({ name: nameSchema, query: queryText.optional() }),
    async run(who, { body }) {
      const query = plainQuery(body.query ?? '')
      if (!query.ok) return query
      const view = { id: randomUUID(), name: body.name, query: query.value }
      return answered(await store.saveView(who.user, view), body.name)
    },
  }),
  changing(store, {
    path: '/worklist/views/:id/rename',
    summary: 'exchange-track.saved.rename',
    body: z.strictObject({ name: nameSchema }),
    run: async (who, { params, body }) =>
      answered(await store.renameView(who.user, { id: params.id ?? '', name: body.name }), body.name),
  }),
  changing(store, {
    path: '/worklist/views/:id/remove',
    summary: 'exchange-track.saved.remove',
    // The button stands in the form of the name.
    body: z.object({}),
    run: async (who, { params }) =>
      answered((await store.removeView(who.user, params.id ?? '')) ? 'saved' : 'unknown', ''),
  }),
]

type Changing<Body> = {
  readonly path: string
  readonly summary: string
  readonly body: z.ZodType<Body>
  readonly run: (who: Actor, input: Input<unknown, Body>) => Promise<Result<true>>
}

/** All changes answer with the list as it is then; a refused one shows it again with what was typed. */
const changing = <Body>(
  store: ExchangePorts['store'],
  { path, summary, body, run }: Changing<Body>,
): AnyDoor<Actor> =>
  door({
    ...{ method: 'POST', path, summary, body, view: savedListSchema },
    async run({ who }, input): Promise<Result<SavedListView>> {
      if (!who) return refuse('permission.sign-in')
      const changed = await run(who, input)
      return changed.ok ? listed(store, who, null) : changed
    },
    after: () => '/worklist/views',
    async again(call: Call<Actor>, { sent, params }, refusal: Refusal) {
      if (!call.who) return null
      const typed = sent.value as Readonly<Record<string, unknown>>
      const query = typeof typed.query === 'string' ? typed.query : null
      const list = await listed(store, call.who, query)
      const name = typeof typed.name === 'string' ? typed.name : ''
      return list.ok ? savedPage(call, list.value, { refusal, name, id: params.id ?? null }) : null
    },
  })

const listed = async (
  store: ExchangePorts['store'],
  { user }: Actor,
  query: string | null,
): Promise<Result<SavedListView>> => done({ items: [...(await store.savedViews(user))], query })

function answered(outcome: 'saved' | 'taken' | 'full' | 'unknown', name: string): Result<true> {
  switch (outcome) {
    case 'saved':
      return done(true)
    case 'taken':
      return refuse('exchange-track.view.conflict', { name })
    case 'full':
      return refuse('exchange-track.view.limit', { max: savedMax })
    case 'unknown':
      return refuse('exchange-track.view.unknown')
  }
}

/** Only what the worklist reads, without the place in the list: a kept address never leads elsewhere. */
function plainQuery(text: string): Result<string> {
  const given = new URLSearchParams(text)
  const kept = [...given].filter(([name]) => name in worklistQuery.shape && name !== 'cursor')
  const read = parseSent(worklistQuery, { kind: 'form', value: Object.fromEntries(kept) })
  if (!read.ok) return refuseFields('base.fields.invalid', [{ path: 'query', code: 'base.field.type' }])
  return done(new URLSearchParams(kept.filter(([, value]) => value.trim() !== '')).toString())
}
