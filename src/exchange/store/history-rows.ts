// What exchanges with all that happened in them are in the tables: for one statement, and for COPY.
import { personIndex } from '../person-words.ts'
import { subject } from '../vault.ts'
import type { HistoryRow } from './history.ts'

/** By column; of `jsonb` the value itself, of all others as PostgreSQL reads it. */
type Row = Readonly<Record<string, unknown>>

type Table = {
  readonly table: string
  /** Types by name, in the order of COPY. */
  readonly columns: Readonly<Record<string, string>>
  readonly rowsOf: (history: HistoryRow) => readonly Row[]
}

const exchange: Table = {
  table: 'exchange',
  columns: {
    ...{ exchange: 'text', procedure: 'text', area: 'text', kind: 'text', state: 'text', version: 'int' },
    ...{ hash: 'text', sender: 'text', recipient: 'text', is_urgent: 'boolean', title_value: 'text' },
    ...{ created_at: 'timestamptz', sent_at: 'timestamptz', accepted_at: 'timestamptz' },
    ...{ answered_at: 'timestamptz', ended_at: 'timestamptz', asked_day: 'date', answer_by_day: 'date' },
    ...{ rating_timeliness: 'int', rating_efforts: 'int', next_timer_at: 'timestamptz', parent: 'text' },
    person_index: 'int',
  },
  rowsOf: ({ exchange, procedure, area, kind, log, current, nextTimerAt }) => [
    {
      ...{ exchange, procedure, area, kind, state: current.state, version: current.version },
      ...{ hash: current.hash, sender: current.sender, recipient: current.recipient },
      ...{ is_urgent: current.isUrgent, title_value: current.titleValue, created_at: log[0]?.at },
      ...{ sent_at: current.sentAt, accepted_at: current.acceptedAt, answered_at: current.answeredAt },
      ...{ ended_at: current.endedAt, asked_day: current.askedDay, answer_by_day: current.answerByDay },
      ...{ rating_timeliness: current.ratingTimeliness, rating_efforts: current.ratingEfforts },
      ...{ next_timer_at: nextTimerAt, parent: current.parent, person_index: personIndex },
    },
  ],
}

const event: Table = {
  table: 'exchange_event',
  columns: {
    ...{ exchange: 'text', version: 'int', event: 'text', at: 'timestamptz', authority: 'text' },
    ...{ account: 'text', data: 'jsonb', hash: 'text' },
  },
  rowsOf: ({ exchange, log }) => log.map(({ user: account, ...entry }) => ({ exchange, account, ...entry })),
}

const part: Table = {
  table: 'exchange_part',
  columns: {
    ...{ exchange: 'text', authority: 'text', country: 'text', part: 'text', counterpart: 'text' },
    ...{ counterpart_country: 'text', area: 'text', turn: 'text', due_day: 'date', state: 'text' },
    ...{ changed_at: 'timestamptz', other_version: 'int', waits_since: 'timestamptz', title_value: 'text' },
    ...{ is_urgent: 'boolean', is_allocated: 'boolean' },
  },
  rowsOf: ({ exchange, area, parts, current, countryOf, allocations }) =>
    parts.map(({ authority, part, counterpart, turn, state, ...one }) => ({
      ...{ exchange, area, authority, part, counterpart, turn, state, country: countryOf(authority) },
      ...{ counterpart_country: counterpart && countryOf(counterpart), due_day: one.dueDay },
      ...{ changed_at: one.changedAt, other_version: one.otherVersion, waits_since: one.waitsSince },
      ...{ title_value: current.titleValue, is_urgent: current.isUrgent },
      is_allocated: allocations.some(allocation => allocation.authority === authority),
    })),
}

const text: Table = {
  table: 'exchange_text',
  columns: { exchange: 'text', words: 'tsvector' },
  rowsOf: ({ exchange, words }) => (words.length > 0 ? [{ exchange, words: vectorOf(words) }] : []),
}

/** Before the persons, who belong to it. */
const subjects: Table = {
  table: 'exchange_subject',
  columns: { exchange: 'text', subject: 'text', wrapped_key: 'bytea' },
  rowsOf: ({ exchange, wrappedKey }) => [{ exchange, subject, wrapped_key: bytesOf(wrappedKey) }],
}

const person: Table = {
  table: 'exchange_person',
  columns: { exchange: 'text', subject: 'text', authority: 'text', tokens: 'bigint[]' },
  rowsOf: ({ exchange, persons }) =>
    persons.map(({ authority, tokens }) => ({ exchange, subject, authority, tokens: `{${tokens}}` })),
}

const personal: Table = {
  table: 'exchange_personal',
  columns: { exchange: 'text', commitment: 'text', subject: 'text', sealed: 'bytea' },
  rowsOf: ({ exchange, personal }) =>
    personal.map(({ sealed, ...one }) => ({ exchange, ...one, sealed: bytesOf(sealed) })),
}

const draft: Table = {
  table: 'exchange_draft',
  columns: {
    ...{ exchange: 'text', authority: 'text', revision: 'int', account: 'text', saved_at: 'timestamptz' },
    sealed: 'bytea',
  },
  rowsOf: ({ exchange, drafts }) =>
    drafts.map(({ authority, user, savedAt, sealed }) => ({
      ...{ exchange, authority, revision: 1, account: user, saved_at: savedAt, sealed: bytesOf(sealed) },
    })),
}

const seen: Table = {
  table: 'exchange_seen',
  columns: {
    ...{ exchange: 'text', account: 'text', version: 'int', at: 'timestamptz', authority: 'text' },
    first_at: 'timestamptz',
  },
  rowsOf: ({ exchange, seen }) =>
    seen.map(({ user: account, at, ...one }) => ({ exchange, account, at, first_at: at, ...one })),
}

/** Files that wait for a check. */
const attachment: Table = {
  table: 'exchange_attachment',
  columns: { exchange: 'text', id: 'text', next_at: 'timestamptz' },
  rowsOf: ({ exchange, log }) =>
    log
      .filter(({ event }) => event === 'attached')
      .map(({ at, data }) => ({ exchange, id: (data as { readonly id: string }).id, next_at: at })),
}

/** Who handles it now, and the first entry of the history inside. */
const handler: Table = {
  table: 'exchange_handler',
  columns: {
    ...{ exchange: 'text', authority: 'text', account: 'text', allocated_by: 'text', at: 'timestamptz' },
    ...{ turn: 'text', seen_at: 'timestamptz' },
  },
  rowsOf: ({ exchange, allocations }) =>
    allocations.map(({ authority, handler, by, at, turn }) => ({
      ...{ exchange, authority, account: handler, allocated_by: by, at, turn, seen_at: at },
    })),
}

const allocation: Table = {
  table: 'exchange_allocation',
  columns: {
    ...{ exchange: 'text', authority: 'text', version: 'int', event: 'text', at: 'timestamptz' },
    ...{ account: 'text', data: 'jsonb' },
  },
  rowsOf: ({ exchange, allocations }) =>
    allocations.map(({ authority, handler, event, by, at }) => ({
      ...{ exchange, authority, version: 1, event, at, account: by },
      data: { handlers: [handler], added: [handler] },
    })),
}

/** In the order in which they are written. */
export const historyTables: readonly Table[] = [
  ...[exchange, event, part, text, subjects, person, personal, draft, seen, attachment, handler, allocation],
]

const bytesOf = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`

const vectorOf = (words: readonly string[]): string =>
  words.map(word => `'${word.replace(/['\\]/g, '$&$&')}'`).join(' ')
