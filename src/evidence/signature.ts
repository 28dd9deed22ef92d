// Signs what an installation publishes; strangers prove it with the public key and any tool that knows Ed25519.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { derivedKey } from './key.ts'

export type Signer = {
  /** PEM (SubjectPublicKeyInfo): what is handed out to everybody. */
  readonly publicKey: string
  /** 64 bytes, of exactly these bytes. */
  sign(text: string): Buffer
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. Source: RFC 8410. */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The same again whenever it is asked for: it stands and falls with the master key, and its backup. */
export function openSigner(master: Buffer, purpose: string): Signer {
  const seed = derivedKey(master, purpose, 'installation')
  const key = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' })
  return {
    publicKey: createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString(),
    sign: text => sign(null, Buffer.from(text), key),
  }
}

/** Whether a text is, byte for byte, the one that the holder of the key has signed. */
export const isSignedBy = (publicKey: string, text: string, signature: Uint8Array): boolean =>
  verify(null, Buffer.from(text), createPublicKey(publicKey), signature)
