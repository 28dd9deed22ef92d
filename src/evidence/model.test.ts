// Goal: a changed log is noticed, and erasing a person leaves the chain whole. Method: a chain of three events.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newSubjectKey, open, seal, unwrap } from './key.ts'
import { brokenAt, canonical, chainStart, commitment, type Json, link } from './model.ts'

const chain = (data: readonly Json[]) => {
  let hash = chainStart
  return data.map((item, i) => {
    const base = {
      exchange: '2026-PL-00000001',
      authority: 'pl-x-01',
      user: 'u',
      at: '2026-11-24T09:00:00.000Z',
    }
    const event = { ...base, version: i + 1, event: 'sent', data: item }
    hash = link(hash, event)
    return { ...event, hash }
  })
}

test('the chain holds, and names the first version that was changed, taken out or moved', () => {
  const log = chain([{ a: 1 }, { b: 'ł' }, null])
  expect(brokenAt(log)).toBeNull()
  expect(brokenAt(log.map(entry => (entry.version === 2 ? { ...entry, data: { b: 'l' } } : entry)))).toBe(2)
  expect(brokenAt(log.filter(entry => entry.version !== 2))).toBe(2)
})

test('the order of keys does not change the bytes', () => {
  expect(canonical({ b: 1, a: [true, null] })).toBe(canonical({ a: [true, null], b: 1 }))
})

test('a commitment tells nothing without its salt, and the same value differs each time', () => {
  const value = 'Nowak'
  expect(commitment(randomBytes(16), value)).not.toBe(commitment(randomBytes(16), value))
})

test('a sealed value opens only with its key and in its place', () => {
  const master = randomBytes(32)
  const made = newSubjectKey(master, 'x', 'first')
  const key = unwrap(master, made.wrapped, 'x', 'first')
  const sealed = seal(key, Buffer.from('Nowak'), 'x|first|m')
  expect(open(key, sealed, 'x|first|m').toString()).toBe('Nowak')
  expect(() => open(key, sealed, 'y|first|m')).toThrow()
  expect(() => open(randomBytes(32), sealed, 'x|first|m')).toThrow()
  expect(() => unwrap(randomBytes(32), made.wrapped, 'x', 'first')).toThrow()
})
