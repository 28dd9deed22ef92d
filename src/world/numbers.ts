// The numbers of invented exchanges: each follows from its place in the list, and none is given twice.
import { numberOf } from '../exchange/model.ts'

/** Digits that are taken, by year and country: one set would not hold thirty million. */
export type Numbers = Map<string, Set<number>>

/** Digits follow from the place in the list; on to the next where another exchange has them. */
export function freeNumber(country: string, year: number, seed: string, numbers: Numbers): string {
  for (let attempt = 0; ; attempt++) {
    const exchange = numberOf(year, country, `world|${seed}`, attempt)
    if (take(numbers, exchange)) return exchange
  }
}

/** Takes all of them; false, and none is taken, where another exchange has one. */
export function takeAll(numbers: Numbers, exchanges: readonly string[]): boolean {
  if (exchanges.some(exchange => takenBy(numbers, exchange).has(digitsOf(exchange)))) return false
  for (const exchange of exchanges) take(numbers, exchange)
  return true
}

function take(numbers: Numbers, exchange: string): boolean {
  const taken = takenBy(numbers, exchange)
  const digits = digitsOf(exchange)
  if (taken.has(digits)) return false
  taken.add(digits)
  return true
}

const digitsOf = (exchange: string): number => Number(exchange.slice(-8))

function takenBy(numbers: Numbers, exchange: string): Set<number> {
  const key = exchange.slice(0, -9)
  const taken = numbers.get(key) ?? new Set()
  numbers.set(key, taken)
  return taken
}
