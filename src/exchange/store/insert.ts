// Writes exchanges with all that happened in them, many in one statement: children of a split, the invented world.
import type { Tx } from '../../base/sql.ts'
import type { Current, PartRow } from '../current.ts'
import type { LogEntry } from '../model.ts'
import { personIndex } from '../person-words.ts'
import { type PersonalRow, subject } from '../vault.ts'
import type { CountryOf } from './append.ts'
import type { AllocationEvent } from './inside.ts'
import { insertPersons, type PersonRow } from './person.ts'

/** An exchange from its first event to where it stands. */
export type HistoryRow = {
  readonly exchange: string
  readonly procedure: string
  readonly area: string
  readonly kind: string
  readonly log: readonly LogEntry[]
  readonly current: Current
  readonly parts: readonly PartRow[]
  readonly countryOf: CountryOf
  readonly wrappedKey: Buffer
  readonly personal: readonly PersonalRow[]
  /** By which it is found (words.ts); none where it is a draft. */
  readonly words: readonly string[]
  /** Who finds it by the person. */
  readonly persons: readonly PersonRow[]
  readonly nextTimerAt: string | null
  readonly drafts: readonly HistoryDraft[]
  /** The latest version that each official looked at. */
  readonly seen: readonly HistorySeen[]
  readonly allocations: readonly HistoryAllocation[]
}

/** Who handles it inside one authority: the first allocation there. */
export type HistoryAllocation = Pick<PartRow, 'authority' | 'turn'> & {
  readonly handler: string
  readonly event: AllocationEvent
  readonly by: string
  readonly at: string
}

export type HistorySeen = {
  readonly user: string
  readonly authority: string
  readonly version: number
  readonly at: string
}

export type HistoryDraft = {
  readonly authority: string
  readonly user: string
  readonly savedAt: string
  readonly sealed: Buffer
}

const chunkRows = 250

/** Each chunk is one statement, all or nothing; call it within a transaction to have all chunks or none. */
export async function insertHistories(sql: Tx, rows: readonly HistoryRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += chunkRows)
    await insertChunk(sql, rows.slice(from, from + chunkRows))
}

/** Few parameters for the whole chunk: far faster than a parameter a field. Keys are short: they repeat. */
async function insertChunk(sql: Tx, rows: readonly HistoryRow[]): Promise<void> {
  await sql`
    with made as (
      insert into exchange (exchange, procedure, area, kind, state, version, hash, sender, recipient, is_urgent,
        title_value, created_at, sent_at, accepted_at, answered_at, ended_at, asked_day, answer_by_day,
        rating_timeliness, rating_efforts, next_timer_at, parent, person_index)
      select exchange, procedure, area, kind, state, version, hash, sender, recipient, "isUrgent", "titleValue",
        "createdAt", "sentAt", "acceptedAt", "answeredAt", "endedAt", "askedDay", "answerByDay",
        "ratingTimeliness", "ratingEfforts", "nextTimerAt", parent, ${personIndex}
      from json_to_recordset(${JSON.stringify(rows.map(exchangeOf))}::json) as given (
        exchange text, procedure text, area text, kind text, state text, version int, hash text, sender text,
        recipient text, "isUrgent" boolean, "titleValue" text, "createdAt" timestamptz, "sentAt" timestamptz,
        "acceptedAt" timestamptz, "answeredAt" timestamptz, "endedAt" timestamptz, "askedDay" date,
        "answerByDay" date, "ratingTimeliness" int, "ratingEfforts" int,
        "nextTimerAt" timestamptz, parent text)
    ), event as (
      insert into exchange_event (exchange, version, event, at, authority, account, data, hash)
      select exchange, version, event, at, authority, "user", data, hash
      from json_to_recordset(${JSON.stringify(rows.flatMap(eventsOf))}::json) as given (exchange text,
        version int, event text, at timestamptz, authority text, "user" text, data jsonb, hash text)
    ), part as (
      insert into exchange_part (exchange, authority, country, part, counterpart, counterpart_country, area, turn,
        due_day, state, changed_at, other_version, waits_since, title_value, is_urgent, is_allocated)
      select exchange, authority, own, part, counterpart, country, area, turn, "dueDay", state, "changedAt",
        "otherVersion", "waitsSince", "titleValue", "isUrgent", "isAllocated"
      from json_to_recordset(${JSON.stringify(rows.flatMap(partsOf))}::json) as given (exchange text,
        authority text, own text, part text, counterpart text, country text, area text, turn text,
        "dueDay" date, state text, "changedAt" timestamptz, "otherVersion" int, "waitsSince" timestamptz,
        "titleValue" text, "isUrgent" boolean, "isAllocated" boolean)
    ), kept as materialized (
      select kind, exchange, a, b, n, at, decode(x, 'base64') as x
      from json_to_recordset(${JSON.stringify(rows.flatMap(keptOf))}::json)
        as given (kind text, exchange text, a text, b text, n int, at timestamptz, x text)
    ), text as (
      insert into exchange_text (exchange, words)
      select exchange, array_to_tsvector(words)
      from json_to_recordset(${JSON.stringify(rows.flatMap(wordsOf))}::json) as given (exchange text, words text[])
    ), person as (${insertPersons(sql, rows.flatMap(personsOf))}), subject as (
      insert into exchange_subject (exchange, subject, wrapped_key)
      select exchange, a, x from kept where kind = 'subject'
    ), personal as (
      insert into exchange_personal (exchange, commitment, subject, sealed)
      select exchange, a, b, x from kept where kind = 'personal'
    ), draft as (
      insert into exchange_draft (exchange, authority, revision, account, saved_at, sealed)
      select exchange, a, n, b, at, x from kept where kind = 'draft'
    ), ${insertBeside(sql, rows)}
    insert into exchange_seen (exchange, account, version, at, authority, first_at)
    select exchange, a, n, at, b, at from kept where kind = 'seen'`
}

