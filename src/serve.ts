// The operator's command `serve`: starts everything, says what to open, and ends calmly when it is told to.
import type { Answer, Command, Open } from './base/command.ts'
import type { Settings } from './base/settings.ts'
import { type Running, startServer } from './server.ts'

export const serve: Command = {
  summary: 'starts the server; builds the demo world once where the directory is empty',
  usage: 'serve',
  options: {},
  handlesSignals: true,
  async run(_, { root, settings, say }: Open): Promise<Answer> {
    const { signal, done } = stopSignal()
    outliveBrokenLines(say)
    const world = settings.oidc ? null : 'demo'
    try {
      const running = await startServer({ root, settings, say, world, signal })
      for (const line of welcome(settings, running)) say(line)
      await ended(signal)
      say('stopping: open calls may end')
      await running.stop()
    } catch (error) {
      // What was being opened when the signal came fails in any way.
      if (!signal.aborted) throw error
    } finally {
      done()
    }
    return { json: { stopped: true }, text: 'stopped', exit: 0 }
  },
}

/**
 * The driver (postgres 3.4.9, `nextWrite`) may write to a line that has just broken, where nobody can catch it. The
 * statements of that line are refused anyway, so the server goes on; any other such fault ends it.
 */
function outliveBrokenLines(say: (line: string) => void): void {
  process.on('uncaughtException', error => {
    const isBrokenLine = error instanceof TypeError && /postgres\/src\/connection\.js/.test(error.stack ?? '')
    if (isBrokenLine) return say('database: a line broke while it was written to')
    process.stderr.write(`${error.stack ?? error.message}\n`)
    process.exit(70)
  })
}

function welcome({ publicUrl, oidc }: Settings, { guest, url }: Running): readonly string[] {
  const [held] = guest?.authorities ?? []
  const where = held ? ` (${held.officialName}, ${held.country})` : ''
  const nobody = oidc ? 'through your identity provider' : 'as nobody yet: the directory holds no cast'
  const who = guest ? `as ${guest.name}${where}, or anybody else of the cast; no password` : nobody
  return [
    `Open ${publicUrl.endsWith(':0') ? url : publicUrl} in a browser.`,
    `Sign in ${who}.`,
    'Ctrl-C stops it; the next start finds everything again.',
  ]
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** One wish may come several ways: from the system to the whole group of processes, through npm, through run.mjs. */
const sameWishMs = 1000

/** The first signal asks to stop, a second one later on leaves at once. */
function stopSignal(): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController()
  let askedAt = Number.POSITIVE_INFINITY
  const hear = (): void => {
    if (performance.now() - askedAt > sameWishMs) process.exit(130)
    if (controller.signal.aborted) return
    askedAt = performance.now()
    controller.abort()
  }
  for (const name of signals) process.on(name, hear)
  return {
    signal: controller.signal,
    done() {
      for (const name of signals) process.off(name, hear)
    },
  }
}
