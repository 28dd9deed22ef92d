// Opens the database: our own embedded PostgreSQL, started and stopped here, or the operator's server.
//
// Several processes may use the embedded one at once (server, commands). Whoever comes first starts it, whoever
// leaves last stops it: each holds a shared lock in the database for as long as it lives, and stops the database
// only when it gets the lock for itself alone. A killed process loses its lock with its connection.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { messageOf, OperatorFault } from './fault.ts'
import { isPassing } from './postgres-broken.ts'
import { appRole, configure, ensureCluster, explain, superuser, type Tuning } from './postgres-cluster.ts'
import { clearDead, readPid } from './postgres-pid.ts'
import { findPlace, type Place } from './postgres-place.ts'
import { run, type Say } from './run.ts'
import type { Settings } from './settings.ts'
import { connect, type Sql, sqlState } from './sql.ts'

export type Database = {
  /** For `connect`. */
  readonly url: string
  /** Where the files lie; null for an outside server. */
  readonly folder: string | null
  stop(): Promise<void>
}

type Wanted = Pick<Settings, 'dataDir' | 'databaseUrl'>
type Running = { readonly place: Place; readonly tuning: Tuning; readonly say: Say }

const port = 5432
const lockKey = 1_202_604
const startSecondsMax = 300
const versionMin = 150_000

/** Opens the database that the settings name. Faults: told with what to do. */
export async function openDatabase(settings: Wanted, say: Say, tuning: Tuning = {}): Promise<Database> {
  if (settings.databaseUrl) return openOutside(settings.databaseUrl)
  const place = await findPlace(settings.dataDir, say)
  await ensureCluster(place, tuning, say)
  return keep({ place, tuning, say })
}

