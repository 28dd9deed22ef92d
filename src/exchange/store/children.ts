// Where the questions of a split lie: the children of an exchange with what the reader may know of each.
import type { Tx } from '../../base/sql.ts'
import type { LogEntry } from '../model.ts'
import { type PersonalRow, subject } from '../vault.ts'

export type ChildStored = {
  readonly exchange: string
  readonly sender: string
  readonly recipient: string
  /** As who asks in it is shown it: an answer that waits for approval is not there. */
  readonly state: string
  readonly hasAnswer: boolean
  /** For who asks in the child: its log and what is sealed of it. */
  readonly own: {
    readonly log: readonly LogEntry[]
    readonly wrappedKey: Buffer | null
    readonly personal: readonly PersonalRow[]
  } | null
}

type Row = Omit<ChildStored, 'own'> & {
  readonly isOwn: boolean
  readonly log: readonly LogEntry[] | null
  readonly wrappedKey: Buffer | null
  readonly personal: readonly { commitment: string; subject: string; sealed: string }[] | null
}

/** One statement; nothing is asked where there are no children. */
export async function loadChildren(
  sql: Tx,
  { exchanges, authority }: { readonly exchanges: readonly string[]; readonly authority: string },
): Promise<readonly ChildStored[]> {
  if (exchanges.length === 0) return []
  const rows = await sql<Row[]>`
    select e.exchange, e.sender, e.recipient, p.state, e.answered_at is not null as "hasAnswer",
      e.sender = ${authority} as "isOwn", s.wrapped_key as "wrappedKey",
      (select json_agg(json_build_object('version', l.version, 'event', l.event,
          'at', to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'authority', l.authority,
          'user', l.account, 'data', l.data, 'hash', l.hash) order by l.version)
        from exchange_event l where l.exchange = e.exchange and e.sender = ${authority}) as log,
      (select json_agg(json_build_object('commitment', v.commitment, 'subject', v.subject,
          'sealed', encode(v.sealed, 'base64')))
        from exchange_personal v where v.exchange = e.exchange and e.sender = ${authority}) as personal
    from exchange e
    join exchange_part p on p.exchange = e.exchange and p.authority = e.sender
    left join exchange_subject s on s.exchange = e.exchange and s.subject = ${subject}
    where e.exchange = any(${exchanges as string[]})
    order by e.exchange`
  return rows.map(({ isOwn, log, wrappedKey, personal, ...row }) => ({
    ...row,
    own: isOwn
      ? {
          log: log ?? [],
          wrappedKey,
          personal: (personal ?? []).map(one => ({ ...one, sealed: Buffer.from(one.sealed, 'base64') })),
        }
      : null,
  }))
}

/** Which of these numbers are taken. One statement. */
export async function takenNumbers(sql: Tx, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ exchange: string }[]>`
    select exchange from exchange where exchange = any(${numbers as string[]})`
  return new Set(rows.map(({ exchange }) => exchange))
}
