// Goal: an installation signs with one key for a purpose, again and again; nobody else can, and nothing may be altered.
// Method: keys of two installations and two purposes against each other.
import { expect, test } from 'vitest'
import { isSignedBy, openSigner } from './signature.ts'

const [ours, theirs] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]

test('the key stands and falls with the master key and its purpose', () => {
  const { publicKey } = openSigner(ours, 'scoreboard')
  expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----\n/)
  expect(openSigner(ours, 'scoreboard').publicKey).toBe(publicKey)
  for (const other of [openSigner(theirs, 'scoreboard'), openSigner(ours, 'other')])
    expect(other.publicKey).not.toBe(publicKey)
})

test('what is signed is proved byte for byte', () => {
  const signer = openSigner(ours, 'scoreboard')
  const signature = signer.sign('{"é": 1}')
  expect(signature).toHaveLength(64)
  expect(isSignedBy(signer.publicKey, '{"é": 1}', signature)).toBe(true)
  expect(isSignedBy(signer.publicKey, '{"é":1}', signature)).toBe(false)
  expect(isSignedBy(openSigner(theirs, 'scoreboard').publicKey, '{"é": 1}', signature)).toBe(false)
  expect(isSignedBy(signer.publicKey, '{"é": 1}', Buffer.alloc(64))).toBe(false)
})
