// Goal: whatever six authorities do in any order, a request has one owner, no question of a split is lost, the clock
//   never runs backwards, and the log tells the row.
// Method: the pure machine over a small office in memory: several exchanges, their children, parts that go over. Up to
//   30 random commands; every rule is looked at after each. Companions of a step are those of the real doors.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../calendar/model.ts'
import { readProcedures } from '../procedure/store.ts'
import { currentOf, partsOf } from './current.ts'
import { decide, evolve, replay } from './kinds/request.ts'
import type { ChildNow, Command, Request, RequestEvent } from './kinds/request-shape.ts'
import { isFor, rowOf } from './kinds/request-table.ts'
import { childDayOf, childStanding, holding, ownQuestions, splittable } from './kinds/split.ts'
import type { LogEntry } from './model.ts'
import { entryOf } from './step.ts'

const procedure = readProcedures(new URL('../..', import.meta.url).pathname).byId('pq-information-request')
if (!procedure) throw new Error('no procedure')

/** Four of one country, two of another. */
const parties = ['es-1', 'es-2', 'es-3', 'es-4', 'pl-1', 'pl-2'] as const
const countryOf = (authority: string): string => authority.slice(0, 2)
const questions = ['registered', 'register-entry', 'sanctions'] as const
const startMs = Date.parse('2026-11-24T09:00:00.000Z')
const stepMs = 6 * 3_600_000
/** Late enough for every answer. */
const askedDay = '2027-01-15'

type Office = { readonly logs: Map<string, LogEntry[]>; nowMs: number }
type Try = {
  readonly action: string
  readonly who: number
  readonly other: number
  readonly exchange: number
  readonly some: number
}

const at = ({ nowMs }: Office): string => new Date(nowMs).toISOString()
const requestOf = ({ logs }: Office, exchange: string): Request => replay(logs.get(exchange) ?? [])

function write(office: Office, exchange: string, authority: string, event: RequestEvent): void {
  const log = office.logs.get(exchange) ?? []
  const who = { authority, user: authority }
  office.logs.set(exchange, [...log, entryOf(exchange, log.at(-1), event, { at: at(office), who })])
}

const childrenNow = (office: Office, request: Request): readonly ChildNow[] =>
  request.rounds.flatMap(round =>
    round.children.map(({ exchange }) => {
      const log = office.logs.get(exchange) ?? []
      const hasAnswer = log.some(({ event }) => event === 'answered')
      return { exchange, standing: childStanding(replay(log).state, hasAnswer) }
    }),
  )

/** Some of the questions: a number as a choice among them. */
const some = (of: readonly string[], number: number): readonly string[] =>
  of.filter((_, i) => (number >> i) % 2 === 1)

function commandFor(office: Office, request: Request, tried: Try): Command | null {
  const today = at(office).slice(0, 10)
  const recipient = parties[tried.other] ?? ''
  const children = childrenNow(office, request)
  const last = request.rounds.at(-1)
  const asked = some(questions, tried.some).map(question => ({ question }))
  const answersTo = (ids: readonly string[]) => Object.fromEntries(ids.map(id => [id, { answer: 'no' }]))
  const language = 'es'
  switch (tried.action) {
    case 'send':
      return {
        ...{ action: 'send', today, latestDay: null, recipient, language, fields: {}, asked },
        ...{ isUrgent: false, askedDay },
      }
    case 'accept':
    case 'agree':
    case 'insist':
      return { action: tried.action, today }
    case 'propose-date':
      return { action: 'propose-date', today, day: addDays(today, 20 + tried.some), language }
    case 'refuse':
    case 'withdraw':
      return { action: tried.action, reason: 'x', language }
    case 'forward': {
      const isHere = countryOf(recipient) === countryOf(request.recipient ?? '')
      const isOther = recipient !== request.recipient && recipient !== request.sender
      return isHere && isOther ? { action: 'forward', recipient, reason: 'x', language, children } : null
    }
    case 'split': {
      const isHere = countryOf(recipient) === countryOf(request.recipient ?? '')
      if (!last || !isHere || recipient === request.recipient || recipient === request.sender) return null
      const free = splittable(last, children)
      const exchange = `child-${office.logs.size}`
      const childDay = childDayOf(request, today)
      const given = tried.some === 7 ? questions : some(free, tried.some)
      return { action: 'split', today, exchange, recipient, questions: given, childDay, language, children }
    }
    case 'answer':
      return {
        ...{ action: 'answer', language, children },
        answers: answersTo((last?.asked ?? []).map(one => one.question)),
      }
    case 'answer-part': {
      const own = last ? ownQuestions(last, children) : []
      return { action: 'answer-part', language, children, answers: answersTo(own.slice(0, 1)) }
    }
    case 'ask-further':
      return { action: 'ask-further', today, language, asked, askedDay: addDays(today, 40) }
    case 'write-message':
      return { action: 'write-message', text: 'x', language }
    case 'acknowledge':
      return { action: 'acknowledge' }
    case 'close':
      return { action: 'close', timeliness: 1, efforts: 1 }
    case 'reopen':
      return { action: 'reopen', today, language }
    default:
      return null
  }
}

