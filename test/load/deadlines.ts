// Counts deadlines twice, by the product and by a calculation written apart, and compares: `deadlines.ts [count]`.
import { openCalendar } from '../../src/calendar/holidays.ts'
import { countries, deadline } from '../../src/calendar/model.ts'
import { casesOf, secondCount } from '../second-count.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? 4)
const places = [...countries, 'DE21H', 'AT13', 'ES11', 'ES70', 'FRF11', 'ITH1']
const calendar = openCalendar()
const begun = Date.now()
let mismatches = 0
for (const one of casesOf(seed, count, places)) {
  const { place, length, unit, stop, at } = one
  const stops = stop ? [{ fromDay: stop[0], toDay: stop[1], reason: 'test' }] : []
  const first = deadline(calendar, `${length}-${unit}`, new Date(at).toISOString(), place, stops)
  const second = secondCount(one, day => calendar.holidayOn(place, day) !== null)
  if (first.ok && first.value.day === second) continue
  mismatches += 1
  if (mismatches <= 10) process.stdout.write(`${JSON.stringify(one)} ${JSON.stringify(first)} ${second}\n`)
}
const seconds = Math.round((Date.now() - begun) / 1000)
process.stdout.write(`${JSON.stringify({ cases: count, seed, mismatches, seconds })}\n`)
process.exitCode = mismatches === 0 ? 0 : 1
