// Goal: each rung of the ladder comes once, in order, on a working day of who is reminded, and never too late for it.
// Method: stories in columns on the real calendars; a property over random orders of commands and passing time.
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { openCalendar } from '../../calendar/holidays.ts'
import { addDays, dayIn, freeDay, zoneOf } from '../../calendar/model.ts'
import { sideOf } from '../../permission/model.ts'
import { type LogEntry, system } from '../model.ts'
import { entryOf } from '../step.ts'
import { decide, replay } from './request.ts'
import type { Command, RequestEvent } from './request-shape.ts'
import { isTimer, turnOf } from './request-table.ts'
import { nextTimer, reminderHour, standingOf, type Timer, timersOf } from './request-timers.ts'

const calendar = openCalendar()
const procedure = {
  reminders: {
    ...{ unaccepted: [3, 5], before: [5, 1], overdue: [1, 5], unclosed: [10, 20] },
    escalate: { unaccepted: 10, overdue: 10 },
  },
}
const countries: Readonly<Record<string, string>> = { 'pl-1': 'PL', 'es-1': 'ES', 'es-2': 'ES' }
const standing = (log: readonly LogEntry[]) =>
  standingOf({ request: replay(log), log, procedure, calendar }, id => countries[id] ?? '')

const add = (log: readonly LogEntry[], at: string, authority: string, event: RequestEvent): LogEntry[] => [
  ...log,
  entryOf('2026-PL-00000001', log.at(-1), event, { at, who: { authority, user: authority } }),
]
const drafted = { event: 'drafted', data: { procedure: 'p', sender: 'pl-1' } } as const
const begun = add([], '2026-11-01T09:00:00.000Z', 'pl-1', drafted)

const asked = { language: 'pl', asked: [{ question: 'registered' }] }
const sent = { recipient: 'es-1', fields: {}, isUrgent: false, askedDay: '2026-12-10', ...asked }
const both = { sender: 'pl-c', recipient: 'es-c' }
const events: Readonly<Record<string, RequestEvent>> = {
  sent: { event: 'sent', data: sent },
  proposed: { event: 'date-proposed', data: { day: '2026-12-18', language: 'es' } },
  accepted: { event: 'accepted', data: { answerByDay: '2026-12-10' } },
  forwarded: { event: 'forwarded', data: { recipient: 'es-2', reason: 'r', language: 'es' } },
  part: { event: 'partly-answered', data: { language: 'es', answers: {} } },
  message: { event: 'message', data: { text: { sealed: 'x' }, language: 'es' } },
  answered: { event: 'answered', data: { language: 'es', answers: {} } },
  refused: { event: 'refused', data: { language: 'es' } },
  closed: { event: 'closed', data: {} },
  acknowledged: { event: 'acknowledged', data: {} },
  withdrawn: { event: 'withdrawn', data: { language: 'pl' } },
  submitted: { event: 'submitted', data: { ...sent, approver: 'pl-c' } },
  waiting: { event: 'answer-submitted', data: { language: 'es', answers: {}, approver: 'es-c' } },
  referred: { event: 'referred', data: { reason: 'r', language: 'pl', coordinators: both } },
  'referred-to-one': {
    event: 'referred',
    data: { reason: 'r', language: 'pl', coordinators: { sender: 'c', recipient: 'c' } },
  },
  opinion: {
    event: 'opinion-given',
    data: { by: 'recipient-coordinator', verdict: 'answer-suffices', reason: 'r', language: 'es' },
  },
}
/** `sent 11-24, accepted 11-25`: at nine in the morning in Poland and Spain. */
const story = (text: string): LogEntry[] =>
  text.split(', ').reduce((log, step) => {
    const [name = '', day = ''] = step.split(' ')
    const event = events[name]
    if (!event) throw new Error(name)
    return add(log, `2026-${day}T08:00:00.000Z`, 'es-1', event)
  }, begun)
const shown = (timers: readonly Timer[]) => timers.map(one => `${one.rung} ${one.at.slice(5, 16)}`).join(', ')

