// Writes what happened: events, current row, parts, personal data and the command, in one statement.
import { isUniqueViolation, type Tx } from '../../base/sql.ts'
import { isCoordinator } from '../../permission/model.ts'
import type { Current, PartRow } from '../current.ts'
import type { LogEntry } from '../model.ts'
import { personIndex } from '../person-words.ts'
import { type PersonalRow, subject } from '../vault.ts'
import { keepPersons, type Persons } from './person.ts'
import { writeWords } from './text.ts'

/** A country for each authority, so that lists can be filtered without a join. */
export type CountryOf = (authority: string) => string

export type Append = {
  readonly exchange: string
  readonly area: string
  readonly entry: LogEntry
  readonly current: Current
  readonly parts: readonly PartRow[]
  readonly countryOf: CountryOf
  readonly personal: readonly PersonalRow[]
  /** By which it is found from now on (words.ts). */
  readonly words: readonly string[]
  /** All authorities that find it by the person from now on. */
  readonly persons: Persons
  /** When the clock acts in it next, if nobody moves; null: never. Unit: instant. */
  readonly nextTimerAt: string | null
  readonly command: { readonly key: string; readonly digest: string }
  /** Of the own draft as the writer knew it: a colleague's later words are not deleted unseen. Null: whatever. */
  readonly revision: number | null
  /** What was saved for another action stays: a message is written beside it. */
  readonly keepsDraft: boolean
  /** Of a new attachment: its id. */
  readonly attachment: string | null
  /** Data subject whose personal data the answer to this command shows, with an id for the log of readings. */
  readonly read: { readonly id: string; readonly subject: string } | null
}

export type Create = Omit<Append, 'attachment'> & {
  readonly procedure: string
  readonly kind: string
  readonly wrappedKey: Buffer
  readonly draft: Buffer | null
  /** Into which the own office puts it. */
  readonly dossier: string | null
}

const partsJson = ({ parts, area, current, countryOf }: Append): string =>
  JSON.stringify(
    parts.map(
      ({ authority, part, counterpart, turn, dueDay, state, changedAt, otherVersion, waitsSince }) => ({
        ...{ authority, part, counterpart, area, turn, state },
        // Of a country's overview are its authorities that ask and answer; a coordinator's part is none of them.
        country: isCoordinator(part) ? null : countryOf(authority),
        counterpart_country: counterpart && countryOf(counterpart),
        ...{ title_value: current.titleValue, is_urgent: current.isUrgent },
        due_day: dueDay,
        changed_at: changedAt,
        other_version: otherVersion,
        waits_since: waitsSince,
      }),
    ),
  )

const personalJson = (rows: readonly PersonalRow[]): string =>
  JSON.stringify(rows.map(row => ({ ...row, sealed: row.sealed.toString('base64') })))

/**
 * False where another command was faster: version or idempotency key are taken, and nothing was written.
 * The draft of the acting authority goes with the command that it was written for.
 */
