// Goal: a form proves its session and nothing else does; terms are what the rule says.
// Method: properties over random secrets, nonces and changes; a table for the terms.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOf, newToken } from '../base/token.ts'
import {
  csrfToken,
  formToken,
  isCsrfToken,
  isFormToken,
  isSame,
  rolesAt,
  sessionEnd,
  tokenEnd,
} from './model.ts'
import { newNonce, readSigned, sign, signInKeys } from './secret.ts'

const secret = fc.string({ minLength: 1 })
const nonce = fc.stringMatching(/^[\w-]{1,30}$/)

describe('the proof of a form', () => {
  test('holds for its secret whatever the nonce', () => {
    fc.assert(fc.property(secret, nonce, (key, one) => isCsrfToken(key, csrfToken(key, one))))
  })
  test('fails under another secret', () => {
    fc.assert(
      fc.property(secret, secret, nonce, (key, other, one) => {
        fc.pre(key !== other)
        return !isCsrfToken(other, csrfToken(key, one))
      }),
    )
  })
  test('fails after a change of any one character', () => {
    fc.assert(
      fc.property(secret, nonce, fc.nat(), (key, one, place) => {
        const token = csrfToken(key, one)
        const at = place % token.length
        return !isCsrfToken(key, `${token.slice(0, at)}!${token.slice(at + 1)}`)
      }),
    )
  })
  test.each([[''], ['.'], ['a'], ['a.'], ['.b'], ['a.b.c'], ['é.é']])('refuses %j', token => {
    expect(isCsrfToken('secret', token)).toBe(false)
  })
  test('nothing is proved without a session', () => {
    expect(isCsrfToken('', csrfToken('', 'nonce'))).toBe(false)
  })
  test('no two pages share it', () => {
    expect(csrfToken('secret', newNonce())).not.toBe(csrfToken('secret', newNonce()))
  })
})

describe('the proof of a stranger’s form', () => {
  const made = '2026-11-24T09:30:00.000Z'
  const token = formToken('key', '/registration', made, 'nonce')

  test.each([
    ['at once', 'key', '/registration', made, true],
    ['four hours later', 'key', '/registration', '2026-11-24T13:30:00.000Z', true],
    ['eight hours later', 'key', '/registration', '2026-11-24T17:30:00.000Z', false],
    ['before it was made', 'key', '/registration', '2026-11-24T05:30:00.000Z', false],
    ['at another form', 'key', '/registration/abc', made, false],
    ['at another installation', 'other', '/registration', made, false],
  ])('%s', (_, key, path, at, expected) => expect(isFormToken(key, path, at, token)).toBe(expected))

  test('a session’s is none', () => {
    expect(isFormToken('key', '/registration', made, csrfToken('key', 'nonce'))).toBe(false)
    expect(isCsrfToken('key', token)).toBe(false)
  })
})

test('isSame is equality', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => isSame(a, a) && isSame(a, b) === (a === b)))
})

test('a session lasts 10 hours, a token 30 days, over the end of summer time too', () => {
  expect(sessionEnd('2026-10-24T20:00:00.000Z')).toBe('2026-10-25T06:00:00.000Z')
  expect(tokenEnd('2026-10-24T20:00:00.000Z')).toBe('2026-11-23T20:00:00.000Z')
})

test('roles at an authority are named once', () => {
  expect(
    rolesAt({ authority: 'a', roles: { '*': ['supervisor'], x: ['supervisor', 'basic-user'] } }),
  ).toEqual(['supervisor', 'basic-user'])
})

describe('secrets', () => {
  test('a sealed value opens unchanged, and not at all once it was changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, place) => {
        const sealed = sign('key', value)
        const at = place % sealed.length
        expect(readSigned('key', sealed)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(readSigned('other', sealed)).toBe(null)
        expect(readSigned('key', `${sealed.slice(0, at)}~${sealed.slice(at + 1)}`)).toBe(null)
      }),
    )
  })
  test('the keys follow from the master key alone and differ from each other', () => {
    const keys = signInKeys(Buffer.alloc(32, 1))
    expect(signInKeys(Buffer.alloc(32, 1))).toEqual(keys)
    const others = signInKeys(Buffer.alloc(32, 2))
    const all = [keys, others].flatMap(one => [
      ...[one.state, one.cookies, one.clientSecret, one.forms, one.signing.d],
    ])
    expect(new Set(all).size).toBe(10)
  })
  test('a token has 256 bits, its hash does not show it', () => {
    const token = newToken()
    expect(Buffer.from(token, 'base64url').length).toBe(32)
    expect(hashOf(token)).toMatch(/^[0-9a-f]{64}$/)
  })
})