describe('the ladder of each state', () => {
  // 7 and 8 December: a regional holiday, which Spain as a whole does not have, and the Immaculate Conception.
  // In Spain 7:00 is 6:00 UTC in winter.
  const early = 'T06:00'
  test.each([
    [
      'sent on a Friday',
      'sent 11-27',
      `unaccepted-3 12-02${early}, unaccepted-5 12-04${early}, escalate-10 12-14${early}`,
    ],
    [
      'forwarded: the new authority has its own time',
      'sent 11-27, forwarded 12-03',
      `unaccepted-3 12-09${early}, unaccepted-5 12-11${early}, escalate-10 12-18${early}`,
    ],
    [
      'another day proposed: the sender decides, in its calendar',
      'sent 11-27, proposed 12-04',
      `undecided-3 12-09${early}, undecided-5 12-11${early}`,
    ],
    [
      'accepted: around the day, the holiday left out',
      'sent 11-27, accepted 11-30',
      `before-5 12-02${early}, before-1 12-09${early}, overdue-1 12-11${early}, overdue-5 12-17${early}, ` +
        `escalate-10 12-24${early}`,
    ],
    [
      'accepted late: what was due before is not made up for',
      'sent 11-27, accepted 12-09',
      `overdue-1 12-11${early}, overdue-5 12-17${early}, escalate-10 12-24${early}`,
    ],
    [
      'a part of the answers and a message start nothing anew',
      'sent 11-27, accepted 11-30, part 12-09, message 12-09',
      `before-5 12-02${early}, before-1 12-09${early}, overdue-1 12-11${early}, overdue-5 12-17${early}, ` +
        `escalate-10 12-24${early}`,
    ],
    [
      'answered: the sender is to close; Poland works on 8 December and not on Christmas Eve',
      'sent 11-27, accepted 11-30, answered 12-11',
      `unclosed-10 12-29${early}, unclosed-20 01-14${early}`,
    ],
    ['refused', 'sent 11-27, refused 11-30', `unclosed-10 12-14${early}, unclosed-20 12-30${early}`],
    [
      'closed: thirty days, to midnight in Spain',
      'sent 11-27, accepted 11-30, answered 12-01, closed 12-02',
      'reopening 01-01T23:00',
    ],
    ['a refusal acknowledged is not reopened', 'sent 11-27, refused 11-30, acknowledged 12-01', ''],
    ['withdrawn', 'sent 11-27, withdrawn 11-30', ''],
    [
      'submitted: the coordinator of the sender is to approve',
      'submitted 11-27',
      `approval-3 12-02${early}, approval-5 12-04${early}`,
    ],
    [
      'an answer waits for approval: its coordinator, and the day goes on counting',
      'sent 11-27, accepted 11-30, waiting 12-03',
      `before-1 12-09${early}, approval-3 12-09${early}, overdue-1 12-11${early}, approval-5 12-11${early}, ` +
        `overdue-5 12-17${early}, escalate-10 12-24${early}`,
    ],
    [
      'referred: each coordinator in its own calendar',
      'sent 11-27, accepted 11-30, answered 12-01, referred 12-02',
      `opinion-sender-3 12-07${early}, opinion-recipient-3 12-07${early}, opinion-sender-5 12-09${early}, ` +
        `opinion-recipient-5 12-10${early}`,
    ],
    [
      'the opinion of one begins no new time for the other',
      'sent 11-27, accepted 11-30, answered 12-01, referred 12-02, opinion 12-08',
      `opinion-sender-5 12-09${early}`,
    ],
    [
      'one coordinator of both sides is reminded as one',
      'sent 11-27, accepted 11-30, answered 12-01, referred-to-one 12-02',
      `opinion-sender-3 12-07${early}, opinion-sender-5 12-09${early}`,
    ],
  ])('%s', (_, told, timers) => expect(shown(timersOf(standing(story(told))))).toBe(timers))

  test('the reminder to close names no day', () => {
    const days = timersOf(standing(story('sent 11-27, accepted 11-30, answered 12-11'))).map(one => one.day)
    expect(days).toEqual([null, null])
  })
  test('a draft waits for nobody', () => expect(timersOf(standing(begun))).toEqual([]))
})

describe('what is due', () => {
  const log = story('sent 11-27, accepted 11-30')
  const at = (day: string, now = log) => nextTimer(standing(now), `${day}T09:00:00.000Z`)
  test.each([
    ['before the first', '2026-12-01', null, '2026-12-02T06:00:00.000Z'],
    ['the first', '2026-12-02', 'before-5', '2026-12-09T06:00:00.000Z'],
    [
      'after a week without a server: the latest alone',
      '2026-12-12',
      'overdue-1',
      '2026-12-17T06:00:00.000Z',
    ],
    ['after a month', '2027-01-10', 'escalate-10', null],
  ])('%s', (_, day, rung, nextAt) => {
    const { due, nextAt: next } = at(day)
    expect([due?.rung ?? null, next]).toEqual([rung, nextAt])
  })
  test('what fired does not fire again, nor does what it stands above', () => {
    const data = { rung: 'before-1', day: '2026-12-10' }
    const fired = add(log, '2026-12-09T06:05:00.000Z', system.authority, { event: 'answer-reminded', data })
    expect(at('2026-12-09', fired).due).toBeNull()
    expect(at('2026-12-12', fired).due?.rung).toBe('overdue-1')
  })
})

test('what is due to a coordinator and to a side on the same morning both come, the coordinator’s first', () => {
  const log = story('sent 11-27, accepted 11-30, waiting 12-03')
  const now = '2026-12-09T06:05:00.000Z'
  const first = nextTimer(standing(log), now)
  expect([first.due?.rung, first.nextAt]).toEqual(['approval-3', '2026-12-09T06:00:00.000Z'])
  const data = { rung: 'approval-3', day: '2026-12-10', by: 'recipient-coordinator' } as const
  const told = add(log, now, system.authority, { event: 'approval-reminded', data })
  const second = nextTimer(standing(told), now)
  expect([second.due?.rung, second.nextAt]).toEqual(['before-1', '2026-12-11T06:00:00.000Z'])
})

