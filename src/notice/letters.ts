// Letters: sealed in the outbox, as they hold an address and a link that lets somebody in.
import { randomUUID } from 'node:crypto'
import type { Letter, Post } from '../base/letter.ts'
import type { Vault } from '../exchange/vault.ts'
import { insertLetters } from './store/mails.ts'

export type Letterbox = {
  readonly post: Post
  read(id: string, sealed: Buffer): Letter
}

/** Of one statement; the file of a large office brings thousands. */
const chunkRows = 500

export const letterbox = (vault: Pick<Vault, 'sealOwn' | 'openOwn'>): Letterbox => ({
  async post(tx, letters, at) {
    const sealed = letters.map(letter => {
      const id = randomUUID()
      return { id, lang: letter.lang, sealed: vault.sealOwn('', id, JSON.stringify(letter)) }
    })
    for (let from = 0; from < sealed.length; from += chunkRows)
      await insertLetters(tx, sealed.slice(from, from + chunkRows), at)
  },
  read: (id, sealed) => JSON.parse(vault.openOwn('', id, sealed)) as Letter,
})
