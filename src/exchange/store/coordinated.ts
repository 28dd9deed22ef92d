// Reads one exchange as a coordinator may see it: what happened when and by which authority. One statement.
import type { Tx } from '../../base/sql.ts'
import type { LogEntry } from '../model.ts'
import { subject } from '../vault.ts'
import type { Earlier } from './load.ts'

export type Coordinated = {
  readonly exchange: string
  readonly procedure: string
  readonly area: string
  readonly version: number
  /** Whole, for the rules and the chain; its texts and personal values are not for coordinators. */
  readonly log: readonly LogEntry[]
  /** Null: erased. For sealing what the coordinator writes, never for opening. */
  readonly wrappedKey: Buffer | null
  readonly earlier: Earlier | null
}

export type CoordinatedAsking = {
  readonly exchange: string
  readonly country: string
  readonly areas: readonly string[] | '*'
  /** The coordinator, and the idempotency key where the call is a command. */
  readonly authority: string
  readonly key: string | null
}

type Row = Omit<Coordinated, 'earlier'> & {
  readonly earlierVersion: number | null
  readonly digest: string | null
}

/** Null where there is no such exchange, where it is a draft or not in the remit: nobody can tell which. */
export async function coordinated(
  sql: Tx,
  { exchange, country, areas, authority, key }: CoordinatedAsking,
): Promise<Coordinated | null> {
  const [row] = await sql<Row[]>`
    select e.exchange, e.procedure, e.area, e.version, s.wrapped_key as "wrappedKey",
      c.version as "earlierVersion", c.digest,
      (select json_agg(json_build_object('version', l.version, 'event', l.event,
          'at', to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'authority', l.authority,
          'user', l.account, 'data', l.data, 'hash', l.hash) order by l.version)
        from exchange_event l where l.exchange = ${exchange}) as log
    from exchange e
    left join exchange_subject s on s.exchange = e.exchange and s.subject = ${subject}
    left join exchange_command c on c.exchange = e.exchange and c.authority = ${authority} and c.key = ${key}
    where e.exchange = ${exchange} and e.sent_at is not null
      and ${areas === '*' ? sql`true` : sql`e.area = any(${areas as string[]})`}
      and exists (select from exchange_part p where p.exchange = e.exchange and p.country = ${country})`
  if (!row) return null
  const { earlierVersion, digest, ...same } = row
  return {
    ...same,
    earlier: earlierVersion === null ? null : { version: earlierVersion, digest: digest ?? '' },
  }
}
