// How many exchanges wait under each view of the worklist, and the views that a person saved: one statement for both.
import type { Tx } from '../../base/sql.ts'
import { countMax } from '../model.ts'
import { byMe } from './list.ts'
import type { SavedView } from './saved.ts'

export type Counts = Readonly<Record<'act' | 'wait' | 'close' | 'draft' | 'mine', number>>
export type Overview = { readonly counts: Counts; readonly saved: readonly SavedView[] }

export type OverviewAsked = {
  readonly authority: string
  readonly user: string
  readonly areas: readonly string[] | '*'
  /** Day in the authority's country: who is away then is covered. */
  readonly today: string
}

/** `countMax + 1` stands for more. */
export async function overview(sql: Tx, asked: OverviewAsked): Promise<Overview> {
  const { authority, user, areas } = asked
  const inAreas = areas === '*' ? sql`true` : sql`area = any(${areas as string[]})`
  const upTo = (turn: string) => sql`(select count(*)::int from (
    select from exchange_part where authority = ${authority} and turn = ${turn}
      and ${inAreas} limit ${countMax + 1}) as few)`
  const [row] = await sql<(Counts & { readonly saved: readonly SavedView[] })[]>`
    select ${upTo('act')} as act, ${upTo('wait')} as wait, ${upTo('close')} as close, ${upTo('draft')} as draft,
      (select count(*)::int from (select from exchange_handler h
        join exchange_part p on p.exchange = h.exchange and p.authority = h.authority
        where h.authority = ${authority} and h.turn = 'act' and ${byMe(sql, asked)} and ${inAreas}
        limit ${countMax + 1}) as few) as mine,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'query', query) order by name), '[]')
        from worklist_view where account = ${user}) as saved`
  if (!row) return { counts: { act: 0, wait: 0, close: 0, draft: 0, mine: 0 }, saved: [] }
  const { saved, ...counts } = row
  return { counts, saved }
}
