// Which open children hold a question to which a file was added, or withdrawn, in an exchange above them.
import type { Tx } from '../../base/sql.ts'

/** An event about a file in the log of an exchange that may have been split. */
export type FileEvent = { readonly exchange: string; readonly version: number }

/** `depth`: 1 where the child was split from the exchange itself. */
export type Below = FileEvent & { readonly child: string; readonly depth: number }

/** Only of splits from before the event: what was there already comes with the child. One statement. */
export const childrenBelow = (sql: Tx, files: readonly FileEvent[]) => sql<Below[]>`
  with recursive file as (
    select l.exchange, l.version, l.at, coalesce(l.data ->> 'question', a.data ->> 'question') as question
    from json_to_recordset(${JSON.stringify(files)}::json) as given (exchange text, version int)
    join exchange_event l on l.exchange = given.exchange and l.version = given.version
    left join exchange_event a on a.exchange = l.exchange and a.event = 'attached'
      and l.event = 'attachment-withdrawn' and a.data ->> 'id' = l.data ->> 'id'
  ), below as (
    select f.exchange, f.version, f.at, f.question, s.data ->> 'exchange' as child, 1 as depth
    from file f join exchange_event s on s.exchange = f.exchange and s.event = 'split'
    where s.version < f.version and s.data -> 'questions' @> to_jsonb(f.question)
    union all
    select b.exchange, b.version, b.at, b.question, s.data ->> 'exchange', b.depth + 1
    from below b join exchange_event s on s.exchange = b.child and s.event = 'split'
    where s.at <= b.at and s.data -> 'questions' @> to_jsonb(b.question)
  )
  select b.exchange, b.version, b.child, b.depth from below b join exchange e on e.exchange = b.child
  where e.state not in ('refused', 'withdrawn', 'closed')
  order by b.exchange, b.version, b.child`
