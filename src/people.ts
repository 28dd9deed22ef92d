// Opens what the keeping of users needs of the program: the directory, the choices of its forms, the outbox of mails.
import { randomUUID } from 'node:crypto'
import type { KeepPorts } from './authority/keeping/ports.ts'
import type { Sql } from './base/sql.ts'
import type { ExchangePorts } from './exchange/ports.ts'
import { insertMails } from './notice/store/mails.ts'
import type { PeoplePorts } from './user/keeping/ports.ts'
import { peopleStore } from './user/keeping/store.ts'

const chunkRows = 500

export const openPeople = (
  sql: Sql,
  { store, choices, people, imports, sealed }: KeepPorts,
  { library, clock }: Pick<ExchangePorts, 'library' | 'clock'>,
  publicUrl: string,
): PeoplePorts => ({
  ...{ library, clock, publicUrl, choices, people, imports, sealed },
  store: peopleStore(sql),
  directory: store,
  async post(tx, mails, at) {
    for (let from = 0; from < mails.length; from += chunkRows) {
      const chunk = mails.slice(from, from + chunkRows)
      const made = chunk.map(mail => ({ ...mail, id: randomUUID(), notices: 0 }))
      await insertMails(tx, made, [], at)
    }
  },
})
