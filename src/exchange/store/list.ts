// Lists of an authority's exchanges: the worklist by day due, everything by last change; keyset pages, capped counts.
import type { Tx } from '../../base/sql.ts'
import type { Part } from '../../permission/model.ts'
import { countMax, type Turn } from '../model.ts'

export type ListRow = {
  readonly exchange: string
  readonly procedure: string
  readonly area: string
  readonly part: Part
  readonly turn: Turn
  readonly state: string
  readonly counterpart: string | null
  readonly titleValue: string | null
  readonly isUrgent: boolean
  readonly dueDay: string | null
  readonly answerByDay: string | null
  /** The latest answer where one is to be read; afterwards the first, which counts. */
  readonly answeredAt: string | null
  readonly changedAt: string
  readonly isChanged: boolean
}

export type ListAsked = {
  readonly authority: string
  readonly user: string
  /** Legal areas that the person may see; `*` for all. */
  readonly areas: readonly string[] | '*'
  readonly turn: Turn | null
  readonly area?: string | undefined
  readonly country?: string | undefined
  /** Only what is due on this day or before. */
  readonly due?: string | undefined
  /** Part of the number; or values of the title field that match what was typed. */
  readonly number?: string | undefined
  readonly titles?: readonly string[] | undefined
  readonly after: readonly [sort: string, exchange: string] | null
  readonly limit: number
}

/** Sorted by day due where a turn is asked for that has one, else by last change, newest first. */
export const isByDue = (turn: Turn | null): boolean => turn === 'act' || turn === 'wait' || turn === 'close'

/** One statement. Who forwarded an exchange is told nothing of its current row that came later. */
export async function list(sql: Tx, asked: ListAsked): Promise<readonly ListRow[]> {
  const byDue = isByDue(asked.turn)
  const [sort = null, exchange = null] = asked.after ?? []
  const from = !asked.after
    ? sql`true`
    : byDue
      ? sql`p.due_day >= ${sort}::date and (p.due_day > ${sort}::date or p.exchange > ${exchange})`
      : sql`p.changed_at <= ${sort}::timestamptz
          and (p.changed_at < ${sort}::timestamptz or p.exchange > ${exchange})`
  return sql<ListRow[]>`
    select p.exchange, e.procedure, p.area, p.part, p.turn, p.state, p.counterpart,
      e.title_value as "titleValue", e.is_urgent as "isUrgent", p.due_day as "dueDay",
      case when p.part <> 'former' then e.answer_by_day end as "answerByDay",
      case when p.state = 'answered' then (select max(l.at) from exchange_event l
          where l.exchange = p.exchange and l.event = 'answered')
        when p.part <> 'former' then e.answered_at end as "answeredAt", p.changed_at as "changedAt",
      p.other_version > coalesce(s.version, 0) as "isChanged"
    from exchange_part p
    join exchange e on e.exchange = p.exchange
    left join exchange_seen s on s.exchange = p.exchange and s.account = ${asked.user}
    where p.authority = ${asked.authority} and ${filtered(sql, asked)} and ${from}
    order by ${byDue ? sql`p.due_day, p.exchange` : sql`p.changed_at desc, p.exchange`}
    limit ${asked.limit}`
}

function filtered(sql: Tx, asked: ListAsked) {
  const { turn, areas, area, country, due, number, titles } = asked
  return sql`${turn === null ? sql`true` : sql`p.turn = ${turn}`}
    and ${areas === '*' ? sql`true` : sql`p.area = any(${areas as string[]})`}
    and ${area === undefined ? sql`true` : sql`p.area = ${area}`}
    and ${country === undefined ? sql`true` : sql`p.counterpart_country = ${country}`}
    and ${due === undefined ? sql`true` : sql`p.due_day <= ${due}::date`}
    and ${number === undefined ? sql`true` : sql`p.exchange like ${`%${number}%`}`}
    and ${titles === undefined ? sql`true` : sql`e.title_value = any(${titles as string[]})`}`
}

export type Counts = Readonly<Record<'act' | 'wait' | 'close' | 'draft', number>>

/** How many wait under each view; `countMax + 1` stands for more. One statement. */
export async function counts(sql: Tx, authority: string, areas: readonly string[] | '*'): Promise<Counts> {
  const upTo = (turn: string) => sql`(select count(*)::int from (
    select from exchange_part where authority = ${authority} and turn = ${turn}
      and ${areas === '*' ? sql`true` : sql`area = any(${areas as string[]})`} limit ${countMax + 1}) as few)`
  const [row] = await sql<Counts[]>`
    select ${upTo('act')} as act, ${upTo('wait')} as wait, ${upTo('close')} as close, ${upTo('draft')} as draft`
  return row ?? { act: 0, wait: 0, close: 0, draft: 0 }
}
