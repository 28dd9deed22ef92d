// How fast and how well the offices of a country answer: why the scoreboard of a world has every colour. Invented.
import { countries } from '../calendar/model.ts'
import { hashOf } from './chance.ts'

/** Shares from 0 to 1; `daysToAnswer`: a mean. Unit: days. */
export type Pace = {
  readonly acceptedSoon: number
  readonly daysToAnswer: number
  readonly onTime: number
  readonly badTimeliness: number
  readonly badEfforts: number
}

type Range = readonly [least: number, most: number]
type Steps = readonly [good: Range, middling: Range, bad: Range]

const shares: Steps = [
  [0.86, 0.97],
  [0.64, 0.76],
  [0.42, 0.56],
]
const complaints: Steps = [
  [0.008, 0.03],
  [0.06, 0.12],
  [0.18, 0.3],
]

/** Inside the bands of edition 2020, so far from their borders that chance moves few. */
const ranges: Readonly<Record<keyof Pace, Steps>> = {
  acceptedSoon: shares,
  daysToAnswer: [
    [8, 12],
    [17, 22],
    [29, 42],
  ],
  onTime: shares,
  badTimeliness: complaints,
  badEfforts: complaints,
}

/** From 0 to 1. */
const drawn = (seed: string): number => hashOf(`pace|${seed}`) / 2 ** 32

/** In most things as in the country as a whole: else every sum would be near nothing, and every colour yellow. */
const asUsual = 0.65

const stepOf = (seed: string): 0 | 1 | 2 => {
  const at = drawn(seed)
  return at < 0.42 ? 0 : at < 0.72 ? 1 : 2
}

function paceIn(country: string): Pace {
  const of = (name: keyof Pace): number => {
    const step = stepOf(drawn(`${country}|${name}|usual`) < asUsual ? country : `${country}|${name}`)
    const [least, most] = ranges[name][step]
    return least + (most - least) * drawn(`${country}|${name}|value`)
  }
  return {
    acceptedSoon: of('acceptedSoon'),
    daysToAnswer: of('daysToAnswer'),
    onTime: of('onTime'),
    badTimeliness: of('badTimeliness'),
    badEfforts: of('badEfforts'),
  }
}

const paces = new Map(countries.map(country => [country, paceIn(country)]))

/** The same for a country in every world. */
export function paceOf(country: string): Pace {
  const pace = paces.get(country)
  if (!pace) throw new Error(`no pace of ${country}`)
  return pace
}
