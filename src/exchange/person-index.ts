// Who finds an exchange by the person that it concerns: one row for each authority that may read about the person.
import type { Procedure } from '../procedure/model.ts'
import type { PartRow } from './current.ts'
import type { Request } from './kinds/request-shape.ts'
import { isSealed, type LogEntry } from './model.ts'
import { isPersonalOpen } from './open.ts'
import { namingValues, personWords } from './person-words.ts'
import type { Persons } from './store/person.ts'
import type { PersonalRow, Vault } from './vault.ts'

type Told = {
  readonly exchange: string
  readonly key: Buffer
  /** Null where nothing may be opened: then nothing is added. */
  readonly personal: readonly PersonalRow[] | null
  /** As the log tells it: personal values are sealed in it. */
  readonly request: Request
  readonly procedure: Procedure
  readonly log: readonly LogEntry[]
  readonly parts: readonly PartRow[]
}

/** Who finds it by the person from now on, and by which words; nobody while the request was not sent. */
export function personsOf(vault: Vault, told: Told): Persons {
  const { procedure, log, parts } = told
  const readers = parts.filter(({ part }) => isPersonalOpen(part, procedure, log)).map(one => one.authority)
  const words = wordsOf(vault, told)
  const rows = readers.map(authority => ({
    authority,
    tokens: [...new Set(words.map(word => vault.tokenOf(authority, word)))].sort(),
  }))
  return { readers, rows: words.length === 0 ? [] : rows, isWhole: told.personal !== null }
}

function wordsOf(vault: Vault, { exchange, key, personal, request, procedure }: Told): readonly string[] {
  if (personal === null) return []
  const values = namingValues(request, procedure)
  const marks = new Set(values.flatMap(value => (isSealed(value) ? [value.sealed] : [])))
  const opened = vault.openValues(exchange, key, personal, marks)
  return personWords(values.map(value => (isSealed(value) ? (opened.get(value.sealed) ?? '') : value)))
}
