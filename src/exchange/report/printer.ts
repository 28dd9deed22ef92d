// Prints sheets: each in a process of its own, few at once, each within its time.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Sheet } from './sheet.ts'

export type PrinterLimits = {
  readonly atOnce: number
  /** More than these are sent away. */
  readonly waiting: number
  readonly timeoutMs: number
}

const limits: PrinterLimits = { atOnce: 2, waiting: 16, timeoutMs: 60_000 }

/** Drawings (SVG) of our own, by the name under which the template asks for them. */
type Pictures = Readonly<Record<string, string>>

/** Errors: exchange-report.unavailable (too many at once, or not done in time). */
export type Printer<S = Sheet> = (
  sheet: S,
  at: string,
  pictures?: Pictures,
) => Promise<Result<Uint8Array<ArrayBuffer>>>

/** What the process is told. */
export type Wish = {
  readonly sheet: unknown
  readonly pictures: Pictures
  readonly atSeconds: number
  /** Path of the template. */
  readonly template: string
}

const reportTemplate = join(import.meta.dirname, 'report.typ')

/** A fault of the template is a fault: it throws. */
export function openPrinter<S = Sheet>(
  { atOnce, waiting, timeoutMs } = limits,
  template = reportTemplate,
): Printer<S> {
  let running = 0
  const queue: (() => void)[] = []
  const begin = async (): Promise<void> => {
    if (running < atOnce) running += 1
    // Who ends hands its place on.
    else await new Promise<void>(resolve => queue.push(resolve))
  }
  const end = (): void => {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }
  return async (sheet, at, pictures = {}) => {
    if (running >= atOnce && queue.length >= waiting) return refuse('exchange-report.unavailable')
    await begin()
    try {
      const atSeconds = Math.floor(Date.parse(at) / 1000)
      return await print({ sheet, pictures, atSeconds, template }, timeoutMs)
    } finally {
      end()
    }
  }
}

const program = join(import.meta.dirname, 'compile.ts')

/** Nothing of our settings is handed on. */
async function print(wish: Wish, timeoutMs: number): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const child = spawn(process.execPath, ['--max-old-space-size=256', program], {
    ...{ env: {}, timeout: timeoutMs, killSignal: 'SIGKILL' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve(code))
  })
  // A child that was killed closes its ear first; the exit tells what happened.
  child.stdin.on('error', () => {})
  child.stdin.end(JSON.stringify(wish))
  const [pdf, said, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended])
  if (code === 0) return done(new Uint8Array(pdf))
  if (code === null) return refuse('exchange-report.unavailable')
  throw new Error(`the report was not printed: ${said.slice(0, 2000)}`)
}
