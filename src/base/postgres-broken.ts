// What the database says when it breaks down or lacks something: what passes by itself, and plain words for the rest.
import { messageOf, OperatorFault } from './fault.ts'
import { sqlState } from './sql.ts'

/** The connection broke because the database breaks down, stops or starts. */
const passing = [
  ...['57P01', '57P02', '57P03', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'],
]

/** The first code of the database or of the line to it, in an error or in what caused it. */
const codeOf = (error: unknown): string | null =>
  sqlState(error) ?? (error instanceof Error && error.cause !== undefined ? codeOf(error.cause) : null)

/** Whether trying again soon may help. */
export const isPassing = (error: unknown): boolean => passing.includes(codeOf(error) ?? '')

/** By SQLSTATE: what to say, and what the operator can do. */
const causes: Readonly<Record<string, readonly [said: string, remedy: string]>> = {
  '53100': ['The disk of the database is full', 'Make room, and start again. Nothing is lost.'],
  '53200': ['The database has too little memory', 'Free memory, and start again.'],
  '53300': ['The database takes no more connections', 'End what else uses it, or raise max_connections.'],
  '42501': ['The database forbids what the program needs', 'Let its role own the database and its tables.'],
  '25006': ['The database is read-only', 'Point DATABASE_URL at the server that takes writes.'],
}

/** Makes a plain fault of what the operator can mend; gives back what is none. */
export function explainDatabase(error: unknown): unknown {
  if (error instanceof OperatorFault) return error
  const [said, remedy] = causes[codeOf(error) ?? ''] ?? []
  if (said && remedy) return new OperatorFault(`${said}: ${messageOf(error)}.`, remedy)
  if (!isPassing(error)) return error
  return new OperatorFault(
    `The database breaks down again and again: ${messageOf(error)}.`,
    'Look into its log (postgres.log in the data folder, or that of your server), and start again.',
  )
}
