// The log: one JSON object a line for machines, one readable line on a terminal. Never what people wrote or sent.
import { pino } from 'pino'
import type { Facts } from './result.ts'

/** `event` is a short fixed name such as `call` or `job failed`; what varies stands in the facts. */
export type Log = {
  debug(event: string, facts?: Facts): void
  info(event: string, facts?: Facts): void
  warn(event: string, facts?: Facts): void
  /** The error's message and stack go to the log, so no message of an error may quote what people wrote. */
  error(event: string, error: unknown, facts?: Facts): void
}

type Destination = { readonly isTTY?: boolean | undefined; write(line: string): unknown }

const levels = { 10: 'trace', 20: 'debug', 30: '', 40: 'warning', 50: 'error', 60: 'fatal' } as const

/** Logs to standard output unless told otherwise. */
export function openLog(level: string, to: Destination = process.stdout): Log {
  const stream = to.isTTY ? { write: (line: string) => to.write(readable(line)) } : to
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const logger = pino(options, stream as pino.DestinationStream)
  return {
    debug: (event, facts) => logger.debug(clean(facts), event),
    info: (event, facts) => logger.info(clean(facts), event),
    warn: (event, facts) => logger.warn(clean(facts), event),
    error: (event, error, facts) => logger.error({ ...clean(facts), ...described(error) }, event),
  }
}

const secretName = /cookie|authorization|token|secret|password|csrf|body|query|sent/i

/** Drops facts by name that must not be kept, and the query string of whatever looks like an address. */
function clean(facts: Facts = {}): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(facts))
    if (!secretName.test(name)) out[name] = typeof value === 'string' ? withoutQuery(value) : value
  return out
}

const withoutQuery = (text: string): string =>
  /^(\/|https?:)/.test(text) ? text.replace(/[?#].*$/s, '') : text

/** Message and stack; of a database error also its code, but never its detail, which quotes values. */
function described(error: unknown): Record<string, unknown> {
  // Libraries also hand out copies of errors, which are no errors any more.
  if (typeof error !== 'object' || error === null || !('message' in error)) return { error: String(error) }
  const code = 'code' in error ? { code: error.code } : {}
  const stack = 'stack' in error ? String(error.stack).split('\n').slice(1, 8).join('\n') : undefined
  return { error: String(error.message), ...code, ...(stack && { stack }) }
}

/** `12:04:31 call method=GET path=/worklist status=200`. */
function readable(line: string): string {
  const { time, level, msg, stack, ...facts } = JSON.parse(line) as Record<string, unknown>
  const word = levels[Number(level) as keyof typeof levels] ?? ''
  const shown = Object.entries(facts).map(([name, value]) => `${name}=${value}`)
  const parts = [String(time).slice(11, 19), word, String(msg), ...shown].filter(part => part !== '')
  return `${parts.join(' ')}${stack ? `\n${stack}` : ''}\n`
}
