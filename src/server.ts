// The only place where real things are made and handed out: database, keys, engines, clock, doors, the listening port.
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { readLexicons } from './authority/lexicons.ts'
import { openFinder } from './authority/live.ts'
import { authorityStore } from './authority/store.ts'
import { createApp } from './base/app.ts'
import { serveAsset } from './base/assets.ts'
import type { AnyDoor } from './base/door.ts'
import { openJobs } from './base/job.ts'
import { type Log, openLog } from './base/log.ts'
import { migrate, migrationState } from './base/migrate.ts'
import { checkPort, explainListen } from './base/port.ts'
import { openDatabase } from './base/postgres.ts'
import type { Progress } from './base/progress.ts'
import { remembered } from './base/remember.ts'
import type { Settings } from './base/settings.ts'
import { connect } from './base/sql.ts'
import { openCalendar } from './calendar/holidays.ts'
import { countries } from './calendar/model.ts'
import { allDoors } from './doors.ts'
import { openMaster } from './evidence/store.ts'
import { listsOf } from './exchange/lists.ts'
import type { ExchangePorts } from './exchange/ports.ts'
import { exchangeStore } from './exchange/store.ts'
import { openVault } from './exchange/vault.ts'
import { openFrames } from './frame.ts'
import { loadLibrary } from './library.ts'
import type { Actor } from './permission/model.ts'
import { readProcedures } from './procedure/store.ts'
import { openSignIn } from './sign-in.ts'
import { openApertium } from './translation/engines/apertium.ts'
import { openTranslator } from './translation/translator.ts'
import { recogniser } from './user/recognise.ts'
import { userStore } from './user/store.ts'
import { buildWorld, type Size } from './world/build.ts'

export type ServerWanted = {
  /** Folder of the program. */
  readonly root: string
  readonly settings: Settings
  readonly say: Progress
  /** What an empty directory is filled with; null: nothing. */
  readonly world: Size | null
}

export type Running = {
  /** Where it really listens. */
  readonly url: string
  /** All doors, for tests that visit each. */
  readonly doors: readonly AnyDoor<Actor>[]
  /** Lets open calls end, then closes everything in the order in which it may go. */
  stop(): Promise<void>
}

const sweepMs = 60_000
const connectionsMax = 12

/** Starts everything. Faults tell the operator what to do; what was opened before one is closed again. */
export async function startServer(wanted: ServerWanted): Promise<Running> {
  const closers: Closers = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    return await start(wanted, closers, close)
  } catch (error) {
    await close()
    throw error
  }
}

type Closers = (() => Promise<unknown>)[]

async function start(wanted: ServerWanted, closers: Closers, stop: () => Promise<void>): Promise<Running> {
  const { root, settings } = wanted
  await checkPort(settings)
  const log = openLog(settings.logLevel)
  const base = await openBase(wanted, closers)
  const parts = await openParts({ ...base, root, log }, closers)
  const { library, directory, users, finder, clock, authorities, doors } = parts
  const recognise = recogniser({ store: users, clock })
  const frames = openFrames(library, authorities, recognise, settings.oidc === null)
  const server = createServer()
  const { port } = await listening(server, settings)
  closers.push(() => closed(server))
  const url = `http://localhost:${port}`
  const { master } = base
  const signIn = openSignIn({ settings, users, directory, master, clock, log, url, ...frames })
  const app = createApp<Actor>({
    ...{ library, doors, passages: signIn.passages, publicUrl: settings.publicUrl, ...frames },
    onFault: (error, id, path) => log.error('call failed', error, { id, path }),
  })
  const listener = getRequestListener(withAssets(app).fetch)
  server.on('request', (request, response) =>
    signIn.takes(request.url ?? '') ? signIn.callback(request, response) : void listener(request, response),
  )
  await finder.ready()
  const sweeping = setInterval(() => {
    Promise.all([finder.refresh(), users.sweep(clock())]).catch(error => log.error('sweep failed', error))
  }, sweepMs)
  closers.push(async () => clearInterval(sweeping))
  return { url, doors, stop }
}

const now = () => new Date().toISOString()

/** Database, migrations, key, and the world that an empty directory is filled with. */
async function openBase({ root, settings, say, world }: ServerWanted, closers: Closers) {
  const database = await openDatabase(settings, say)
  closers.push(() => database.stop())
  const sql = connect(database.url, { max: connectionsMax, name: 'open-imi server' })
  closers.push(() => sql.end({ timeout: 5 }))
  for (const file of await migrate(sql, join(root, 'migrations'))) say(`database: ${file} applied`)
  const master = await openMaster(sql, settings.masterKey, join(settings.dataDir, 'master.key'))
  if (world !== null) await buildWorld({ sql, root, master, size: world, now: now(), say })
  return { sql, master, publicUrl: settings.publicUrl }
}

type Base = Awaited<ReturnType<typeof openBase>> & { readonly root: string; readonly log: Log }

/** Texts, stores, finder, engines, and the doors over them. */
async function openParts({ sql, master, publicUrl, root, log }: Base, closers: Closers) {
  const library = loadLibrary(root)
  const directory = authorityStore(sql)
  const users = userStore(sql)
  const finder = openFinder(directory, library, readLexicons(root))
  const jobs = openJobs(sql, error => log.error('job failed', error))
  const apertium = openApertium({ languages: library.languages.map(({ code }) => code) })
  closers.push(() => apertium.stop())
  const translator = openTranslator({ sql, jobs, engines: [apertium], clock: now, log })
  await jobs.start()
  closers.push(() => jobs.stop())
  const authorities = remembered(ids => directory.byIds(ids), Date.now)
  const exchange: ExchangePorts = {
    ...{ library, translator, authorities, clock: now, calendar: openCalendar() },
    catalogue: readProcedures(root),
    store: exchangeStore(sql),
    vault: openVault(master),
    lists: listsOf(library, countries),
    people: remembered(ids => users.names(ids), Date.now),
  }
  const isReady = async () => (await migrationState(sql, join(root, 'migrations'))).missing.length === 0
  const { engines } = translator
  const doors = allDoors({ exchange, directory, finder, users, isReady, engines, publicUrl })
  return { library, directory, users, finder, authorities, doors, clock: now }
}

/** Style sheets, scripts and fonts before everything else; answers are compressed. */
function withAssets(app: Hono): Hono {
  const outer = new Hono()
  outer.get('/assets/*', context => {
    const asset = serveAsset(context.req.path, context.req.header('accept-encoding') ?? null)
    return asset ? new Response(asset.body, asset) : app.fetch(context.req.raw)
  })
  outer.use(compress())
  outer.all('*', context => app.fetch(context.req.raw))
  return outer
}

function listening(server: Server, settings: Settings): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(explainListen(error, settings)))
    server.listen(settings.port, settings.host, () => {
      const address = server.address()
      resolve({ port: typeof address === 'object' && address ? address.port : settings.port })
    })
  })
}

const graceMs = 10_000

function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    const late = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(late)
      resolve()
    })
    server.closeIdleConnections()
  })
}