async function openOutside(url: string): Promise<Database> {
  const sql = connect(url, { max: 1 })
  try {
    const [row] = await sql<
      { version: number }[]
    >`select current_setting('server_version_num')::int as version`
    if (row && row.version >= versionMin) return { url, folder: null, stop: async () => {} }
    throw new OperatorFault(
      `The database server is PostgreSQL ${Math.floor((row?.version ?? 0) / 10_000)}; version 15 or later is needed.`,
      'Point DATABASE_URL at a newer server.',
    )
  } catch (error) {
    if (error instanceof OperatorFault) throw error
    throw new OperatorFault(
      `The database that DATABASE_URL names does not answer: ${messageOf(error)}.`,
      'Check that the server runs, the address, the name of the database and the password.',
    )
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Holds the lock while this process lives, and brings the database back should it break down meanwhile. */
async function keep(running: Running): Promise<Database> {
  let isStopping = false
  const onClose = (): void => {
    if (isStopping) return
    running.say('database: the connection broke; bringing it back')
    keeper = revive()
    keeper.catch(() => {})
  }
  const revive = async (): Promise<Sql> => {
    for (;;) {
      try {
        return await hold(running, onClose)
      } catch (error) {
        running.say(`database: ${messageOf(error)}`)
        await wait(2000)
        if (isStopping) throw error
      }
    }
  }
  let keeper = hold(running, onClose)
  await keeper
  return {
    url: urlOf(running.place, appRole, appRole),
    folder: running.place.cluster,
    async stop() {
      isStopping = true
      const sql = await keeper.catch(() => null)
      if (sql) await release(sql, running.place)
    },
  }
}

/** Starts the database if need be and takes the shared lock. */
async function hold(running: Running, onClose: () => void): Promise<Sql> {
  const { place } = running
  for (let attempt = 0; attempt < 100; attempt++) {
    await ensureRunning(running)
    const url = urlOf(place, appRole, appRole)
    let isHeld = false
    const sql = connect(url, {
      max: 1,
      name: 'open-imi keeper',
      forever: true,
      onClose: () => isHeld && onClose(),
    })
    try {
      const [row] = await sql<{ held: boolean }[]>`select pg_try_advisory_lock_shared(${lockKey}) as held`
      isHeld = row?.held === true
      if (isHeld) return sql
    } catch (error) {
      if (!isPassing(error)) throw error
    }
    // The last user is just stopping it.
    await sql.end({ timeout: 0 })
    await wait(100)
  }
  throw new OperatorFault('The database is being stopped, and does not end.', `See ${place.logFile}.`)
}

async function release(sql: Sql, place: Place): Promise<void> {
  const [row] = await sql<{ alone: boolean }[]>`
    select pg_advisory_unlock_shared(${lockKey}), pg_try_advisory_lock(${lockKey}) as alone`.catch(() => [])
  if (row?.alone) {
    const socket = readPid(place)?.socket
    const ended = await run(
      control(place),
      ['stop', '-D', place.cluster, '-m', 'fast', '-w', '-t', '60'],
      place.user,
    )
    if (ended.code === 0 && socket) rmSync(socket, { recursive: true, force: true })
  }
  await sql.end({ timeout: 0 })
}

const control = (place: Place): string => join(place.binaries, 'bin', 'pg_ctl')

async function ensureRunning(running: Running): Promise<void> {
  const { place } = running
  for (let attempt = 1; !(await answers(place)); attempt++) {
    await clearDead(place)
    const fault = await start(running)
    if (!fault || (await answersSoon(place))) break
    // A killed server may need a moment to be gone entirely.
    if (attempt === 10 || !isGoing.test(fault.message)) throw fault
  }
  await ensureContents(place)
}

const isGoing = /lock file .* already exists|pre-existing shared memory block/

/** Answers what went wrong, or null. */
async function start({ place, tuning, say }: Running): Promise<OperatorFault | null> {
  configure(place, tuning)
  say('database: starting')
  const args = ['start', '-D', place.cluster, '-l', place.logFile, '-w', '-t', String(startSecondsMax)]
  const begin = readFileSync(place.logFile).length
  const started = await run(control(place), args, place.user)
  if (started.code === 0) return null
  const log = readFileSync(place.logFile).subarray(begin).toString()
  return explain(log.trim() === '' ? started.output : log, place, 'The database does not start')
}

/** The role and the database of the program, in a fresh cluster. */
async function ensureContents(place: Place): Promise<void> {
  const sql = connect(urlOf(place, superuser, 'postgres'), { max: 1 })
  try {
    const [row] = await sql<{ role: boolean; base: boolean }[]>`
      select exists (select from pg_roles where rolname = ${appRole}) as role,
             exists (select from pg_database where datname = ${appRole}) as base`
    if (!row?.role) await sql.unsafe(`create role ${appRole} login createdb`).catch(ignoreDuplicate)
    if (!row?.base) await sql.unsafe(`create database ${appRole} owner ${appRole}`).catch(ignoreDuplicate)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function ignoreDuplicate(error: unknown): void {
  if (!['42710', '42P04', '23505'].includes(sqlState(error) ?? '')) throw error
}

/** Whether a server answers on the socket; waits while one is starting. */
async function answers(place: Place): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < startSecondsMax * 1000; waitedMs += 100) {
    if (!readPid(place)) return false
    const state = await probe(place)
    if (state === 'ready' || state === 'silent') return state === 'ready'
    await wait(100)
  }
  return false
}

/** After losing the race with another starter, or where the killed one is just going. */
async function answersSoon(place: Place): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await answers(place)) return true
    await wait(100)
  }
  return false
}

async function probe(place: Place): Promise<'ready' | 'changing' | 'silent'> {
  const sql = connect(urlOf(place, superuser, 'postgres'), { max: 1 })
  try {
    await sql`select 1`
    return 'ready'
  } catch (error) {
    // 57P03: starting up or shutting down.
    return sqlState(error) === '57P03' ? 'changing' : 'silent'
  } finally {
    await sql.end({ timeout: 0 })
  }
}

function urlOf(place: Place, role: string, database: string): string {
  const socket = readPid(place)?.socket ?? ''
  return `postgresql://${role}@localhost:${port}/${database}?host=${encodeURIComponent(socket)}`
}
