// Goal: the request moves only as its table says, and its log tells the same as the steps did.
// Method: every state-action cell, stories of events, and a property over random orders of commands.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, evolve, replay } from './request.ts'
import type { Command, Request, RequestEvent } from './request-shape.ts'
import { actions, rowOf, states, table, turnOf } from './request-table.ts'

const today = '2026-11-24'
const at = '2026-11-24T09:00:00.000Z'
const sent = {
  recipient: 'es-professional-regulator-physiotherapist-01',
  language: 'pl',
  fields: { profession: 'physiotherapist' },
  asked: [{ question: 'registered' }],
  isUrgent: false,
  askedDay: '2026-12-15',
}
const commands: readonly Command[] = [
  { action: 'save-draft' },
  { action: 'save-answer' },
  { action: 'send', today, latestDay: null, ...sent },
  { action: 'accept', today },
  { action: 'propose-date', today, day: '2027-01-15', language: 'es' },
  { action: 'agree', today },
  { action: 'insist', today },
  { action: 'refuse', reason: 'Otra autoridad es competente.', language: 'es' },
  { action: 'withdraw', language: 'pl' },
  { action: 'answer', language: 'es', answers: { registered: { answer: 'yes' } } },
  {
    action: 'ask-further',
    today,
    language: 'pl',
    asked: [{ question: 'registered' }],
    askedDay: '2027-02-01',
  },
  { action: 'close', timeliness: 1, efforts: 2 },
  { action: 'forward', recipient: 'es-x-02', reason: 'No es de nuestra provincia.', language: 'es' },
  { action: 'write-message', text: 'Czy chodzi o rejestr krajowy?', language: 'pl' },
  { action: 'answer-part', language: 'es', answers: { registered: { answer: 'yes' } } },
  { action: 'acknowledge' },
  { action: 'reopen', today, language: 'pl' },
  {
    ...{ action: 'split', today, exchange: '2026-ES-00000001', recipient: 'es-x-03', language: 'es' },
    ...{ questions: ['registered'], childDay: today },
  },
]
const drafted = { event: 'drafted', data: { procedure: 'p', sender: 'pl-x-01' } } as const
const start: Request = evolve(replay([]), { ...drafted, at })

const step = (request: Request, command: Command): Request => {
  const decided = decide(request, command)
  if (!decided.ok) return request
  return decided.value.reduce((now, event) => evolve(now, { ...event, at }), request)
}
const commandOf = (action: string): Command => {
  const found = commands.find(command => command.action === action)
  if (!found) throw new Error(`no command for ${action}`)
  return found
}

const through = (story: string): Request =>
  story.split(' ').reduce((request, action) => step(request, commandOf(action)), start)
const asked = through('send')
const answeredOnce = through('send accept answer close')

describe('every cell', () => {
  for (const state of states)
    for (const action of actions)
      test(`${action} in ${state}`, () => {
        const days = { askedDay: '2026-12-15', proposedDay: '2027-01-15' }
        const request = { ...answeredOnce, rounds: asked.rounds, state, ...days }
        const row = rowOf(state, action)
        const decided = decide(request, commandOf(action))
        if (row) expect(step(request, commandOf(action)).state).toBe(row.to)
        else
          expect(decided).toEqual({
            ok: false,
            refusal: { code: 'exchange.action.invalid', facts: { action, state } },
          })
      })
})

describe('stories', () => {
  const stories: readonly (readonly [string, string, string | null])[] = [
    ['send accept answer close', 'closed', '2026-12-15'],
    ['send propose-date agree answer close', 'closed', '2027-01-15'],
    ['send propose-date insist', 'accepted', '2026-12-15'],
    ['send refuse', 'refused', null],
    ['send accept withdraw', 'withdrawn', '2026-12-15'],
    ['send accept answer ask-further answer close', 'closed', '2027-02-01'],
    ['send forward accept', 'accepted', '2026-12-15'],
    ['send propose-date agree forward accept', 'accepted', '2027-01-15'],
    ['send propose-date forward accept', 'accepted', '2026-12-15'],
    ['send accept answer-part answer', 'answered', '2026-12-15'],
    ['send refuse acknowledge', 'closed', null],
    ['send refuse acknowledge reopen', 'closed', null],
    ['send accept answer ask-further forward refuse acknowledge reopen', 'closed', '2027-02-01'],
    ['send accept answer close reopen ask-further', 'further-requested', '2027-02-01'],
    ['send write-message accept write-message', 'accepted', '2026-12-15'],
  ]
  for (const [story, state, day] of stories)
    test(`${story} | ${state} | ${day}`, () => {
      const end = through(story)
      expect([end.state, end.answerByDay]).toEqual([state, day])
    })
})

describe('refusals', () => {
  const send = (change: object) =>
    decide(start, { action: 'send', today, latestDay: null, ...sent, ...change })
  test.each([
    ['a day that has passed', { askedDay: '2026-11-23' }, 'exchange.day-past.invalid'],
    ['a day after the legal term', { latestDay: '2026-12-01' }, 'exchange.day-late.invalid'],
    ['to oneself', { recipient: 'pl-x-01' }, 'exchange.self.invalid'],
    ['no question', { asked: [] }, 'exchange.questions.invalid'],
    ['urgent without a reason', { isUrgent: true }, 'exchange.urgent-reason.invalid'],
  ])('%s', (_, change, code) => {
    expect(send(change)).toMatchObject({ ok: false, refusal: { code } })
  })
  test('after thirty days a closed exchange stays closed', () => {
    const reopen = (today: string) => decide(answeredOnce, { action: 'reopen', today, language: 'pl' })
    expect(reopen('2026-12-24').ok).toBe(true)
    expect(reopen('2026-12-25')).toMatchObject({
      refusal: { code: 'exchange.reopen-late.invalid', facts: { day: '2026-12-24' } },
    })
  })
  test('a day that passed before acceptance cannot be accepted', () => {
    const waiting = step(start, commandOf('send'))
    expect(decide(waiting, { action: 'accept', today: '2026-12-16' })).toMatchObject({
      refusal: { code: 'exchange.asked-day-past.invalid' },
    })
  })
})

test('in any order of commands the log replays to the same request, and ended ones are only reopened', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...commands), { maxLength: 30 }), order => {
      let request = start
      const log: (RequestEvent & { at: string })[] = [{ ...drafted, at }]
      for (const command of order) {
        const decided = decide(request, command)
        if (!decided.ok) continue
        const isOver = turnOf(request.state, 'sender') === 'ended'
        expect(isOver).toBe(command.action === 'reopen')
        for (const event of decided.value) {
          log.push({ ...event, at })
          request = evolve(request, { ...event, at })
        }
      }
      expect(log.reduce((now, entry) => evolve(now, entry), replay([]))).toEqual(request)
      expect(request.version).toBe(log.length)
    }),
  )
})

test('no row is written twice', () => {
  expect(new Set(table.map(row => `${row.from} ${row.action}`)).size).toBe(table.length)
})
