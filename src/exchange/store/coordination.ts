// What is open in the remit of a coordinator, ranked by need, and where it waits; no personal data, no texts.
import type { Tx } from '../../base/sql.ts'
import type { Side } from '../../permission/model.ts'
import { countMax } from '../model.ts'

export type CoordinationRow = {
  readonly exchange: string
  readonly procedure: string
  readonly area: string
  readonly sender: string
  readonly recipient: string
  /** Who has to act or to close, of whatever country; null where nobody has. */
  readonly holder: string | null
  readonly state: string
  readonly isUrgent: boolean
  readonly dueDay: string | null
  readonly waitsSince: string
  readonly rank: number
  readonly sortDay: string
}

export type Place = { readonly rank: number; readonly day: string; readonly exchange: string }

export type RemitAsked = {
  readonly country: string
  readonly areas: readonly string[]
  /** What is due before it is late. */
  readonly today: string
}

export type CoordinationAsked = RemitAsked & {
  /** One of the country: whoever asks has looked. */
  readonly authority?: string | undefined
  /** `sender`: asked by the country; `recipient`: asked of it. */
  readonly side?: Side | undefined
  /** `act`: an authority of the country has to act; `wait`: it waits for another country. */
  readonly turn?: 'act' | 'wait' | undefined
  readonly state?: string | undefined
  readonly isUrgent?: boolean | undefined
  readonly isOverdue?: boolean | undefined
  readonly after: Place | null
  readonly limit: number
}

/** One authority for which something waits. Instants since when: half of it longer, and the longest. */
export type Bottleneck = {
  readonly authority: string
  readonly waiting: number
  readonly overdue: number
  readonly medianSince: string
  readonly longestSince: string
}

export type RemitCounts = Readonly<Record<'open' | 'act' | 'urgent' | 'overdue', number>>
export type RemitOverview = { readonly counts: RemitCounts; readonly bottlenecks: readonly Bottleneck[] }

/** What is answered is owed no more. The expression is that of the index exchange_part_coordination. */
const owedDay = (sql: Tx) =>
  sql`(case when p.state in ('answered', 'refused') then date '2199-12-31'
    else coalesce(p.due_day, date '2199-12-31') end)`

/** Between two authorities of the country an exchange has two parts here: it stands once, as its sender's. */
const isOnce = (sql: Tx) =>
  sql`(p.part = 'sender' or p.part = 'recipient' and p.counterpart_country is distinct from p.country)`

/** Ranks: late and urgent, late, urgent, the rest. */
const ranksFor = ({ isUrgent, isOverdue, after }: CoordinationAsked): readonly number[] =>
  [0, 1, 2, 3].filter(
    rank => !(isUrgent && rank % 2 === 1) && !(isOverdue && rank > 1) && rank >= (after?.rank ?? 0),
  )

/**
 * One statement. Each rank in each legal area is one range of the index, read only as far as the page goes. Where one
 * authority is asked for the country is left out, so that its own index is read.
 */
export async function coordination(sql: Tx, asked: CoordinationAsked): Promise<readonly CoordinationRow[]> {
  const { country, areas, authority, today, after, limit } = asked
  const ranks = ranksFor(asked)
  return sql<CoordinationRow[]>`
    select p.exchange, e.procedure, p.area, e.sender, coalesce(e.recipient, '') as recipient, p.state,
      (select h.authority from exchange_part h where h.exchange = p.exchange and h.turn in ('act', 'close')
        order by h.turn, h.authority limit 1) as holder,
      p.is_urgent as "isUrgent", p.due_day as "dueDay", p.waits_since as "waitsSince", p.rank,
      p.sort_day as "sortDay"
    from (
      select p.*, g.rank
      from unnest(${ranks as number[]}::int[]) as g (rank)
      cross join unnest(${areas as string[]}::text[]) as k (area)
      cross join lateral (
        select p.*, ${owedDay(sql)} as sort_day from exchange_part p
        where ${authority === undefined ? sql`p.country = ${country}` : sql`p.authority = ${authority}`}
          and p.area = k.area and p.is_urgent = (g.rank % 2 = 0) and p.turn in ('act', 'wait', 'close')
          and ${owedDay(sql)} >= greatest(case when g.rank > 1 then ${today}::date else date '0001-01-01' end,
            case when g.rank = ${after?.rank ?? -1}::int then ${after?.day ?? null}::date end)
          and ${owedDay(sql)} < case when g.rank > 1 then date '2200-01-01' else ${today}::date end
          and (g.rank <> ${after?.rank ?? -1}::int or ${owedDay(sql)} > ${after?.day ?? null}::date
            or p.exchange > ${after?.exchange ?? null}::text)
          and ${filtered(sql, asked)}
        order by sort_day, p.exchange limit ${limit}
      ) p
      order by g.rank, p.sort_day, p.exchange limit ${limit}
    ) p
    join exchange e on e.exchange = p.exchange
    order by p.rank, p.sort_day, p.exchange`
}

