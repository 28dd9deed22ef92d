// The pool of connections to PostgreSQL; the only import of the driver.
import postgres from 'postgres'
import { arrayTypes } from './postgres-arrays.ts'

/** A pool. Its `begin` runs a transaction. */
export type Sql = postgres.Sql
/** What can run statements: a pool or a transaction. Store functions take this. */
export type Tx = postgres.ISql

type Heard = (statement: string) => void

type ConnectOptions = {
  readonly max?: number
  /** Shown in pg_stat_activity. */
  readonly name?: string
  /** A statement that runs longer is cancelled; 0 for no limit. */
  readonly statementMsMax?: number
  /** Is told each statement as it is sent. For tests: it makes every statement slower. */
  readonly debug?: Heard
  /** Called when a connection ends. */
  readonly onClose?: () => void
  /** Never renews a connection by age: it holds a lock of its session. */
  readonly forever?: boolean
}

const asText = (text: string): string => text

/** How values come and go: days and numbers of 64 bits as text, instants as ISO text with milliseconds in UTC. */
const types: Record<string, postgres.PostgresType> = {
  ...arrayTypes,
  day: { to: 1082, from: [1082], serialize: asText, parse: asText },
  instant: {
    to: 1184,
    from: [1184],
    serialize: (at: string | Date) => (at instanceof Date ? at.toISOString() : at),
    parse: (text: string) => new Date(text).toISOString(),
  },
  /** A string is taken for JSON that is already written; anything else is written here. */
  json: {
    to: 3802,
    from: [114, 3802],
    serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
    parse: (text: string): unknown => JSON.parse(text),
  },
}

/** Opens a pool; nothing is sent before the first statement. `url` may name hosts, or `?host=/folder`. */
export function connect(url: string, options: ConnectOptions = {}): Sql {
  const { debug, onClose } = options
  const socket = /[?&]host=([^&]+)/.exec(url)
  return postgres(socket ? url.replace(socket[0], '') : url, {
    ...(socket?.[1] ? { host: decodeURIComponent(socket[1]) } : {}),
    max: options.max ?? 8,
    connect_timeout: 5,
    backoff: attempt => Math.min(0.05 * 2 ** attempt, 2),
    onnotice: () => {},
    ...(debug ? { debug: (_: number, statement: string) => debug(statement) } : {}),
    ...(onClose ? { onclose: onClose } : {}),
    ...(options.forever ? { max_lifetime: null } : {}),
    types,
    fetch_types: false,
    connection: {
      application_name: options.name ?? 'open-imi',
      TimeZone: 'UTC',
      statement_timeout: options.statementMsMax ?? 60_000,
      // A transaction left open holds back all followers of the log.
      idle_in_transaction_session_timeout: 60_000,
    },
  })
}

/** Whether a statement failed because the key is taken; by name of the constraint where given. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  sqlState(error) === '23505' && (constraint === undefined || constraintOf(error) === constraint)

/** The five characters of SQLSTATE, or the driver's own code (`ECONNREFUSED`), or null. */
export const sqlState = (error: unknown): string | null => textOf(error, 'code')

const constraintOf = (error: unknown): string | null => textOf(error, 'constraint_name')

function textOf(error: unknown, name: 'code' | 'constraint_name'): string | null {
  if (typeof error !== 'object' || error === null || !(name in error)) return null
  const value: unknown = (error as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : null
}
