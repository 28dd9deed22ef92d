// Opens what the keeping of the directory needs of the program: choices of its forms, what hands exchanges over.
import { importStore } from './authority/import/store.ts'
import type { Choices } from './authority/keeping/forms.ts'
import type { KeepPorts } from './authority/keeping/ports.ts'
import { keepingStore } from './authority/keeping/store.ts'
import { registrationStore } from './authority/registration/store.ts'
import { authorityStore } from './authority/store.ts'
import { competenceKinds } from './authority/terms.ts'
import type { Sql } from './base/sql.ts'
import { handOver } from './exchange/hand-over.ts'
import type { ExchangePorts } from './exchange/ports.ts'
import { openForetelling } from './foretelling.ts'
import { letterbox } from './notice/letters.ts'

/** Legal areas are those of the catalogue; types and competences those that the lexicon names. */
function choicesOf({ catalogue, library, lists }: ExchangePorts): Choices {
  const keys = Object.keys(library.messages.get('en') ?? {})
  const named = (kind: string): readonly string[] => {
    const prefix = `lexicon.${kind}.`
    return keys.filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length))
  }
  return {
    areas: [...new Set(catalogue.all.map(({ area }) => area))].toSorted(),
    procedures: catalogue.all.map(({ id }) => id),
    types: named('authority-type'),
    competences: competenceKinds.flatMap(named),
    regions: named('region').toSorted(),
    languages: lists.languages,
  }
}

/** Files are bytes, the vault seals texts. */
const sealedBy = ({ vault }: ExchangePorts): KeepPorts['sealed'] => ({
  seal: (office, id, bytes) => vault.sealOwn(office, `import|${id}`, bytes.toString('base64')),
  open: (office, id, sealed) => Buffer.from(vault.openOwn(office, `import|${id}`, sealed), 'base64'),
})

export const openKeeping = (sql: Sql, exchange: ExchangePorts): KeepPorts => ({
  store: keepingStore(sql),
  directory: authorityStore(sql),
  catalogue: exchange.catalogue,
  choices: choicesOf(exchange),
  people: exchange.people,
  answering: exchange.store.answering,
  foretell: openForetelling(sql, exchange.catalogue, exchange.clock),
  handOver: between => handOver(exchange, between),
  imports: importStore(sql),
  registrations: registrationStore(sql, letterbox(exchange.vault).post),
  sealed: sealedBy(exchange),
  clock: exchange.clock,
})
