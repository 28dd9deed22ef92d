// Goal: the same seed makes the same choices, and choices follow their weights. Method: counts over many draws.
import { expect, test } from 'vitest'
import { chanceOf } from './chance.ts'

test('one seed, one sequence; another seed, another one', () => {
  const draw = (seed: string) => {
    const chance = chanceOf(seed)
    return Array.from({ length: 5 }, () => chance.next())
  }
  expect(draw('a|1')).toEqual(draw('a|1'))
  expect(draw('a|1')).not.toEqual(draw('a|2'))
})

test('weights are kept, and what has none does not occur', () => {
  const chance = chanceOf('weights')
  const counts = { often: 0, seldom: 0, never: 0 }
  for (let i = 0; i < 10_000; i++) counts[chance.weighted({ often: 9, seldom: 1, never: 0 })]++
  expect(counts.never).toBe(0)
  expect(counts.seldom).toBeGreaterThan(850)
  expect(counts.seldom).toBeLessThan(1150)
})

test('both ends of a range occur, nothing beyond', () => {
  const chance = chanceOf('range')
  const drawn = new Set(Array.from({ length: 300 }, () => chance.between(-2, 2)))
  expect([...drawn].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2])
})
