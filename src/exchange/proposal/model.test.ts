// Goal: what a log tells of the way of a request, and what is sure enough to be told from many of them.
// Method: logs and counts in tables, one fact changed per row; properties of the order of what is offered.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../evidence/model.ts'
import {
  type Flow,
  learnedFrom,
  offered,
  proposedMax,
  rememberedSince,
  routeEvents,
  routeOf,
} from './model.ts'

const day = (version: number) => `2026-11-${String(version).padStart(2, '0')}T08:00:00.000Z`
type Steps = readonly (readonly [event: string, data: Json])[]
const log = (steps: Steps) => steps.map(([event, data], i) => ({ event, data, at: day(i + 1) }))
const drafted = ['drafted', { procedure: 'p', sender: 'S' }] as const
const part = ['drafted', { procedure: 'p', sender: 'S', parent: { exchange: 'x' } }] as const
const sent = ['sent', { recipient: 'A', fields: { about: 'nurse' } }] as const
const silent = ['sent', { recipient: 'A', fields: {} }] as const
const accepted = ['accepted', { answerByDay: '2026-12-01' }] as const
const to = (recipient: string) => ['forwarded', { recipient, reason: { sealed: 'x' } }] as const
const moved = (side: string) => ['handed-over', { from: 'A', to: 'Z', side }] as const
const route = (...steps: Steps) =>
  routeOf(log(steps), (_, { about }) => (typeof about === 'string' ? about : null))

describe('the route of a request', () => {
  test.each<[string, Steps, string | null]>([
    ['taken on by who was asked', [drafted, sent, accepted], 'A to A'],
    ['forwarded', [drafted, sent, to('B'), accepted], 'A to B'],
    ['forwarded twice', [drafted, sent, to('B'), to('C'), accepted], 'A to C'],
    [
      'forwarded after acceptance, and taken on again',
      [drafted, sent, accepted, to('B'), accepted],
      'A to B',
    ],
    ['forwarded after acceptance, not taken on yet', [drafted, sent, accepted, to('B')], 'A to A'],
    ['another day agreed', [drafted, sent, to('B'), ['date-agreed', {}]], 'A to B'],
    ['the first day insisted on', [drafted, sent, ['date-insisted', {}]], 'A to A'],
    ['approved first', [drafted, ['submitted', sent[1]], ['approved', {}], accepted], 'A to A'],
    ['nobody has taken it on', [drafted, sent, to('B')], null],
    ['a part of another exchange', [part, sent, accepted], null],
    ['went over to a successor', [drafted, sent, moved('recipient'), accepted], null],
    ['taken on, then went over', [drafted, sent, accepted, moved('recipient'), to('C'), accepted], 'A to A'],
    ['the sender’s part went over', [drafted, sent, moved('sender'), to('B'), accepted], 'A to B'],
    ['it does not say what it is about', [drafted, silent, accepted], null],
  ])('%s', (_, steps, expected) => {
    const found = route(...steps)
    expect(found && `${found.asked} to ${found.taker}`).toBe(expected)
    if (found) expect(found).toMatchObject({ procedure: 'p', matter: 'nurse', sender: 'S' })
  })

  test('the instant is that of the last acceptance; only listed events are read', () => {
    expect(route(drafted, sent, accepted, to('B'), accepted)?.at).toBe(day(5))
    expect(routeEvents.toSorted()).toEqual([
      ...['accepted', 'date-agreed', 'date-insisted', 'drafted', 'forwarded', 'handed-over'],
      ...['sent', 'submitted'],
    ])
  })

  test('a longer log never takes a route away again', () => {
    const other = ['answered', {}] as const
    const step = fc.constantFrom(sent, accepted, to('B'), to('C'), moved('recipient'), moved('sender'), other)
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), steps => {
        const routes = steps.map((_, i) => route(drafted, ...steps.slice(0, i + 1)))
        const first = routes.findIndex(one => one !== null)
        if (first >= 0) expect(routes.slice(first)).not.toContain(null)
      }),
    )
  })
})

const flow = (taker: string, count: number, senders = 2): Flow => ({ asked: 'A', taker, count, senders })

describe('what is sure enough', () => {
  test.each<[string, readonly Flow[], string[]]>([
    ['five of six', [flow('B', 5), flow('A', 1, 1)], ['B 5/6']],
    ['three of three', [flow('B', 3)], ['B 3/3']],
    ['two are few', [flow('B', 2)], []],
    ['all of one sender', [flow('B', 9, 1)], []],
    ['half of them', [flow('B', 3), flow('A', 3)], ['B 3/6']],
    ['less than half', [flow('B', 3), flow('A', 4)], []],
    ['none was forwarded', [flow('A', 9)], []],
    ['the more frequent one', [flow('C', 3), flow('B', 4)], ['B 4/7']],
    ['nothing', [], []],
  ])('%s', (_, flows, expected) => {
    const told = learnedFrom(flows).map(({ taker, forwarded, of }) => `${taker} ${forwarded}/${of}`)
    expect(told).toEqual(expected)
  })
})

const learned = (asked: string, taker: string) => ({ asked, taker, forwarded: 5, of: 6 })

describe('the order', () => {
  test.each<[string, string[], ReturnType<typeof learned>[], string | null, string[]]>([
    ['the rules alone', ['A', 'C', 'D', 'E'], [], null, ['A', 'C', 'D']],
    ['where requests went comes first', ['A', 'C', 'D'], [learned('A', 'B')], null, ['B', 'A', 'C']],
    ['it is there already', ['A', 'C'], [learned('A', 'C')], null, ['C', 'A']],
    [
      'that of the chosen one first of all',
      ['A', 'C'],
      [learned('A', 'B'), learned('X', 'Y')],
      'X',
      ['Y', 'B', 'A'],
    ],
    ['the chosen one is not offered for that', [], [], 'X', []],
    ['of one not among the best nothing', ['A', 'C', 'D', 'E'], [learned('E', 'B')], null, ['A', 'C', 'D']],
  ])('%s', (_, ruled, known, given, expected) => {
    expect(offered(ruled, known, given)).toEqual(expected)
  })

  test('at most three, each once', () => {
    const id = fc.constantFrom('A', 'B', 'C', 'D', 'E')
    const all = [fc.uniqueArray(id), fc.array(fc.tuple(id, id)), fc.option(id)] as const
    fc.assert(
      fc.property(...all, (ruled, pairs, given) => {
        const known = pairs.map(([one, two]) => learned(one, two))
        const shown = offered(ruled, known, given)
        expect(shown.length).toBeLessThanOrEqual(proposedMax)
        expect(new Set(shown).size).toBe(shown.length)
      }),
    )
  })

  test('two years back', () => {
    expect(rememberedSince('2026-11-24T08:00:00.000Z')).toBe('2024-11-24T08:00:00.000Z')
  })
})