function filtered(sql: Tx, { authority, side, turn, state }: CoordinationAsked) {
  const turns = {
    act: sql`and p.turn in ('act', 'close')`,
    wait: sql`and p.turn = 'wait' and p.counterpart_country is distinct from p.country`,
  }
  // Who has to act is one, and so is each side.
  const isPlain = authority === undefined && side === undefined && turn !== 'act'
  return sql`${isPlain ? isOnce(sql) : sql`true`}
    ${side === undefined ? sql`` : sql`and p.part = ${side}`}
    ${turn === undefined ? sql`` : turns[turn]}
    ${state === undefined ? sql`` : sql`and p.state = ${state}`}`
}

const bottlenecksMax = 10
/** So many of those that wait longest name the bottlenecks: the statement costs the same however much waits. */
const longestMax = countMax

/** One statement. `countMax + 1` stands for more. */
export async function remitOverview(sql: Tx, asked: RemitAsked): Promise<RemitOverview> {
  const { country, areas, today } = asked
  const upTo = (condition: ReturnType<typeof owedDay>) => sql`(select count(*)::int from (
    select from exchange_part p where p.country = ${country} and p.area = any(${areas as string[]}) and ${condition}
    limit ${countMax + 1}) as few)`
  const open = sql`p.turn in ('act', 'wait', 'close') and ${isOnce(sql)}`
  const [row] = await sql<(RemitCounts & Pick<RemitOverview, 'bottlenecks'>)[]>`
    select ${upTo(open)} as open, ${upTo(sql`p.turn in ('act', 'close')`)} as act,
      ${upTo(sql`${open} and p.is_urgent`)} as urgent,
      ${upTo(sql`${open} and ${owedDay(sql)} < ${today}::date`)} as overdue,
      (select coalesce(json_agg(b), '[]') from (${bottlenecks(sql, asked)}) as b) as bottlenecks`
  if (!row) throw new Error('a statement without a row')
  const { bottlenecks: found, ...counts } = row
  return { counts, bottlenecks: found }
}

/** The authorities that hold most of what waits longest; of each, all that waits for it. */
function bottlenecks(sql: Tx, { country, areas, today }: RemitAsked) {
  const instant = (at: ReturnType<typeof owedDay>) =>
    sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  return sql`
    select b.authority, w.* from (
      select l.authority from (
        select p.authority, p.waits_since from unnest(${areas as string[]}::text[]) as k (area)
        cross join lateral (
          select p.authority, p.waits_since from exchange_part p
          where p.country = ${country} and p.area = k.area and p.turn in ('act', 'close')
          order by p.waits_since limit ${longestMax}
        ) p
        order by p.waits_since limit ${longestMax}
      ) l
      group by l.authority order by count(*) desc, min(l.waits_since), l.authority limit ${bottlenecksMax}
    ) b
    cross join lateral (
      select count(*)::int as waiting,
        (count(*) filter (where ${owedDay(sql)} < ${today}::date))::int as overdue,
        ${instant(sql`percentile_disc(0.5) within group (order by p.waits_since)`)} as "medianSince",
        ${instant(sql`min(p.waits_since)`)} as "longestSince"
      from (select p.* from exchange_part p
        where p.authority = b.authority and p.turn in ('act', 'close') and p.area = any(${areas as string[]})
        limit ${countMax + 1}) p
    ) w
    order by w.overdue desc, w.waiting desc, w."longestSince", b.authority`
}