const language = 'es'
const reasoned = { reason: 'r', language }
const commandsAt = (today: string): readonly (readonly [string, Command])[] => [
  ['pl-1', { action: 'send', today, latestDay: null, ...sent, askedDay: addDays(today, 12) }],
  ['es-1', { action: 'accept', today }],
  ['es-1', { action: 'propose-date', today, day: addDays(today, 20), language }],
  ['pl-1', { action: 'agree', today }],
  ['pl-1', { action: 'insist', today }],
  ['es-1', { action: 'forward', recipient: 'es-2', reason: 'r', language }],
  ['es-1', { action: 'refuse', reason: 'r', language }],
  ['pl-1', { action: 'write-message', text: 't', language }],
  ['es-1', { action: 'answer-part', language, answers: {} }],
  ['es-1', { action: 'answer', language, answers: {} }],
  ['es-1', { action: 'answer', language, answers: {}, approver: 'es-c' }],
  [
    'pl-1',
    { action: 'send', today, latestDay: null, ...sent, askedDay: addDays(today, 12), approver: 'pl-c' },
  ],
  ['es-c', { action: 'approve', today }],
  ['es-c', { action: 'return', ...reasoned }],
  ['es-1', { action: 'take-back' }],
  ['pl-1', { action: 'not-satisfied', coordinators: both, ...reasoned }],
  ['pl-c', { action: 'give-opinion', by: 'sender-coordinator', verdict: 'answer-again', ...reasoned }],
  ['es-c', { action: 'give-opinion', by: 'recipient-coordinator', verdict: 'answer-again', ...reasoned }],
  ['pl-1', { action: 'ask-further', today, ...asked, askedDay: addDays(today, 9) }],
  ['pl-1', { action: 'close' }],
  ['pl-1', { action: 'acknowledge' }],
  ['pl-1', { action: 'reopen', today, language }],
]

type Life = { readonly log: readonly LogEntry[]; readonly fired: readonly (Timer & { state: string })[] }

/** What happens in some hours: a command that may be refused, and a look by the clock. */
function lived({ log, fired }: Life, now: string, choice: number): Life {
  const commands = commandsAt(dayIn('ES', now))
  const [authority, command] = commands[choice % commands.length] ?? []
  const decided = command && decide(replay(log), command)
  const after = decided?.ok
    ? decided.value.reduce((all, event) => add(all, now, authority ?? '', event), [...log])
    : log
  let told: readonly LogEntry[] = after
  const rungs: Life['fired'][number][] = []
  let look = nextTimer(standing(told), now)
  // The two sides, and a coordinator of each.
  for (; look.due && rungs.length < 3; look = nextTimer(standing(told), now)) {
    const { event, rung, day, by } = look.due
    told = add(told, now, system.authority, { event, data: { rung, day, ...(by && { by }) } })
    rungs.push({ ...look.due, state: replay(after).state })
  }
  expect([look.due, look.nextAt === null || look.nextAt > now]).toEqual([null, true])
  return { log: told, fired: [...fired, ...rungs] }
}

const allowedIn: Readonly<Record<string, readonly string[]>> = {
  sent: ['acceptance-reminded', 'escalated'],
  'date-proposed': ['date-reminded'],
  accepted: ['answer-reminded', 'overdue', 'escalated'],
  'further-requested': ['answer-reminded', 'overdue', 'escalated'],
  answered: ['closing-reminded'],
  refused: ['closing-reminded'],
  'awaiting-approval': ['approval-reminded'],
  'answer-awaiting-approval': ['answer-reminded', 'overdue', 'escalated', 'approval-reminded'],
  referred: ['opinion-reminded'],
  closed: ['reopening-expired'],
}

const hourIn = (place: string, at: string): number =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zoneOf(place)).hour

test('whatever happens when: each rung once, in order, of the present state, on working days, changing nothing', () => {
  const step = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(40))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      let life: Life = { log: begun, fired: [] }
      let nowMs = Date.parse('2026-11-02T10:00:00.000Z')
      for (const [hours, choice] of steps) {
        nowMs += hours * 3_600_000
        life = lived(life, new Date(nowMs).toISOString(), choice)
      }
      const { log, fired } = life
      expect(new Set(fired.map(one => one.key)).size).toBe(fired.length)
      for (const ladder of Map.groupBy(fired, one => one.by).values())
        expect(ladder.map(one => one.at)).toEqual(ladder.map(one => one.at).toSorted())
      for (const { event, at, state, by } of fired) {
        expect(allowedIn[state]).toContain(event)
        if (event === 'reopening-expired') continue
        const isSenders = by ? sideOf(by) === 'sender' : turnOf(state as 'sent', 'sender') !== 'wait'
        const place = isSenders ? 'PL' : 'ES'
        expect([freeDay(calendar, place, dayIn(place, at)), hourIn(place, at)]).toEqual([null, reminderHour])
      }
      const silent = replay(log.filter(entry => !isTimer(entry.event)))
      expect(replay(log)).toEqual({ ...silent, version: log.length })
    }),
  )
})