/** The end of a parent ends its open children, and theirs: as companions.ts writes them. */
function endBelow(office: Office, request: Request): void {
  for (const { exchange, standing } of childrenNow(office, request)) {
    if (standing !== 'open') continue
    const child = requestOf(office, exchange)
    write(office, exchange, child.sender, { event: 'withdrawn', data: { language: 'es' } })
    endBelow(office, child)
  }
}

function act(office: Office, exchange: string, tried: Try): void {
  const request = requestOf(office, exchange)
  const who = parties[tried.who] ?? ''
  const part = partsOf(office.logs.get(exchange) ?? [], request).find(one => one.authority === who)?.part
  const row = rowOf(request.state, tried.action)
  const command = commandFor(office, request, tried)
  if (!part || !row || !isFor(row, part) || !command) return
  const decided = decide(request, command)
  if (!decided.ok) return
  for (const event of decided.value) {
    if (event.event === 'answered' || event.event === 'forwarded') lookAtOpen(office, request)
    write(office, exchange, who, event)
    if (event.event === 'withdrawn' || event.event === 'closed') endBelow(office, request)
    if (event.event !== 'split') continue
    const { exchange: child, recipient, questions: given, childDay } = event.data
    const drafted = {
      procedure: request.procedure,
      sender: who,
      parent: { exchange, sender: request.sender },
    }
    const asked = given.map(question => ({ question }))
    const data = { recipient, language: 'es', fields: {}, asked, isUrgent: false, askedDay: childDay }
    write(office, child, who, { event: 'drafted', data: drafted })
    write(office, child, who, { event: 'sent', data })
  }
}

/** As the command hand-over does it: all open parts, but not where both sides would be one. */
function handOver(office: Office, from: string, to: string): void {
  if (from === to || countryOf(from) !== countryOf(to)) return
  for (const exchange of office.logs.keys()) {
    const { sender, recipient, state } = requestOf(office, exchange)
    if (state === 'withdrawn' || sender === to || recipient === to) continue
    const side = sender === from ? 'sender' : recipient === from ? 'recipient' : null
    if (side) write(office, exchange, from, { event: 'handed-over', data: { from, to, side } })
  }
}

function lookAt(office: Office): void {
  for (const [exchange, log] of office.logs) {
    const request = replay(log)
    const step = log.reduce((now, entry) => evolve(now, entry as never), replay([]))
    expect(step, 'the log tells the row').toEqual(request)
    const current = currentOf(log, procedure ?? fail(), request)
    expect([current.version, current.sender, current.recipient]).toEqual([
      ...[log.length, request.sender, request.recipient],
    ])
    expect(log.map(entry => entry.at).toSorted(), 'the clock never runs backwards').toEqual(
      log.map(entry => entry.at),
    )
    const parts = partsOf(log, request)
    expect(new Set(parts.map(one => one.authority)).size, 'one part for each').toBe(parts.length)
    const owners = parts.filter(({ turn }) => turn === 'act' || turn === 'close' || turn === 'draft')
    const isOver = ['closed', 'withdrawn'].includes(request.state)
    expect(owners.length, `one owner of ${exchange} in ${request.state}`).toBe(isOver ? 0 : 1)
    lookAtQuestions(office, request)
  }
}

