// Personal data of an exchange: sealed apart under a key of the data subject; the log holds salted commitments.
import { createHmac, type KeyObject } from 'node:crypto'
import {
  derivedKey,
  fewRandom,
  newSubjectKey,
  open,
  type SubjectKey,
  seal,
  secretOf,
  unwrap,
} from '../evidence/key.ts'
import { commitment, type Json } from '../evidence/model.ts'
import type { Procedure } from '../procedure/model.ts'
import type { Answer, Asked, Request, RequestEvent, Value } from './kinds/request-shape.ts'
import { isSealed, type LogEntry } from './model.ts'

/** Requests of today name one person or undertaking; the tables hold several. */
export const subject = 'first'

export type PersonalRow = { readonly commitment: string; readonly subject: string; readonly sealed: Buffer }

/** A note belongs to one authority and to this exchange: elsewhere it does not open. */
export type NotePlace = { readonly exchange: string; readonly authority: string; readonly id: string }

export type Vault = {
  newKey(exchange: string): SubjectKey
  keyOf(exchange: string, wrapped: Buffer): Buffer
  sealEvent(
    exchange: string,
    key: Buffer,
    event: RequestEvent,
    procedure: Procedure,
  ): { event: RequestEvent; personal: PersonalRow[] }
  /** Sealed values by their commitment; those of `marks` only, where given. */
  openValues(
    exchange: string,
    key: Buffer,
    rows: readonly PersonalRow[],
    marks?: ReadonlySet<string>,
  ): ReadonlyMap<string, Value>
  sealDraft(exchange: string, authority: string, key: Buffer, content: Json): Buffer
  openDraft(exchange: string, authority: string, key: Buffer, sealed: Buffer): Json
  /**
   * What stands in an authority's index of persons for a word: tokens of two authorities cannot be compared.
   * Unit: a whole number of 64 bits, as text.
   */
  tokenOf(authority: string, word: string): string
  /** What an office wrote for itself about no exchange; `mark` binds it to its place. */
  sealOwn(authority: string, mark: string, text: string): Buffer
  openOwn(authority: string, mark: string, sealed: Buffer): string
  sealNote(note: NotePlace, key: Buffer, content: Json): Buffer
  openNote(note: NotePlace, key: Buffer, sealed: Buffer): Json
}

const saltBytes = 16
const place = (exchange: string, mark: string): string => `${exchange}|${subject}|${mark}`
const placeOf = ({ exchange, authority, id }: NotePlace): string => place(exchange, `note|${authority}|${id}`)

function openValues(
  exchange: string,
  key: Buffer,
  rows: readonly PersonalRow[],
  marks?: ReadonlySet<string>,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>()
  const secret = secretOf(key)
  for (const { commitment: mark, sealed } of rows) {
    if (marks && !marks.has(mark)) continue
    const plain = open(secret, sealed, place(exchange, mark))
    values.set(mark, JSON.parse(plain.subarray(saltBytes).toString()) as Value)
  }
  return values
}

const authoritiesMax = 20_000

/** Keys that follow from the master key, each worked out once. */
function derivedKeys(master: Buffer, purpose: string): (owner: string) => KeyObject {
  const known = new Map<string, KeyObject>()
  return owner => {
    const key = known.get(owner) ?? secretOf(derivedKey(master, purpose, owner))
    if (known.size >= authoritiesMax) known.clear()
    known.set(owner, key)
    return key
  }
}

export function openVault(master: Buffer): Vault {
  const personKey = derivedKeys(master, 'index of persons')
  const ownKey = derivedKeys(master, 'office')
  return {
    tokenOf: (authority, word) =>
      createHmac('sha256', personKey(authority)).update(word).digest().readBigInt64BE().toString(),
    sealOwn: (authority, mark, text) => seal(ownKey(authority), Buffer.from(text), `${authority}|${mark}`),
    openOwn: (authority, mark, sealed) => open(ownKey(authority), sealed, `${authority}|${mark}`).toString(),
    openValues,
    newKey: exchange => newSubjectKey(master, exchange, subject),
    keyOf: (exchange, wrapped) => unwrap(master, wrapped, exchange, subject),
    sealEvent(exchange, key, event, procedure) {
      const personal: PersonalRow[] = []
      const hide = (value: Value): Value => {
        const salt = fewRandom(saltBytes)
        const mark = commitment(salt, value as Json)
        const plain = Buffer.concat([salt, Buffer.from(JSON.stringify(value))])
        personal.push({ commitment: mark, subject, sealed: seal(key, plain, place(exchange, mark)) })
        return { sealed: mark }
      }
      return { event: mapPersonal(event, procedure, hide), personal }
    },
    sealDraft: (exchange, authority, key, content) =>
      seal(key, Buffer.from(JSON.stringify(content)), place(exchange, `draft|${authority}`)),
    openDraft: (exchange, authority, key, sealed) =>
      JSON.parse(open(key, sealed, place(exchange, `draft|${authority}`)).toString()) as Json,
    sealNote: (note, key, content) => seal(key, Buffer.from(JSON.stringify(content)), placeOf(note)),
    openNote: (note, key, sealed) => JSON.parse(open(key, sealed, placeOf(note)).toString()) as Json,
  }
}

