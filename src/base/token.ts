// Random tokens of sessions and links, and what the database holds of them.
import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits that fit into a cookie, a header and an address. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What the database holds of a token. A token is random, so that one plain hash is enough. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