export async function append(sql: Tx, given: Append): Promise<boolean> {
  const { entry, command } = given
  try {
    const [row] = await sql<{ moved: number }[]>`
      with moved as (
        ${moving(sql, given)}
      ), event as (
        insert into exchange_event (exchange, version, event, at, authority, account, data, hash)
        select exchange, ${entry.version}, ${entry.event}, ${entry.at}::timestamptz, ${entry.authority},
          ${entry.user}, ${JSON.stringify(entry.data)}::jsonb, ${entry.hash} from moved
      ), command as (
        insert into exchange_command (exchange, authority, key, account, version, digest)
        select exchange, ${entry.authority}, ${command.key}, ${entry.user}, ${entry.version},
          ${command.digest} from moved
      ), part as (
        ${writeParts(sql, given)}
      ), handler as (
        update exchange_handler h set turn = given.turn
        from part as given
        where h.exchange = given.exchange and h.authority = given.authority and h.turn <> given.turn
      ), gone as (
        ${leaving(sql, given)}
      ), personal as (
        ${writePersonal(sql, given)}
      ), ${keepPersons(sql, given.persons)}, text as (
        ${writeWords(sql, given.words)}
      ), attachment as (
        ${attaching(sql, given)}
      ), read as (
        ${reading(sql, given)}
      ), draft as (
        delete from exchange_draft using moved
        where exchange_draft.exchange = moved.exchange and authority = ${entry.authority}
          and not ${given.keepsDraft}::boolean
      )
      select count(*)::int as moved from moved`
    return row?.moved === 1
  } catch (error) {
    // The same key at the same moment, or a log that is ahead of its row.
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** The current row moves on from the version before: only one of several callers can do that. */
const moving = (sql: Tx, { exchange, entry, current, revision, nextTimerAt, persons }: Append) => sql`
  update exchange set state = ${current.state}, version = ${current.version}, hash = ${current.hash},
    sender = ${current.sender}, recipient = ${current.recipient}, is_urgent = ${current.isUrgent},
    title_value = ${current.titleValue}, sent_at = ${current.sentAt},
    accepted_at = ${current.acceptedAt}, answered_at = ${current.answeredAt},
    ended_at = ${current.endedAt}, asked_day = ${current.askedDay},
    answer_by_day = ${current.answerByDay}, rating_timeliness = ${current.ratingTimeliness},
    rating_efforts = ${current.ratingEfforts}, next_timer_at = ${nextTimerAt},
    person_index = case when ${persons.isWhole}::boolean then ${personIndex} else person_index end
  where exchange = ${exchange} and version = ${entry.version - 1} and not exists (
    select from exchange_draft d where d.exchange = ${exchange} and d.authority = ${entry.authority}
      and d.revision > ${revision}::int)
  returning exchange`

/** An authority that has no part any more, as a coordinator in whose place another came, does not see what follows. */
const leaving = (sql: Tx, { parts }: Append) => sql`
  delete from exchange_part using moved
  where exchange_part.exchange = moved.exchange
    and exchange_part.authority <> all(${parts.map(one => one.authority)}::text[])`

/** One row for each authority that may see it; who handles it is kept as it is. */
const writeParts = (sql: Tx, given: Append) => sql`
  insert into exchange_part (exchange, authority, country, part, counterpart, counterpart_country, area, turn,
    due_day, state, changed_at, other_version, waits_since, title_value, is_urgent)
  select exchange, given.* from moved, jsonb_to_recordset(${partsJson(given)}::jsonb) as given (
    authority text, country text, part text, counterpart text, counterpart_country text, area text,
    turn text, due_day date, state text, changed_at timestamptz, other_version int,
    waits_since timestamptz, title_value text, is_urgent boolean)
  on conflict (exchange, authority) do update set country = excluded.country, part = excluded.part,
    waits_since = excluded.waits_since, counterpart = excluded.counterpart,
    counterpart_country = excluded.counterpart_country, turn = excluded.turn,
    due_day = excluded.due_day, state = excluded.state, changed_at = excluded.changed_at,
    other_version = excluded.other_version, title_value = excluded.title_value,
    is_urgent = excluded.is_urgent
  returning exchange, authority, turn`

const writePersonal = (sql: Tx, given: Append) => sql`
  insert into exchange_personal (exchange, commitment, subject, sealed)
  select exchange, commitment, subject, decode(sealed, 'base64')
  from moved, jsonb_to_recordset(${personalJson(given.personal)}::jsonb)
    as given (commitment text, subject text, sealed text)`

/** Nobody has checked its bytes yet. */
const attaching = (sql: Tx, { entry, attachment }: Append) => sql`
  insert into exchange_attachment (exchange, id, next_at)
  select exchange, ${attachment}::text, ${entry.at}::timestamptz from moved
  where ${attachment}::text is not null`

/** The answer to the command shows personal data: noted with it. */
const reading = (sql: Tx, { entry, read }: Append) => sql`
  insert into evidence_read (exchange, id, at, account, authority, subject)
  select exchange, ${read?.id ?? null}, ${entry.at}::timestamptz, ${entry.user}, ${entry.authority},
    ${read?.subject ?? null}
  from moved where ${read?.id ?? null}::text is not null
  on conflict do nothing`

/** False where the number is taken; nothing was written then. */
export async function create(sql: Tx, given: Create): Promise<boolean> {
  const { exchange, entry, current, command, area } = given
  const [part] = given.parts
  try {
    await sql`
      with made as (
        insert into exchange (exchange, procedure, area, kind, state, version, hash, sender, created_at)
        values (${exchange}, ${given.procedure}, ${area}, ${given.kind}, ${current.state}, ${current.version},
          ${current.hash}, ${entry.authority}, ${entry.at})
      ), event as (
        insert into exchange_event (exchange, version, event, at, authority, account, data, hash)
        values (${exchange}, ${entry.version}, ${entry.event}, ${entry.at}, ${entry.authority}, ${entry.user},
          ${JSON.stringify(entry.data)}::jsonb, ${entry.hash})
      ), command as (
        insert into exchange_command (exchange, authority, key, account, version, digest)
        values (${exchange}, ${entry.authority}, ${command.key}, ${entry.user}, ${entry.version}, ${command.digest})
      ), part as (
        insert into exchange_part (exchange, authority, country, part, area, turn, state, changed_at, waits_since)
        values (${exchange}, ${entry.authority}, ${given.countryOf(entry.authority)}, 'sender', ${area},
          ${part?.turn ?? 'draft'}, ${current.state}, ${entry.at}, ${entry.at})
      ), subject as (
        insert into exchange_subject (exchange, subject, wrapped_key)
        values (${exchange}, ${subject}, ${given.wrappedKey})
      ), filed as (
        insert into exchange_dossier (exchange, authority, dossier, account, at)
        select ${exchange}, authority, dossier, ${entry.user}, ${entry.at}::timestamptz from dossier
        where authority = ${entry.authority} and dossier = ${given.dossier}::text
      )
      insert into exchange_draft (exchange, authority, revision, account, saved_at, sealed)
      select ${exchange}, ${entry.authority}, 1, ${entry.user}, ${entry.at}, ${given.draft}::bytea
      where ${given.draft}::bytea is not null`
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}
