// Goal: whatever six authorities do in any order, a request has one owner, no question of a split is lost, nothing
//   leaves twice or unapproved, each side's coordinator judges once, the clock never runs backwards, the log tells
//   the row.
// Method: the pure machine over a small office in memory (six-parties.ts): several exchanges, their children, parts
//   that go over, settings of approval. Up to 30 random commands; every rule is looked at after each.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  approverFor,
  childrenNow,
  type Office,
  openedOffice,
  parties,
  play,
  requestOf,
} from '../../test/six-parties.ts'
import { readProcedures } from '../procedure/store.ts'
import { currentOf, partsOf } from './current.ts'
import { evolve, replay } from './kinds/request.ts'
import { shownTo } from './kinds/request-approval.ts'
import type { Request, RequestEvent } from './kinds/request-shape.ts'
import { isBeside } from './kinds/request-table.ts'
import { ownQuestions } from './kinds/split.ts'
import { answerings, type LogEntry, sendings } from './model.ts'

const procedure = readProcedures(new URL('../..', import.meta.url).pathname).byId('pq-information-request')
if (!procedure) throw new Error('no procedure')
const catalogued = procedure

/** `seen`: how long each log was that was looked at before; one that is as long tells the same. */
function lookAt(office: Office, seen: Map<string, number>): void {
  for (const [exchange, log] of office.logs) {
    const request = replay(log)
    if (request.rounds.some(round => round.children.length > 0)) lookAtQuestions(office, request)
    if (seen.get(exchange) === log.length) continue
    seen.set(exchange, log.length)
    const step = log.reduce((now, entry) => evolve(now, entry as never), replay([]))
    expect(step, 'the log tells the row').toEqual(request)
    const current = currentOf(log, catalogued, request)
    expect([current.version, current.sender, current.recipient]).toEqual([
      ...[log.length, request.sender, request.recipient],
    ])
    expect(log.map(entry => entry.at).toSorted(), 'the clock never runs backwards').toEqual(
      log.map(entry => entry.at),
    )
    lookAtOwner(exchange, log, request)
    lookAtLeft(office, log, request)
    lookAtOpinions(log)
  }
}

/** One has to act; of opinions as many as are still owed. The sender's side sees nothing of what waits for approval. */
function lookAtOwner(exchange: string, log: readonly LogEntry[], request: Request): void {
  const parts = partsOf(log, request)
  expect(new Set(parts.map(one => one.authority)).size, 'one part for each').toBe(parts.length)
  const owners = parts.filter(({ turn }) => turn === 'act' || turn === 'close' || turn === 'draft')
  const { state, referral } = request
  const owed = state === 'referred' ? (referral?.wanted ?? 0) - (referral?.opinions.length ?? 0) : 1
  const isOver = ['closed', 'withdrawn'].includes(state)
  expect(owners.length, `one owner of ${exchange} in ${state}`).toBe(isOver ? 0 : owed)
  const shown = shownTo(request, 'sender')
  expect(shown.state).not.toBe('answer-awaiting-approval')
  expect(parts.find(({ part }) => part === 'sender')?.state).toBe(shown.state)
}

/** What leaves: the request once, the answers of a round once; what was approved as it was submitted just before. */
function lookAtLeft(office: Office, log: readonly LogEntry[], request: Request): void {
  expect(log.filter(({ event }) => sendings.includes(event)).length, 'left once').toBeLessThan(2)
  const answered = request.rounds.filter(({ answeredAt }) => answeredAt !== null)
  expect(log.filter(({ event }) => answerings.includes(event)).length, 'answers left once').toBe(
    answered.length,
  )
  for (const [i, { event, authority, data }] of log.entries()) {
    if (event === 'approved' || event === 'answer-approved') {
      // A request goes on waiting where the sender's part goes over meanwhile; an answer does not.
      const before = log
        .slice(0, i)
        .findLast(one => !isBeside(one.event) && !(event === 'approved' && one.event === 'handed-over'))
      expect(before?.event, 'what was approved').toBe(event === 'approved' ? 'submitted' : 'answer-submitted')
      const { approver, askedDay, answers, asked, recipient } = (before?.data ?? {}) as Record<string, object>
      expect(authority, 'by whom').toBe(approver)
      const after = replay(log, i + 1)
      if (event === 'approved')
        expect([after.askedDay, after.rounds[0]?.asked, after.recipient]).toEqual([
          askedDay,
          asked,
          recipient,
        ])
      else
        expect(Object.keys(after.rounds.at(-1)?.answers ?? {}).toSorted()).toEqual(
          Object.keys(answers ?? {}).toSorted(),
        )
    }
    if (event !== 'sent' && event !== 'answered') continue
    const isChild = request.parent !== null && event === 'sent'
    const other = event === 'sent' ? (data as { recipient: string }).recipient : replay(log, i).sender
    const step = event === 'sent' ? 'send' : 'answer'
    expect(isChild || !approverFor(office, authority, step, other), `${event} without approval`).toBe(true)
  }
}

