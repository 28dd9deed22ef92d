// A real server as the operator starts it: a process of its own on a data folder of its own, that may be killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readPid } from '../../src/base/postgres-pid.ts'
import { argumentsOf, childrenOf, isAlive, kill, signal } from './processes.ts'

export const root = resolve(import.meta.dirname, '..', '..')

/** What is killed: the server alone, the database alone, or every process of both in one moment. */
export type Target = 'server' | 'database' | 'everything'

export type Served = {
  readonly url: string
  readonly dataDir: string
  /** Starts it and waits until it is ready. Answers how long that took. Unit: milliseconds. */
  start(): Promise<number>
  /** Starts it and does not wait. */
  begin(): void
  readySoon(): Promise<void>
  kill(target: Target): Promise<void>
  /** Waits until another database process is there than the one that was killed, and the server is ready. */
  databaseBack(killed: number | undefined): Promise<void>
  database(): number | undefined
  /** Asks it to end, as the operator's system does. Answers its exit code. */
  stop(): Promise<number | null>
  /** What it printed since it was started last. */
  said(): string
  remove(): void
}

const readyMsMax = 60_000
/** Another name of the same file, where somebody else ends processes by the usual one. */
const entry = process.env.FAULTS_ENTRY ?? 'src/cli.ts'

/** A folder below the one for temporary files that the database's user may pass through. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'open-imi-faults-'))
  chmodSync(folder, 0o711)
  return folder
}

export function openServed(port: number, dataDir: string): Served {
  const url = `http://localhost:${port}`
  const state = { wrapper: null as ChildProcess | null, said: '' }
  const begin = (): void => {
    state.said = ''
    state.wrapper = launch({ PORT: String(port), DATA_DIR: dataDir }, chunk => {
      state.said = (state.said + chunk).slice(-20_000)
    })
  }
  const readySoon = () => readyAt(url, () => state)
  return {
    ...{ url, dataDir, begin, readySoon },
    async start() {
      const from = performance.now()
      begin()
      await readySoon()
      return performance.now() - from
    },
    database: () => postmasterOf(dataDir)[0],
    async databaseBack(killed) {
      const until = performance.now() + readyMsMax
      const isNew = () => ![killed, undefined].includes(postmasterOf(dataDir)[0])
      while (!isNew() && performance.now() < until) await wait(20)
      await readySoon()
    },
    kill: target => killTarget(target, state.wrapper, dataDir),
    async stop() {
      const { wrapper } = state
      if (!wrapper || wrapper.exitCode !== null) return wrapper?.exitCode ?? null
      wrapper.kill('SIGTERM')
      return ended(wrapper)
    },
    said: () => state.said,
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

function launch(settings: Record<string, string>, hear: (chunk: string) => void): ChildProcess {
  const env = { ...process.env, LOG_LEVEL: 'error', ...settings }
  const child = spawn(process.execPath, ['scripts/run.mjs', entry, 'serve'], {
    ...{ cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
  })
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear)
  return child
}

async function readyAt(
  url: string,
  look: () => { readonly wrapper: ChildProcess | null; readonly said: string },
): Promise<void> {
  const until = performance.now() + readyMsMax
  while (performance.now() < until) {
    const { wrapper, said } = look()
    if (wrapper?.exitCode !== null) throw new Error(`the server ended by itself: ${said}`)
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3000) }).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await wait(20)
  }
  throw new Error(`the server is not ready after ${readyMsMax} ms: ${look().said}`)
}

const isEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise(done => {
    if (isEnded(child)) done(child.exitCode)
    else child.once('exit', code => done(code))
  })

async function killTarget(target: Target, wrapper: ChildProcess | null, dataDir: string): Promise<void> {
  if (target === 'database') return kill(postmasterOf(dataDir))
  const outer = wrapper?.pid === undefined || isEnded(wrapper) ? [] : [wrapper.pid]
  // Held still, so that nothing is born between looking and killing.
  if (target === 'everything') signal(outer, 'SIGSTOP')
  const main = outer.flatMap(childrenOf)
  if (target === 'server') kill(main)
  else {
    signal(main, 'SIGSTOP')
    const database = postmasterOf(dataDir)
    kill([...outer, ...main, ...[...main, ...database].flatMap(childrenOf), ...database])
  }
  if (wrapper) await ended(wrapper)
  while (main.some(isAlive)) await wait(5)
}

/** Only where the process of that number is this database's: numbers are used again. */
function postmasterOf(dataDir: string): readonly number[] {
  const pointer = join(dataDir, 'postgres-place')
  const cluster = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres')
  const found = readPid({ cluster })
  return found && isAlive(found.pid) && argumentsOf(found.pid).includes(cluster) ? [found.pid] : []
}
