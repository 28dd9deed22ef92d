// Goal: a limit for each caller counts the right one, and a log shows no link that lets somebody in.
// Method: tables of sockets, of what proxies forward, and of paths.
import { expect, test } from 'vitest'
import { addressOf, maskedPath } from './caller.ts'

const from = (remoteAddress?: string) => ({
  incoming: { socket: { ...(remoteAddress && { remoteAddress }) } },
})

test.each([
  ['somebody outside', '203.0.113.7', undefined, '203.0.113.7'],
  ['who only says to be another one', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['behind a proxy on this machine', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
  [
    'behind a proxy, with a forged one before',
    '::ffff:10.0.0.2',
    '203.0.113.9, 198.51.100.1',
    '198.51.100.1',
  ],
  ['a proxy that forwards nothing', '10.0.0.2', undefined, '10.0.0.2'],
  ['a household of IPv6', '2001:db8:1:2:aaaa:bbbb:cccc:dddd', undefined, '2001:db8:1:2'],
  ['the same, another address', '2001:db8:1:2::1', undefined, '2001:db8:1:2'],
  ['a short one', '2001:db8::1', undefined, '2001:db8:0:0'],
  ['behind a proxy of IPv6', 'fd00::2', '2001:db8:1:3::9', '2001:db8:1:3'],
])('%s', (_, socket, forwarded, expected) => {
  expect(addressOf(from(socket), forwarded)).toBe(expected)
})

test('nobody knows', () => {
  expect(addressOf(undefined, undefined)).toBe(null)
  expect(addressOf(from(), undefined)).toBe(null)
})

test.each([
  ['/registration/KJq2kq0nK4oJ0r5w9d7m1P9cYxk8u3B6T1sN5vLhQ2E', '/registration/…'],
  ['/exchanges/2026-PL-12345678/actions/accept', '/exchanges/2026-PL-12345678/actions/accept'],
  ['/procedures/pq-information-request', '/procedures/pq-information-request'],
])('%s in a log', (path, shown) => expect(maskedPath(path)).toBe(shown))
