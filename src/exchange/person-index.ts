// Who finds an exchange by the person that it concerns: one row for each authority that may read about the person.
import type { Procedure } from '../procedure/model.ts'
import type { PartRow } from './current.ts'
import type { Request } from './kinds/request-shape.ts'
import { isSealed, type LogEntry } from './model.ts'
import { isPersonalOpen } from './open.ts'
import { namingValues, personWords } from './person-words.ts'
import type { PersonRow } from './store/person.ts'
import type { PersonalRow, Vault } from './vault.ts'

type Told = {
  readonly exchange: string
  readonly key: Buffer
  readonly personal: readonly PersonalRow[]
  /** As the log tells it: personal values are sealed in it. */
  readonly request: Request
  readonly procedure: Procedure
  readonly log: readonly LogEntry[]
  readonly parts: readonly PartRow[]
}

/** Those that may read about the person from now on. */
export const readersOf = ({ parts, procedure, log }: Omit<Told, 'personal'>): readonly string[] =>
  parts.filter(({ part }) => isPersonalOpen(part, procedure, log)).map(({ authority }) => authority)

/** All rows that there are to be from now on; none while the request was not sent. */
export function personRows(vault: Vault, told: Told): readonly PersonRow[] {
  const { exchange, key, personal, request, procedure } = told
  const values = namingValues(request, procedure)
  const marks = new Set(values.flatMap(value => (isSealed(value) ? [value.sealed] : [])))
  const opened = vault.openValues(exchange, key, personal, marks)
  const words = personWords(values.map(value => (isSealed(value) ? (opened.get(value.sealed) ?? '') : value)))
  if (words.length === 0) return []
  return readersOf(told).map(authority => ({
    authority,
    tokens: [...new Set(words.map(word => vault.tokenOf(authority, word)))].sort(),
  }))
}