/** The request with the values that were opened in place of their commitments. */
export const withValues = (request: Request, values: ReadonlyMap<string, Value>): Request =>
  values.size === 0
    ? request
    : mapValues(request, value => (isSealed(value) ? (values.get(value.sealed) ?? value) : value))

/** The data of an event with the values that were opened in place of their commitments. */
export function dataWith(data: Json, values: ReadonlyMap<string, Value>): Json {
  if (isSealed(data)) return (values.get(data.sealed) ?? data) as Json
  if (Array.isArray(data)) return data.map(one => dataWith(one, values))
  if (typeof data !== 'object' || data === null) return data
  return mapEntries(data as Record<string, Json>, one => dataWith(one, values))
}

type Change = (value: Value) => Value

/** Applies a change to each value that the procedure marks as personal, and to what may hold anything. */
function mapPersonal(told: RequestEvent, procedure: Procedure, change: Change): RequestEvent {
  const event = { ...told, data: mapWords(told.data as Words, change) } as RequestEvent
  if (event.event === 'sent' || event.event === 'submitted') {
    const fields = mapEntries(event.data.fields, (value, id) =>
      procedure.form.find(field => field.id === id)?.personal ? change(value) : value,
    )
    return { ...event, data: { ...event.data, fields } } as RequestEvent
  }
  if (event.event === 'attached')
    return { ...event, data: { ...event.data, about: change(event.data.about) } }
  if (event.event === 'answered' || event.event === 'partly-answered' || event.event === 'answer-submitted') {
    const answers = mapEntries(event.data.answers, (answer, id) => {
      const details = procedure.questions.find(question => question.id === id)?.details ?? []
      return withDetails(answer, (value, name) =>
        details.find(detail => detail.id === name)?.personal ? change(value) : value,
      )
    })
    return { ...event, data: { ...event.data, answers } } as RequestEvent
  }
  return event
}

/** Applies a change to each value of a request, for opening. */
const mapValues = (request: Request, change: Change): Request => ({
  ...request,
  urgentReason: request.urgentReason && change(request.urgentReason),
  fields: mapEntries(request.fields, change),
  rounds: request.rounds.map(round => ({
    ...mapWords(round, change),
    answers: round.answers && mapEntries(round.answers, answer => withDetails(answer, change)),
  })),
})

type Words = {
  readonly reason?: Value | null | undefined
  readonly urgentReason?: Value | null | undefined
  readonly text?: Value | undefined
  readonly asked?: readonly Asked[] | undefined
}

/** Free words between the two sides: reasons, messages, notes to questions. */
function mapWords<T extends Words>(words: T, change: Change): T {
  const { reason, urgentReason, text, asked } = words
  const noted = ({ note, ...one }: Asked): Asked =>
    note === undefined ? one : { ...one, note: change(note) }
  return {
    ...words,
    ...(reason && { reason: change(reason) }),
    ...(urgentReason && { urgentReason: change(urgentReason) }),
    ...(text && { text: change(text) }),
    ...(asked && { asked: asked.map(noted) }),
  }
}

/** What stands sealed in the words of some entries of a log. */
export function wordMarks(log: readonly LogEntry[]): ReadonlySet<string> {
  const marks = new Set<string>()
  const note = (value: Value): Value => {
    if (isSealed(value)) marks.add(value.sealed)
    return value
  }
  for (const { data } of log) mapWords(data as Words, note)
  return marks
}

const withDetails = <A extends Answer>(answer: A, change: (value: Value, name: string) => Value): A =>
  answer.details ? { ...answer, details: mapEntries(answer.details, change) } : answer

const mapEntries = <T>(
  of: Readonly<Record<string, T>>,
  change: (value: T, key: string) => T,
): Record<string, T> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value, key)]))
