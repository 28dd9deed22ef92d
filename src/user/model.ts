// Officials, the authorities they act for, how long a sign-in lasts, and the proof that a form is ours.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Actor } from '../permission/model.ts'

export type Account = {
  readonly user: string
  readonly name: string
  readonly language: string
  readonly email: string
  /** The place on the demo's sign-in page; null: not shown there. */
  readonly castOrder: number | null
}

/** One role of an account at an authority in a legal area; `*` holds for every area. */
export type AccountRole = {
  readonly user: string
  readonly authority: string
  readonly area: string
  readonly role: string
}

/** An authority that somebody acts for, with the roles there by legal area. */
export type Held = { readonly authority: string; readonly roles: Actor['roles'] }

export type User = {
  readonly user: string
  readonly name: string
  readonly language: string
  readonly authorities: readonly Held[]
}

const sessionHours = 10
const tokenHours = 30 * 24

const after = (at: string, hours: number): string =>
  Temporal.Instant.from(at).add({ hours }).toString({ fractionalSecondDigits: 3 })

/** When a session that begins now ends: one working day, whether it is used or not. */
export const sessionEnd = (at: string): string => after(at, sessionHours)

/** When a program's token made now ends. Unit: 30 days. */
export const tokenEnd = (at: string): string => after(at, tokenHours)

/** Proves that a form is of this session; a nonce for each page, so that compression tells nothing. */
export const csrfToken = (secret: string, nonce: string): string => `${nonce}.${proofOf(secret, nonce)}`

/** Whether a token was made with the secret of this session. Without a session nothing is proved. */
export function isCsrfToken(secret: string, token: string): boolean {
  const [nonce = '', proof = '', ...more] = token.split('.')
  if (secret === '' || nonce === '' || more.length > 0) return false
  return isSame(proof, proofOf(secret, nonce))
}

const proofOf = (secret: string, nonce: string): string =>
  createHmac('sha256', secret).update(nonce).digest('base64url')

const formHours = 4

/** Of a stranger's form: of this address, in this span of time. `back`: so many spans ago. */
function formSecret(key: string, path: string, at: string, back = 0): string {
  const span = Math.floor(Date.parse(at) / (formHours * 3_600_000)) - back
  return createHmac('sha256', key).update(`${span}|${path}`).digest('base64url')
}

/**
 * Proves that a form of somebody who has not signed in is ours: one that stands at this address and sends there.
 * It holds for four to eight hours.
 */
export const formToken = (key: string, path: string, at: string, nonce: string): string =>
  csrfToken(formSecret(key, path, at), nonce)

/** Whether a token was made for a form at this address, not too long ago. */
export const isFormToken = (key: string, path: string, at: string, token: string): boolean =>
  [0, 1].some(back => isCsrfToken(formSecret(key, path, at, back), token))

/** Compares in a time that does not depend on where two texts differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** All roles at an authority once, in whatever area. */
export const rolesAt = (held: Held): readonly string[] => [...new Set(Object.values(held.roles).flat())]
