// Lists of an authority's exchanges: the worklist by what needs one most, all else by last change; keyset pages.
import type { Tx } from '../../base/sql.ts'
import type { Allocation, Part } from '../../permission/model.ts'
import { answerings, type Turn } from '../model.ts'
import { coveredBy } from './cover.ts'
import { type PersonAsked, withPerson } from './person.ts'
import { withWords } from './text.ts'

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
  readonly allocation: Allocation
  /** Group and day by which the row stands where it stands. */
  readonly rank: number
  readonly sortDay: string
}

/** Where a page begins: after the row with these values. */
export type After =
  | { readonly by: 'need'; readonly rank: number; readonly day: string; readonly isChanged: boolean }
  | { readonly by: 'change'; readonly at: string }

export type ListAsked = {
  readonly authority: string
  readonly user: string
  /** Legal areas that the person may see; `*` for all. */
  readonly areas: readonly string[] | '*'
  readonly turn: Turn | null
  /** What is due before it is late. */
  readonly today: string
  readonly area?: string | undefined
  readonly country?: string | undefined
  readonly state?: string | undefined
  readonly isUrgent?: boolean | undefined
  /** Only what the other side changed since this person looked. */
  readonly isChanged?: boolean | undefined
  readonly allocated?: 'mine' | 'nobody' | 'anyone' | undefined
  /** First and last day on which it is due; null for no bound. Only what is still owed. */
  readonly due?: { readonly from: string | null; readonly to: string | null } | undefined
  /** Part of the number; or values of the title field that match what was typed. */
  readonly number?: string | undefined
  readonly titles?: readonly string[] | undefined
  /** Or words of its texts, as words.ts writes it. */
  readonly words?: string | null | undefined
  /** The number of a dossier of the own office. */
  readonly dossier?: string | undefined
  /** Whom it concerns; who forwarded the exchange does not find it by that. */
  readonly person?: PersonAsked | undefined
  readonly after: (After & { readonly exchange: string }) | null
  readonly limit: number
}

/** By need where a turn is asked for that has a day, else by last change, newest first. */
export const isByNeed = (turn: Turn | null): boolean => turn === 'act' || turn === 'wait' || turn === 'close'

/** One statement. Who forwarded an exchange is told nothing of its current row that came later. */
export async function list(sql: Tx, asked: ListAsked): Promise<readonly ListRow[]> {
  const found = isByNeed(asked.turn) ? byNeed(sql, asked) : byChange(sql, asked)
  return sql<ListRow[]>`
    select p.exchange, e.procedure, p.area, p.part, p.turn, p.state, p.counterpart,
      p.title_value as "titleValue", p.is_urgent as "isUrgent", p.due_day as "dueDay",
      case when p.part <> 'former' then e.answer_by_day end as "answerByDay",
      case when p.state = 'answered' then (select max(l.at) from exchange_event l
          where l.exchange = p.exchange and l.event = any(${answerings as string[]}))
        when p.part <> 'former' then e.answered_at end as "answeredAt", p.changed_at as "changedAt",
      p.is_changed as "isChanged",
      case when not p.is_allocated then 'nobody' when exists (select from exchange_handler h
          where h.exchange = p.exchange and h.authority = p.authority and ${byMe(sql, asked)})
        then 'mine' else 'others' end as allocation, p.rank, p.sort_day as "sortDay"
    from (${found}) p
    join exchange e on e.exchange = p.exchange
    order by p.rank, ${
      isByNeed(asked.turn)
        ? sql`p.sort_day, p.is_changed desc, p.exchange`
        : sql`p.changed_at desc, p.exchange`
    }`
}

/** A part without a day stands last. The expression is that of the index exchange_part_rank. */
const sortDay = (sql: Tx) => sql`coalesce(p.due_day, date '2199-12-31')`
const isChanged = (sql: Tx) => sql`(p.other_version > coalesce(s.version, 0))`

/** Late and urgent, late, urgent, the rest. Each group is one range of the index, read only as far as the page goes. */
const groups = [
  { rank: 0, isLate: true, isUrgent: true },
  { rank: 1, isLate: true, isUrgent: false },
  { rank: 2, isLate: false, isUrgent: true },
  { rank: 3, isLate: false, isUrgent: false },
] as const

