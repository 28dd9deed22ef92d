// Secrets of sign-in: keys derived from the master key, sealed cookies.
import { createECDH, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { hashOf } from '../base/token.ts'
import { isSame } from './model.ts'

export const newNonce = (): string => randomBytes(16).toString('base64url')

export type SigningKey = {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly alg: 'ES256'
  readonly use: 'sig'
  readonly kid: string
  readonly x: string
  readonly y: string
  readonly d: string
}

export type SignInKeys = {
  /** Signs the cookie that carries a sign-in to the provider and back. */
  readonly state: string
  /** The embedded provider's. */
  readonly cookies: string
  readonly clientSecret: string
  /** Proves the forms of strangers. */
  readonly forms: string
  readonly signing: SigningKey
}

/** All follow from the master key: the same after a restart and on each server, and nothing more to keep. */
export const signInKeys = (master: Buffer): SignInKeys => ({
  state: derive(master, 'state').toString('base64url'),
  cookies: derive(master, 'provider cookies').toString('base64url'),
  clientSecret: derive(master, 'client secret').toString('base64url'),
  forms: derive(master, 'forms of strangers').toString('base64url'),
  signing: signingKey(master),
})

const derive = (master: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `open-imi sign-in ${purpose}`, 32))

/** Any 32 bytes are a key of P-256, but for one chance in 2^32: then the library throws at once. */
function signingKey(master: Buffer): SigningKey {
  const secret = derive(master, 'signing')
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(secret)
  const point = curve.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(part => part.toString('base64url'))
  return {
    kty: 'EC',
    crv: 'P-256',
    alg: 'ES256',
    use: 'sig',
    kid: hashOf(point.toString('hex')).slice(0, 16),
    x: x ?? '',
    y: y ?? '',
    d: secret.toString('base64url'),
  }
}

/** A value that a browser may hold and not change. It can be read there. */
export function sign(key: string, value: unknown): string {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${body}.${markOf(key, body)}`
}

/** What `sign` wrote; null where anything was changed. */
export function readSigned(key: string, sealed: string): unknown {
  const [body = '', mark = ''] = sealed.split('.')
  return isSame(mark, markOf(key, body)) ? JSON.parse(Buffer.from(body, 'base64url').toString()) : null
}

const markOf = (key: string, body: string): string =>
  createHmac('sha256', key).update(body).digest('base64url')
