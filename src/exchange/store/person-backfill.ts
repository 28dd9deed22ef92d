// Exchanges that the index of persons does not hold yet, or holds by an older way; and what is written of each.
import type { Tx } from '../../base/sql.ts'
import type { LogEntry } from '../model.ts'
import { personIndex } from '../person-words.ts'
import { type PersonalRow, subject } from '../vault.ts'
import { logOf } from './load.ts'
import { keepPersons, type Persons } from './person.ts'
import { type PersonalText, personalJson, personalOf } from './personal.ts'

export type Unindexed = {
  readonly exchange: string
  readonly procedure: string
  readonly log: readonly LogEntry[]
  /** Null: erased. */
  readonly wrappedKey: Buffer | null
  readonly personal: readonly PersonalRow[]
}

type Row = Omit<Unindexed, 'personal'> & {
  readonly personal: readonly PersonalText[] | null
}

/** By number, after one. One statement. */
export async function unindexed(
  sql: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly Unindexed[]> {
  const rows = await sql<Row[]>`
    select e.exchange, e.procedure, s.wrapped_key as "wrappedKey", ${logOf(sql, sql`e.exchange`)} as log,
      (select ${personalJson(sql)} from exchange_personal v where v.exchange = e.exchange) as personal
    from exchange e
    left join exchange_subject s on s.exchange = e.exchange and s.subject = ${subject}
    where e.person_index < ${personIndex} and e.exchange > ${after}
    order by e.exchange limit ${limit}`
  return rows.map(row => ({ ...row, personal: personalOf(row.personal) }))
}

export type Indexed = { readonly exchange: string; readonly version: number; readonly persons: Persons }

/** False where somebody moved it on meanwhile: that step has indexed it itself. One statement. */
export async function indexOne(sql: Tx, { exchange, version, persons }: Indexed): Promise<boolean> {
  const [row] = await sql<{ moved: number }[]>`
    with moved as (
      update exchange set person_index = ${personIndex}
      where exchange = ${exchange} and version = ${version} and person_index < ${personIndex} returning exchange
    ), ${keepPersons(sql, persons)}
    select count(*)::int as moved from moved`
  return row?.moved === 1
}
