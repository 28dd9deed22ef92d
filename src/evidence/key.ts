// Keys: the master key of the installation, a key for each data subject of an exchange, sealing and opening.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { OperatorFault } from '../base/fault.ts'

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16

type Secret = Buffer | KeyObject

/** Node throws and catches an error, with its stack, for each key that is bytes: who has many boxes makes it once. */
export const secretOf = (key: Secret): KeyObject => (Buffer.isBuffer(key) ? createSecretKey(key) : key)

/** A call of the system for each few bytes takes longer than sealing. */
const drawn = Buffer.alloc(4096)
let drawnAt = drawn.length

/** Random bytes, few at a time: each is given out once, and is nowhere else then. Unit: bytes, at most 4096. */
export function fewRandom(bytes: number): Buffer {
  if (drawnAt + bytes > drawn.length) {
    randomFillSync(drawn)
    drawnAt = 0
  }
  const from = drawnAt
  drawnAt += bytes
  const given = Buffer.from(drawn.subarray(from, drawnAt))
  drawn.fill(0, from, drawnAt)
  return given
}

/**
 * AES-256-GCM: iv, tag, ciphertext. `context` binds the box to its place, so that it cannot be moved.
 */
export function seal(key: Secret, plain: Buffer, context: string): Buffer {
  const iv = fewRandom(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', secretOf(key), iv).setAAD(Buffer.from(context))
  const box = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), box])
}

/** Opens what `seal` closed; throws where key or context are not the same. */
export function open(key: Secret, sealed: Buffer, context: string): Buffer {
  const iv = sealed.subarray(0, ivBytes)
  const decipher = createDecipheriv('aes-256-gcm', secretOf(key), iv).setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()])
}

/** A key under the master key: what the database holds of it, and the key itself. */
export type SubjectKey = { readonly wrapped: Buffer; readonly key: Buffer }

export function newSubjectKey(master: Buffer, exchange: string, subject: string): SubjectKey {
  const key = fewRandom(keyBytes)
  return { key, wrapped: seal(master, key, `${exchange}|${subject}`) }
}

export const unwrap = (master: Buffer, wrapped: Buffer, exchange: string, subject: string): Buffer =>
  open(master, wrapped, `${exchange}|${subject}`)

/** A key under the master key for one purpose of one owner; the same again whenever it is asked for. */
export const derivedKey = (master: Buffer, purpose: string, owner: string): Buffer =>
  createHmac('sha256', master).update(`open-imi ${purpose}|${owner}`).digest()

/** What translations are kept under: equal texts are told by a digest that nobody can guess without the key. */
export function translationBox(master: Buffer) {
  const key = secretOf(derivedKey(master, 'translation', 'installation'))
  return {
    digest: (text: string): string => createHmac('sha256', key).update(text).digest('base64url'),
    seal: (text: string, place: string): Buffer => seal(key, Buffer.from(text), place),
    open: (sealed: Buffer, place: string): string => open(key, sealed, place).toString(),
  }
}

/** Tells whether a master key is the one that the database was filled with, without telling the key. */
export const keyMark = (master: Buffer): string =>
  createHmac('sha256', master).update('open-imi master key').digest('hex')

/**
 * The master key: from the environment, or from the file in the data folder, which is made where it may be.
 * `mayMake` is false where the database already holds sealed data: then a missing file is a fault, not a new key.
 */
export function masterKey(given: Uint8Array | null, file: string, mayMake: boolean): Buffer {
  if (given) return Buffer.from(given)
  if (existsSync(file)) return keyOf(readFileSync(file, 'utf8').trim(), file)
  if (!mayMake)
    throw new OperatorFault(
      `The master key is missing: ${file} is not there, and MASTER_KEY is not set.`,
      'The database holds personal data sealed under it. Put the file back from your backup, or set MASTER_KEY. ' +
        'Nothing was changed.',
    )
  mkdirSync(dirname(file), { recursive: true })
  makeKey(file)
  return keyOf(readFileSync(file, 'utf8').trim(), file)
}

/** The file is there whole or not at all, on the disk; of two that make it at once, the first one's stays. */
function makeKey(file: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function keyOf(text: string, from: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (key.length === keyBytes) return key
  throw new OperatorFault(
    `The master key from ${from} is not 32 bytes in base64.`,
    'Put the right key back. Nothing was changed.',
  )
}
