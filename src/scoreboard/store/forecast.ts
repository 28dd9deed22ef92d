// The latest answers of an authority and of its country, from which the next one is foretold.
import type { Tx } from '../../base/sql.ts'
import type { Spread } from '../spread.ts'

export type AnswersAsked = {
  readonly authority: string
  readonly country: string
  readonly procedures: readonly string[]
  /** Of the country those sent from this month on. */
  readonly since: string
}

export type Answers = { readonly procedure: string; readonly own: Spread; readonly country: Spread }

/** Habits change: so many of the latest. */
const latestMax = 200

/** By procedure; those of which nothing was ever answered are left out. One statement. */
export const latestAnswers = (
  sql: Tx,
  { authority, country, procedures, since }: AnswersAsked,
): Promise<readonly Answers[]> => sql<Answers[]>`
  select k.procedure, coalesce(own.spread, '[]') as own, coalesce(home.spread, '[]') as country
  from unnest(${procedures as string[]}::text[]) as k (procedure)
  left join lateral (
    select json_agg(json_build_object('value', value, 'count', count) order by value) as spread
    from (
      select value, count(*) as count from (
        select (answered_at at time zone 'Europe/Brussels')::date
          - (sent_at at time zone 'Europe/Brussels')::date as value
        from exchange e
        where e.recipient = ${authority} and e.procedure = k.procedure and e.answered_at is not null
        order by e.answered_at desc limit ${latestMax}) as latest
      where value is not null group by value) as counted
  ) own on true
  left join lateral (
    select json_agg(json_build_object('value', value, 'count', count) order by value) as spread
    from (
      select value, sum(count)::int as count from scoreboard_count c
      where c.month >= ${since} and c.country = ${country} and c.procedure = k.procedure
        and c.measure = 'days-to-answer'
      group by value) as counted
  ) home on true
  where own.spread is not null or home.spread is not null`