const fail = (): never => {
  throw new Error('no procedure')
}

/** Nobody answers or hands on what another one still works on. */
function lookAtOpen(office: Office, request: Request): void {
  const last = request.rounds.at(-1)?.children.map(child => child.exchange) ?? []
  const open = childrenNow(office, request).filter(
    one => one.standing === 'open' && last.includes(one.exchange),
  )
  expect(open).toEqual([])
}

function lookAtQuestions(office: Office, request: Request): void {
  const children = childrenNow(office, request)
  for (const round of request.rounds) {
    const held = holding(round, children).flatMap(child => child.questions)
    const all = [...ownQuestions(round, children), ...held]
    expect(all.toSorted(), 'no question lost, none twice').toEqual(
      round.asked.map(one => one.question).toSorted(),
    )
    for (const child of round.children)
      expect(requestOf(office, child.exchange).rounds[0]?.asked.map(one => one.question)).toEqual(
        child.questions,
      )
  }
}

/** What leads to merged answers is tried more often. */
const actions = (
  'send accept accept accept propose-date agree insist refuse withdraw forward split split split answer answer ' +
  'answer answer answer-part ask-further write-message acknowledge close reopen hand-over'
).split(' ')
const tried = fc.record({
  action: fc.constantFrom(...actions),
  who: fc.nat(5),
  other: fc.nat(5),
  exchange: fc.nat(20),
  some: fc.nat(7),
})

/** Two requests that wait for their answer, so that most orders come to a split. */
function opened(): Office {
  const office: Office = { logs: new Map(), nowMs: startMs }
  for (const [i, sender] of ['pl-1', 'es-4'].entries()) {
    const exchange = `request-${i}`
    write(office, exchange, sender, { event: 'drafted', data: { procedure: 'p', sender } })
    act(office, exchange, {
      action: 'send',
      who: parties.indexOf(sender as never),
      other: 0,
      exchange: 0,
      some: 7,
    })
    act(office, exchange, { action: 'accept', who: 0, other: 0, exchange: 0, some: 0 })
  }
  return office
}

/** The party that the row is for in half of the cases, so that more than refusals happens. */
function play(office: Office, one: Try): void {
  office.nowMs += stepMs
  const exchange = [...office.logs.keys()][one.exchange % office.logs.size] ?? ''
  const { sender, recipient, state } = requestOf(office, exchange)
  if (one.action === 'hand-over') {
    handOver(office, parties[one.who] ?? '', parties[one.other] ?? '')
    return
  }
  const by = rowOf(state, one.action)?.by
  const fitting = by === 'sender' ? sender : by === 'recipient' ? recipient : null
  const who = fitting && one.some % 4 !== 0 ? parties.indexOf(fitting as never) : one.who
  act(office, exchange, { ...one, who })
}

describe('any interleaving of up to 30 commands of 6 parties', () => {
  test('keeps the rules', () => {
    const counts = { splits: 0, forwards: 0, handOvers: 0, merged: 0 }
    fc.assert(
      fc.property(fc.array(tried, { minLength: 10, maxLength: 30 }), order => {
        const office = opened()
        lookAt(office)
        for (const one of order) {
          play(office, one)
          lookAt(office)
        }
        for (const log of office.logs.values()) {
          const events = log.map(({ event }) => event)
          counts.splits += events.filter(event => event === 'split').length
          counts.forwards += events.filter(event => event === 'forwarded').length
          counts.handOvers += events.filter(event => event === 'handed-over').length
          counts.merged += events.includes('split') && events.includes('answered') ? 1 : 0
        }
      }),
      { numRuns: 300 },
    )
    // A property over orders in which nothing happens would prove nothing.
    const { merged, ...others } = counts
    for (const count of Object.values(others)) expect(count).toBeGreaterThan(10)
    expect(merged).toBeGreaterThan(0)
  }, 60_000)
})