/** Files that wait for a check; who handles it now, and the first entry of the history inside. Over `kept`. */
const insertBeside = (sql: Tx, rows: readonly HistoryRow[]) => sql`
    attachment as (
      insert into exchange_attachment (exchange, id, next_at)
      select exchange, a, at from kept where kind = 'attachment'
    ), allocated as materialized (
      select * from json_to_recordset(${JSON.stringify(rows.flatMap(allocationsOf))}::json) as given (exchange text,
        authority text, handler text, event text, by text, at timestamptz, turn text)
    ), handler as (
      insert into exchange_handler (exchange, authority, account, allocated_by, at, turn, seen_at)
      select exchange, authority, handler, by, at, turn, at from allocated
    ), allocation as (
      insert into exchange_allocation (exchange, authority, version, event, at, account, data)
      select exchange, authority, 1, event, at, by,
        jsonb_build_object('handlers', jsonb_build_array(handler), 'added', jsonb_build_array(handler))
      from allocated
    )`

const exchangeOf = ({ exchange, procedure, area, kind, log, current, nextTimerAt }: HistoryRow) => ({
  ...{ exchange, procedure, area, kind },
  ...current,
  ...{ createdAt: log[0]?.at, nextTimerAt },
})

const eventsOf = ({ exchange, log }: HistoryRow) => log.map(entry => ({ exchange, ...entry }))

const allocationsOf = ({ exchange, allocations }: HistoryRow) =>
  allocations.map(allocation => ({ exchange, ...allocation }))

const partsOf = ({ exchange, area, parts, current, countryOf, allocations }: HistoryRow) =>
  parts.map(part => ({
    ...{ exchange, area, ...part, titleValue: current.titleValue, isUrgent: current.isUrgent },
    own: countryOf(part.authority),
    country: part.counterpart && countryOf(part.counterpart),
    isAllocated: allocations.some(({ authority }) => authority === part.authority),
  }))

const wordsOf = ({ exchange, words }: HistoryRow) => (words.length > 0 ? [{ exchange, words }] : [])

const personsOf = ({ exchange, persons }: HistoryRow) => persons.map(person => ({ exchange, ...person }))

/** The small tables in one list: a and b are names, n a number, x bytes. */
const keptOf = ({ exchange, wrappedKey, personal, drafts, seen, log }: HistoryRow) => [
  { kind: 'subject', exchange, a: subject, x: wrappedKey.toString('base64') },
  ...personal.map(({ commitment, subject: b, sealed }) => ({
    ...{ kind: 'personal', exchange, a: commitment, b },
    x: sealed.toString('base64'),
  })),
  ...drafts.map(({ authority, user, savedAt, sealed }) => ({
    ...{ kind: 'draft', exchange, a: authority, b: user, n: 1, at: savedAt },
    x: sealed.toString('base64'),
  })),
  ...seen.map(({ user, authority, version, at }) => ({
    ...{ kind: 'seen', exchange, a: user, b: authority, n: version, at },
  })),
  ...log.flatMap(({ event, at, data }) =>
    event === 'attached'
      ? [{ kind: 'attachment', exchange, a: (data as { readonly id: string }).id, at }]
      : [],
  ),
]