function byNeed(sql: Tx, asked: ListAsked) {
  const { turn, today, after, limit } = asked
  const start = after?.by === 'need' ? after : null
  // Nobody is late with what was answered.
  const wanted = groups.filter(
    ({ rank, isLate }) => (!start || rank >= start.rank) && !(isLate && turn === 'close'),
  )
  const day = sortDay(sql)
  const branches = wanted.map(({ rank, isLate, isUrgent }) => {
    const bound = isLate
      ? sql`${day} < ${today}::date`
      : turn === 'close'
        ? sql`true`
        : sql`${day} >= ${today}::date`
    const from =
      start && rank === start.rank
        ? sql`${day} >= ${start.day}::date and (${day} > ${start.day}::date
            or (not ${isChanged(sql)}, p.exchange) > (not ${start.isChanged}::boolean, ${start.exchange}))`
        : sql`true`
    return sql`(select p.*, ${isChanged(sql)} as is_changed, ${rank}::int as rank, ${day} as sort_day
      from exchange_part p
      left join exchange_seen s on s.exchange = p.exchange and s.account = ${asked.user}
      where ${filtered(sql, asked)} and p.is_urgent = ${isUrgent} and ${bound} and ${from}
      order by ${day}, is_changed desc, p.exchange limit ${limit})`
  })
  const [first, ...rest] = branches
  const all = rest.reduce((before, branch) => sql`${before} union all ${branch}`, first ?? sql``)
  return sql`select g.* from (${all}) g
    order by g.rank, g.sort_day, g.is_changed desc, g.exchange limit ${limit}`
}

function byChange(sql: Tx, asked: ListAsked) {
  const { after, limit } = asked
  const from =
    after?.by === 'change'
      ? sql`p.changed_at <= ${after.at}::timestamptz
          and (p.changed_at < ${after.at}::timestamptz or p.exchange > ${after.exchange})`
      : sql`true`
  return sql`select p.*, ${isChanged(sql)} as is_changed, 0 as rank, ${sortDay(sql)} as sort_day
    from exchange_part p
    left join exchange_seen s on s.exchange = p.exchange and s.account = ${asked.user}
    where ${filtered(sql, asked)} and ${from}
    order by p.changed_at desc, p.exchange limit ${limit}`
}

type Fragment = ReturnType<typeof sortDay>

/** By subject or by words: each reads its own index. */
const found = (sql: Tx, { authority, titles = [], words }: ListAsked) => sql`
  select t.exchange from exchange_part t
  where t.authority = ${authority} and t.title_value = any(${titles as string[]})
  ${words ? sql`union all ${withWords(sql, words)}` : sql``}`

/** In a dossier of the own office of which what follows is true; the bracket is the caller's to close. */
const isIn = (sql: Tx, { authority }: ListAsked) =>
  sql`p.exchange in (select d.exchange from exchange_dossier d where d.authority = ${authority} and`

/** A handler's row that is mine, or of whom I cover today, directly or for a cover that is away. */
export const byMe = (sql: Tx, { authority, user, today }: Pick<ListAsked, 'authority' | 'user' | 'today'>) =>
  sql`h.account = any(array(${coveredBy(sql, { authority, user, today })}))`

const mine = (sql: Tx, asked: ListAsked) => sql`
  select h.exchange from exchange_handler h
  where h.authority = ${asked.authority} and ${byMe(sql, asked)}
    ${asked.turn === null ? sql`` : sql`and h.turn = ${asked.turn}`}`

/** Where the person may be read about: not of what a colleague handles, but for who may read that too. */
function byPerson(sql: Tx, asked: ListAsked, { ways, areasOfOthers }: PersonAsked): Fragment {
  const mayReadAll = areasOfOthers === '*' ? sql`true` : sql`p.area = any(${areasOfOthers as string[]})`
  return sql`p.part <> 'former' and p.exchange in (${withPerson(sql, asked.authority, ways)})
    and (not p.is_allocated or ${mayReadAll} or p.exchange in (${mine(sql, asked)}))`
}

/** Only what is asked for is put together: it is done four times for each page. */
function filtered(sql: Tx, asked: ListAsked): Fragment {
  const { turn, areas, area, country, state, due, number, titles, dossier, person, allocated } = asked
  const part = `%${number}%`
  const wanted = [
    turn !== null && sql`p.turn = ${turn}`,
    areas !== '*' && sql`p.area = any(${areas as string[]})`,
    area !== undefined && sql`p.area = ${area}`,
    country !== undefined && sql`p.counterpart_country = ${country}`,
    state !== undefined && sql`p.state = ${state}`,
    asked.isUrgent && sql`p.is_urgent`,
    asked.isChanged && isChanged(sql),
    allocated === 'nobody' && sql`not p.is_allocated`,
    allocated === 'anyone' && sql`p.is_allocated`,
    allocated === 'mine' && sql`p.exchange in (${mine(sql, asked)})`,
    due !== undefined && turn === null && sql`p.turn in ('act', 'wait')`,
    typeof due?.from === 'string' && sql`p.due_day >= ${due.from}::date`,
    typeof due?.to === 'string' && sql`p.due_day <= ${due.to}::date`,
    number !== undefined && sql`(p.exchange like ${part} or ${isIn(sql, asked)} d.dossier like ${part}))`,
    dossier !== undefined && sql`${isIn(sql, asked)} d.dossier = ${dossier.toUpperCase()})`,
    titles !== undefined && sql`p.exchange in (${found(sql, asked)})`,
    person && byPerson(sql, asked, person),
  ].filter(condition => typeof condition === 'object')
  return wanted.reduce((all, one) => sql`${all} and ${one}`, sql`p.authority = ${asked.authority}`)
}
