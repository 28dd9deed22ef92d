// Chance from a seed: the same seed gives the same choices, on every machine.

export type Chance = {
  /** From 0 to below 1. */
  next(): number
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  /** True in `share` of all cases. */
  isIn(share: number): boolean
  pick<T>(items: readonly T[]): T
  /** One of the keys, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
  shuffled<T>(items: readonly T[]): T[]
}

/** FNV-1a with a final mix: short seeds that differ in one letter start far apart. Unit: 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mix(hash)
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** A source of choices (mulberry32). */
export function chanceOf(seed: string): Chance {
  let state = hashOf(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  return {
    next,
    between,
    pick,
    isIn: share => next() < share,
    weighted: weights => weightedOf(weights, next()),
    shuffled(items) {
      const mixed = [...items]
      for (let i = mixed.length - 1; i > 0; i--) mixed.splice(i, 0, ...mixed.splice(between(0, i), 1))
      return mixed
    },
  }
}

function weightedOf<K extends string>(weights: Readonly<Record<K, number>>, part: number): K {
  let left = part * totalOf(weights)
  let last: K | undefined
  for (const key in weights) {
    left -= weights[key]
    last = key
    if (left < 0) break
  }
  if (last === undefined) throw new Error('nothing to weigh')
  return last
}

const totals = new WeakMap<object, number>()

/** The same tables are asked again and again. */
function totalOf(weights: Readonly<Record<string, number>>): number {
  const known = totals.get(weights)
  if (known !== undefined) return known
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
  totals.set(weights, total)
  return total
}