/** Of each side once, and no round is referred twice. */
function lookAtOpinions(log: readonly LogEntry[]): void {
  const rounds: (number | undefined)[] = []
  let said: unknown[] = []
  for (const { event, version, data } of log) {
    if (event === 'referred') {
      rounds.push(replay(log, version).referral?.round)
      said = []
    }
    if (event === 'opinion-given') said.push((data as { by: string }).by)
    expect(new Set(said).size, 'one opinion for each side').toBe(said.length)
  }
  expect(new Set(rounds).size, 'each round referred once').toBe(rounds.length)
}

/** Nobody answers or hands on what another one still works on. */
const lookAtOpen = (office: Office) => (request: Request, event: RequestEvent) => {
  if (!['answered', 'answer-submitted', 'forwarded'].includes(event.event)) return
  const last = request.rounds.at(-1)?.children.map(child => child.exchange) ?? []
  const open = childrenNow(office, request).filter(
    one => one.standing === 'open' && last.includes(one.exchange),
  )
  expect(open).toEqual([])
}

function lookAtQuestions(office: Office, request: Request): void {
  const children = childrenNow(office, request)
  for (const round of request.rounds) {
    const returned = children.flatMap(one => (one.standing === 'returned' ? [one.exchange] : []))
    const holders = round.children.filter(child => !returned.includes(child.exchange))
    const held = holders.flatMap(child => child.questions)
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

/** What leads on, to splits, approvals and referrals, is tried more often. */
const actions = (
  'send accept propose-date agree insist refuse withdraw forward split split split answer answer answer answer-part ' +
  'approve return take-back not-satisfied give-opinion ask-further write-message acknowledge close reopen ' +
  'hand-over hand-over'
).split(' ')
const tried = fc.noBias(
  fc.record({
    action: fc.constantFrom(...actions),
    fitting: fc.nat(20),
    who: fc.nat(parties.length - 1),
    other: fc.nat(parties.length - 1),
    exchange: fc.nat(20),
    some: fc.nat(7),
  }),
)
const orders = fc.record({
  approvals: fc.nat(2 ** (2 * parties.length) - 1),
  far: fc.constantFrom(0, 1, 2),
  steps: fc.array(tried, { minLength: 10, maxLength: 30 }),
})

/** Events of which all orders together must have some: of a property over what does not happen nothing follows. */
const wanted = [
  ...['split', 'forwarded', 'handed-over', 'submitted', 'approved', 'returned', 'taken-back'],
  ...['answer-submitted', 'answer-approved', 'answer-returned', 'answer-taken-back'],
  ...['referred', 'opinion-given', 'further-asked', 'reopened'],
]

describe('any interleaving of up to 30 commands of 6 parties', () => {
  test('keeps the rules', () => {
    const counts: Record<string, number> = {}
    const count = (name: string, by = 1) => {
      counts[name] = (counts[name] ?? 0) + by
    }
    fc.assert(
      fc.property(orders, ({ approvals, far, steps }) => {
        const office = openedOffice(approvals, far)
        const seen = new Map<string, number>()
        lookAt(office, seen)
        for (const one of steps) {
          play(office, one, lookAtOpen(office))
          lookAt(office, seen)
        }
        for (const log of office.logs.values()) {
          const events = log.map(({ event }) => event)
          for (const event of events) count(event)
          const hasAnswer = answerings.some(event => events.includes(event))
          if (events.includes('split') && hasAnswer) count('merged')
          if (replay(log).referral?.opinions.length === 2) count('two opinions')
        }
      }),
      { numRuns: 500 },
    )
    for (const event of wanted) expect(counts[event] ?? 0, event).toBeGreaterThan(10)
    for (const rare of ['merged', 'two opinions']) expect(counts[rare] ?? 0, rare).toBeGreaterThan(0)
  }, 60_000)
})
