// Goal: a world can be built on any day of any year. Method: schedules of many stories, seen from thirty-five days.
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { countries } from '../calendar/model.ts'
import { chanceOf } from './chance.ts'
import { openDays } from './days.ts'
import { type Step, scheduleOf } from './schedule.ts'
import { calendar } from './small-world.ts'
import { type Aim, inventTempo } from './tempo.ts'

const states = [
  ...(['sent', 'date-proposed', 'accepted', 'answered'] as const),
  ...(['further-requested', 'refused', 'withdrawn', 'closed'] as const),
  ...(['awaiting-approval', 'answer-awaiting-approval', 'referred'] as const),
]
const dues = ['late', 'today', 'soon', 'later'] as const

/** Every twenty-second day of more than two years: holidays lie otherwise each time. */
const instants = Array.from({ length: 35 }, (_, i) =>
  Temporal.Instant.from('2025-01-06T11:00:00Z')
    .add({ hours: i * 22 * 24 })
    .toString(),
)

const dayOfDue = (steps: readonly Step[], action: Step['action']): number =>
  steps.find(step => step.action === action)?.due ?? 0

describe('on any day', () => {
  test('every story finds its place, and no day is agreed after it has passed', () => {
    const tooLate: string[] = []
    for (const [round, now] of instants.entries()) {
      const days = openDays(calendar, now)
      for (let story = 0; story < 60; story++) {
        const chance = chanceOf(`${round}|${story}`)
        const state = chance.pick(states)
        const isOwed = state === 'accepted' || state === 'further-requested'
        const aim: Aim = { state, due: isOwed ? chance.pick(dues) : null }
        const country = { sender: chance.pick(countries), recipient: chance.pick(countries) }
        const tempo = inventTempo(aim, country.recipient, chance)
        const latest = (sent: number) => days.latest('25-working-days', country.recipient, sent)
        const steps = scheduleOf({ days, aim, tempo, country, latest }, chance)
        for (const { action, day } of steps) {
          const last =
            action === 'agree' ? 'propose-date' : action === 'accept' || action === 'insist' ? 'send' : null
          if (last && day > dayOfDue(steps, last)) tooLate.push(`${now} ${story}: ${action}`)
        }
      }
    }
    expect(tooLate).toEqual([])
  })
})
