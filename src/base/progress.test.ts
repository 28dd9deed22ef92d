// Goal: progress informs without flooding. Method: write into a list with a clock of our own.
import { expect, test } from 'vitest'
import { progressTo } from './progress.ts'

function heard(isTTY: boolean, isQuiet = false) {
  const texts: string[] = []
  const clock = { ms: 1_000_000 }
  const say = progressTo({ isTTY, write: text => texts.push(text) }, { isQuiet, now: () => clock.ms })
  return { texts, clock, say }
}

test('a file gets few lines, the last one always', () => {
  const { texts, clock, say } = heard(false)
  say('world: inventing')
  for (let done = 1; done <= 100; done++) {
    clock.ms += 500
    say.part('exchanges', done, 100)
  }
  expect(texts[0]).toBe('world: inventing\n')
  expect(texts).toHaveLength(7)
  expect(texts.at(-1)).toBe('exchanges: 100 of 100 (100 %)\n')
})

test('a terminal gets one line that overwrites itself and is closed by the next', () => {
  const { texts, say } = heard(true)
  say.part('exchanges', 1, 4)
  say('ready')
  expect(texts).toEqual(['\r\x1b[2Kexchanges: 1 of 4 (25 %)', '\n', 'ready\n'])
})

test('quiet is quiet', () => {
  const { texts, say } = heard(true, true)
  say('a')
  say.part('b', 1, 1)
  expect(texts).toEqual([])
})
