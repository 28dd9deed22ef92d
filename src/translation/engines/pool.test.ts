// Goal: a pipeline that dies, hangs or answers out of turn costs one sentence; few are alive at once.
// Method: pipelines of ordinary programs (`cat` repeats what it gets, `sleep` hangs, `sh` misbehaves on
// purpose).
import { afterEach, describe, expect, test } from 'vitest'
import { Pool, type PoolLimits } from './pool.ts'

const limits: PoolLimits = { firstMs: 5000, laterMs: 5000, msPerCharacter: 0, aliveMax: 2, idleMs: 60_000 }
/**
 * Repeats each call, but dies when it reads the word DIE; never ends its answer at HANG; says one too many
 * at TWICE.
 */
const moody = `
import { stdin, stdout } from 'node:process'
stdin.on('data', d => { const t = String(d)
  if (t.includes('DIE')) process.exit(1)
  if (t.includes('HANG')) return
  stdout.write(t); if (t.includes('TWICE')) stdout.write(t) })`
const commands = new Map([
  ['a', [['cat'], ['cat']]],
  ['b', [['cat']]],
  ['c', [['cat']]],
  ['moody', [['cat'], [process.execPath, '--input-type=module', '-e', moody]]],
  ['gone', [['no-such-program-here']]],
  ['asleep', [['sleep', '60']]],
])

let last: Pool
const open = (changed: Partial<PoolLimits> = {}): Pool => {
  last = new Pool(commands, { ...limits, ...changed })
  return last
}
afterEach(() => last.stop())

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('a fault costs one sentence', () => {
  test.each([
    ['moody', 'DIE'],
    ['moody', 'HANG'],
    ['moody', 'TWICE'],
  ])('%s at %s', async (mode, word) => {
    const pool = open({ laterMs: 700, firstMs: 3000 })
    expect(await pool.say(mode, 'before', 'word')).toBe('before')
    const bad = await pool.say(mode, `a ${word} b`, 'word')
    if (word !== 'TWICE') expect(bad).toBeNull()
    expect(await pool.say(mode, 'after', 'word')).toBe('after')
  })

  test('killed between two sentences, it starts anew', async () => {
    const pool = open()
    await pool.say('a', 'one', 'word')
    const pid = pool.alive().get('a') ?? 0
    process.kill(-pid, 'SIGKILL')
    expect(await pool.say('a', 'two', 'word')).toBe('two')
    expect(pool.alive().get('a')).not.toBe(pid)
  })

  test('a program that is not there, one that never answers, a mode that nobody has', async () => {
    const pool = open({ firstMs: 300 })
    expect(await pool.say('gone', 'x', 'word')).toBeNull()
    expect(await pool.say('asleep', 'x', 'word')).toBeNull()
    expect(await pool.say('none', 'x', 'word')).toBeNull()
  })
})

test('calls at the same time get each its own answer, and few pipelines are alive', async () => {
  const pool = open()
  const calls = Array.from(
    { length: 60 },
    (_, i) => [['a', 'b', 'c'][i % 3] ?? 'a', `sentence ${i}`] as const,
  )
  const answers = await Promise.all(
    calls.map(async ([mode, sentence]) => {
      const answer = await pool.say(mode, sentence, 'word')
      expect(pool.alive().size).toBeLessThanOrEqual(2)
      return answer
    }),
  )
  expect(answers).toEqual(calls.map(([, sentence]) => sentence))
})

test('the one unused for longest makes room', async () => {
  const pool = open()
  for (const mode of ['a', 'b', 'a', 'c']) await pool.say(mode, 'x', 'word')
  expect([...pool.alive().keys()]).toEqual(['a', 'c'])
})

test('idle pipelines are stopped, and all of them at the end', async () => {
  const pool = open({ idleMs: 50 })
  await pool.say('a', 'x', 'word')
  const pid = pool.alive().get('a') ?? 0
  await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false)
  await pool.say('b', 'x', 'word')
  const pidOfB = pool.alive().get('b') ?? 0
  await pool.stop()
  expect(isRunning(pidOfB)).toBe(false)
  expect(await pool.say('b', 'x', 'word')).toBeNull()
})
