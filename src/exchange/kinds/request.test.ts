// Goal: the request moves only as its table says, and its log tells the same as the steps did.
// Method: every state-action cell, stories of events, and a property over random orders of commands.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../base/result.ts'
import { decide, evolve, replay } from './request.ts'
import { shownTo } from './request-approval.ts'
import type { Command, Request, RequestEvent, State } from './request-shape.ts'
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
  { action: 'approve', today },
  { action: 'return', reason: 'Brakuje pytania.', language: 'pl' },
  { action: 'take-back' },
  {
    action: 'not-satisfied',
    reason: 'Bez daty.',
    language: 'pl',
    coordinators: { sender: 'c-pl', recipient: 'c-es' },
  },
  {
    action: 'give-opinion',
    by: 'sender-coordinator',
    verdict: 'answer-again',
    reason: 'Falta.',
    language: 'pl',
  },
  {
    ...{ action: 'split', today, exchange: '2026-ES-00000001', recipient: 'es-x-03', language: 'es' },
    ...{ questions: ['registered'], childDay: today },
  },
]
const drafted = { event: 'drafted', data: { procedure: 'p', sender: 'pl-x-01' } } as const
const start: Request = evolve(replay([]), { ...drafted, at })

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}
const step = (request: Request, command: Command): Request => {
  const decided = decide(request, command)
  if (!decided.ok) return request
  return decided.value.reduce((now, event) => evolve(now, { ...event, at }), request)
}
/** `send!`: a coordinator has to approve first. */
const commandOf = (said: string): Command => {
  const action = said.replace('!', '')
  const one = commands.find(command => command.action === action)
  const found = one && said.endsWith('!') ? ({ ...one, approver: 'c-pl' } as Command) : one
  if (!found) throw new Error(`no command for ${action}`)
  return found
}

const through = (story: string): Request =>
  story.split(' ').reduce((request, action) => step(request, commandOf(action)), start)
const other = { ...commandOf('give-opinion'), by: 'recipient-coordinator' } as Command
const waiting = [commandOf('send!'), commandOf('answer!'), other]
const asked = through('send')
const answeredOnce = through('send accept answer close')

/** What a state needs that comes only by the steps that lead to it. */
const before: Partial<Record<State, Partial<Request>>> = {
  'answer-awaiting-approval': { held: { state: 'accepted', rounds: answeredOnce.rounds, movedAt: at } },
  referred: { referral: { round: 1, wanted: 2, opinions: [] } },
}

describe('every cell', () => {
  for (const state of states)
    for (const action of actions)
      test(`${action} in ${state}`, () => {
        const days = { askedDay: '2026-12-15', proposedDay: '2027-01-15' }
        const request: Request = { ...answeredOnce, rounds: asked.rounds, ...before[state], state, ...days }
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
    ['send! approve accept answer! approve close', 'closed', '2026-12-15'],
    ['send! return', 'draft', null],
    ['send! take-back send', 'sent', null],
    ['send accept answer! return', 'accepted', '2026-12-15'],
    ['send accept answer! write-message take-back', 'accepted', '2026-12-15'],
    ['send accept answer ask-further answer! return', 'further-requested', '2027-02-01'],
    ['send accept answer ask-further answer! approve', 'answered', '2027-02-01'],
    ['send accept answer not-satisfied give-opinion', 'referred', '2026-12-15'],
    ['send accept answer not-satisfied close', 'closed', '2026-12-15'],
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

describe('approval', () => {
  test('the clock starts with the approval, on a day that has not passed', () => {
    const waiting = through('send!')
    expect(waiting).toMatchObject({ state: 'awaiting-approval', coordinators: { sender: 'c-pl' } })
    expect(decide(waiting, { action: 'approve', today: '2026-12-16' })).toMatchObject({
      refusal: { code: 'exchange.approval-day.invalid', facts: { day: '2026-12-15' } },
    })
    const [event] = value(decide(waiting, commandOf('approve')))
    const later = '2026-11-26T09:00:00.000Z'
    expect(event && evolve(waiting, { ...event, at: later }).rounds[0]?.askedAt).toBe(later)
  })

  test('the sender is shown the state before while an answer waits; what is returned is not there', () => {
    const waiting = through('send accept answer!')
    expect(waiting.rounds[0]?.answers).toMatchObject({ registered: {} })
    expect(shownTo(waiting, 'sender')).toMatchObject({ state: 'accepted', rounds: [{ answers: null }] })
    expect(shownTo(waiting, 'recipient-coordinator').state).toBe('answer-awaiting-approval')
    expect(step(waiting, commandOf('return'))).toMatchObject({ held: null, rounds: [{ answers: null }] })
    // The sender acts on what it sees.
    const withdrawn = evolve(waiting, { event: 'withdrawn', data: { language: 'pl' }, at })
    expect(withdrawn).toMatchObject({ state: 'withdrawn', rounds: [{ answers: null }] })
  })

  test('parts of an answer do not pass by the coordinator', () => {
    expect(decide(through('send accept'), commandOf('answer-part!'))).toMatchObject({
      refusal: { code: 'exchange.part-approval.invalid' },
    })
  })
})

describe('referral', () => {
  const referred = through('send accept answer not-satisfied')
  const again = (verdict: 'answer-suffices' | 'answer-again') =>
    [commandOf('give-opinion'), other].reduce(
      (now, one) => step(now, { ...one, verdict } as Command),
      referred,
    )

  test('each coordinator says once what it thinks; with the last opinion it is answered', () => {
    const one = step(referred, commandOf('give-opinion'))
    expect(decide(one, commandOf('give-opinion'))).toMatchObject({
      refusal: { code: 'exchange.opinion.invalid' },
    })
    expect(turnOf(one.state, 'sender-coordinator', true)).toBe('wait')
    expect(step(one, other).state).toBe('answered')
  })

  test.each([
    ['answer-suffices', ['ask-further', 'not-satisfied']],
    ['answer-again', ['not-satisfied']],
  ] as const)('after %s these are over: %j', (verdict, over) => {
    const found = ['ask-further', 'not-satisfied', 'close'].filter(
      action => !decide(again(verdict), commandOf(action)).ok,
    )
    expect(found).toEqual(over)
  })

  test('what coordinators settled is not reopened; a new answer can be referred again', () => {
    expect(decide(step(again('answer-suffices'), commandOf('close')), commandOf('reopen'))).toMatchObject({
      refusal: { code: 'exchange.referral.invalid' },
    })
    const anew = ['ask-further', 'answer', 'not-satisfied'].map(commandOf).reduce(step, again('answer-again'))
    expect(anew).toMatchObject({ state: 'referred', referral: { round: 2, opinions: [] } })
  })

  test.each([
    ['one coordinator for both', { sender: 'c', recipient: 'c' }, 1],
    ['one country without', { sender: null, recipient: 'c' }, 1],
    ['two', { sender: 'c', recipient: 'd' }, 2],
  ])('%s', (_, coordinators, wanted) => {
    const command = { ...commandOf('not-satisfied'), coordinators } as Command
    expect(step(through('send accept answer'), command).referral?.wanted).toBe(wanted)
  })

  test('nobody to ask', () => {
    const command = {
      ...commandOf('not-satisfied'),
      coordinators: { sender: null, recipient: null },
    } as Command
    expect(decide(through('send accept answer'), command)).toMatchObject({
      refusal: { code: 'exchange.coordinator.invalid' },
    })
  })
})

test('in any order of commands the log replays to the same request, and ended ones are only reopened', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...commands, ...waiting), { maxLength: 30 }), order => {
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
