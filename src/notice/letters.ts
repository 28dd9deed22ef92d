// Letters to people without an account: sealed in the outbox, as they hold an address and a link that lets somebody in.
import { randomUUID } from 'node:crypto'
import type { Letter, Post } from '../base/letter.ts'
import type { Vault } from '../exchange/vault.ts'
import { insertLetter } from './store/mails.ts'

export type Letterbox = {
  readonly post: Post
  read(id: string, sealed: Buffer): Letter
}

export const letterbox = (vault: Pick<Vault, 'sealOwn' | 'openOwn'>): Letterbox => ({
  async post(tx, letter, at) {
    const id = randomUUID()
    await insertLetter(tx, {
      id,
      lang: letter.lang,
      at,
      sealed: vault.sealOwn('', id, JSON.stringify(letter)),
    })
  },
  read: (id, sealed) => JSON.parse(vault.openOwn('', id, sealed)) as Letter,
})
