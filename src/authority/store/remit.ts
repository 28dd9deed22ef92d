// Which authorities a coordinator keeps, as a condition of statements: `standingOf` for many at once.
import type { Tx } from '../../base/sql.ts'

export type RemitAsked = {
  /** The coordinator that asks. */
  readonly office: string
  /** Its rows: a legal area or `*`, and the regions to which it is limited. */
  readonly remits: readonly { readonly area: string; readonly regions: readonly string[] }[]
}

/**
 * Whether each legal area that an authority asked for or has lies in one of the remits; to who validates it one that
 * does is enough, as long as the others are only asked for. `a` names the table of authorities in the statement.
 */
export const isKept = (sql: Tx, { office, remits }: RemitAsked, a: ReturnType<typeof sql>) => {
  const isIn = sql`exists (
    select from jsonb_to_recordset(${JSON.stringify(remits)}::jsonb) as m (area text, regions text[])
    where m.area in ('*', o.area) and (m.regions = '{}' or exists (
      select from unnest(m.regions) as within where starts_with(${a}.region, within))))`
  return sql`
  exists (select from authority_area o where o.authority = ${a}.id and ${isIn}) and not exists (
    select from authority_area o where o.authority = ${a}.id and o.status <> 'withdrawn'
      and not (o.status = 'asked' and ${a}.validating_coordinator is not distinct from ${office})
      and not ${isIn})`
}
