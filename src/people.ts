// Opens what the keeping of users needs of the program: the directory, the choices of its forms, the outbox of letters.
import type { KeepPorts } from './authority/keeping/ports.ts'
import type { Sql } from './base/sql.ts'
import type { ExchangePorts } from './exchange/ports.ts'
import { letterbox } from './notice/letters.ts'
import type { PeoplePorts } from './user/keeping/ports.ts'
import { peopleStore } from './user/keeping/store.ts'

export const openPeople = (
  sql: Sql,
  { store, choices, people, imports, sealed }: KeepPorts,
  { library, clock, vault }: Pick<ExchangePorts, 'library' | 'clock' | 'vault'>,
  publicUrl: string,
): PeoplePorts => ({
  ...{ library, clock, publicUrl, choices, people, imports, sealed },
  store: peopleStore(sql),
  directory: store,
  post: letterbox(vault).post,
})
