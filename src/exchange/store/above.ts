// What goes with questions that were given away: the attachments to them in the exchange that was split.
import type { Tx } from '../../base/sql.ts'
import { subject } from '../vault.ts'
import { logOf, type Stored } from './load.ts'
import { type PersonalText, personalJson, personalOf } from './personal.ts'

/** An exchange above a child: whose it was, and of its attachments those to the questions that were asked for. */
export type StoredAbove = Pick<Stored, 'exchange' | 'log' | 'wrappedKey' | 'personal' | 'scans'>

type Row = Omit<StoredAbove, 'personal'> & {
  readonly personal: readonly PersonalText[] | null
}

export type AboveAsked = { readonly exchange: string; readonly questions: readonly string[] }

/** One statement. The bytes stay where they are: the child has no copy of them. */
export async function loadAbove(sql: Tx, { exchange, questions }: AboveAsked): Promise<StoredAbove | null> {
  const [row] = await sql<Row[]>`
    select e.exchange, s.wrapped_key as "wrappedKey",
      ${logOf(
        sql,
        sql`${exchange}`,
        sql`l.event in ('drafted', 'handed-over', 'attachment-withdrawn')
          or (l.event = 'attached' and l.data ->> 'question' = any(${questions as string[]}))`,
      )} as log,
      (select ${personalJson(sql)}
        from exchange_personal v join exchange_event l
          on l.exchange = v.exchange and l.data -> 'about' ->> 'sealed' = v.commitment
        where v.exchange = ${exchange} and l.event = 'attached'
          and l.data ->> 'question' = any(${questions as string[]})) as personal,
      (select coalesce(json_agg(json_build_object('id', a.id, 'scan', a.scan, 'finding', a.finding)), '[]')
        from exchange_attachment a where a.exchange = ${exchange}) as scans
    from exchange e
    left join exchange_subject s on s.exchange = e.exchange and s.subject = ${subject}
    where e.exchange = ${exchange}`
  return row ? { ...row, personal: personalOf(row.personal) } : null
}
