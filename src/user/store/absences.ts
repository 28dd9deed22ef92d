// When somebody is away from an authority, and which colleague acts meanwhile in what is allocated to them.
import type { Tx } from '../../base/sql.ts'

export type Absence = {
  readonly id: string
  readonly fromDay: string
  readonly toDay: string
  /** Account of the colleague. */
  readonly cover: string
}

/** Of whom, and for which authority that person acts now. */
export type Owner = { readonly user: string; readonly authority: string }

/** At most so many of one person at one authority; those that are over are removed with the next one. */
export const absencesMax = 20

/** What is not over yet, the next first. One statement. */
export const absencesOf = (sql: Tx, { user, authority }: Owner, today: string) => sql<Absence[]>`
  select id, to_char(from_day, 'YYYY-MM-DD') as "fromDay", to_char(to_day, 'YYYY-MM-DD') as "toDay", cover
  from absence
  where account = ${user} and authority = ${authority} and to_day >= ${today}::date and cover is not null
  order by from_day, to_day, id`

/** False where there are too many. A repeat with the same id changes nothing. One statement. */
export async function addAbsence(
  sql: Tx,
  { user, authority }: Owner,
  { id, fromDay, toDay, cover }: Absence,
  today: string,
): Promise<boolean> {
  const [row] = await sql<{ isThere: boolean; made: number }[]>`
    with gone as (
      delete from absence where account = ${user} and to_day < ${today}::date
    ), made as (
      insert into absence (account, id, authority, from_day, to_day, cover)
      select ${user}, ${id}, ${authority}, ${fromDay}::date, ${toDay}::date, ${cover}
      where (select count(*) from absence where account = ${user} and authority = ${authority}
        and to_day >= ${today}::date) < ${absencesMax}
      on conflict do nothing
      returning id
    )
    select (select count(*)::int from made) as made,
      exists (select from absence where account = ${user} and id = ${id}) as "isThere"`
  return row?.made === 1 || row?.isThere === true
}

/** False where this person has no such absence there. */
export async function removeAbsence(sql: Tx, { user, authority }: Owner, id: string): Promise<boolean> {
  const gone = await sql`
    delete from absence where account = ${user} and authority = ${authority} and id = ${id}`
  return gone.count === 1
}
