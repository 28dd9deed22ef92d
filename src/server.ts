// The only place where real things are made and handed out: database, keys, engines, clock, doors, the listening port.
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { defineKeepTimers } from './authority/keeping/timers.ts'
import { keepFollowing } from './authority/live.ts'
import { authorityStore } from './authority/store.ts'
import { createApp } from './base/app.ts'
import { openClamd } from './base/clamd.ts'
import { openClock } from './base/clock.ts'
import { type Closers, openClosers } from './base/closers.ts'
import type { AnyDoor } from './base/door.ts'
import { openFiles } from './base/files.ts'
import { keepRound } from './base/follow.ts'
import { withFront } from './base/front.ts'
import { type Jobs, openJobs } from './base/job.ts'
import { listen, localUrl } from './base/listen.ts'
import { type Log, openLog } from './base/log.ts'
import { migrate, migrationState } from './base/migrate.ts'
import { checkPort } from './base/port.ts'
import { openDatabase } from './base/postgres.ts'
import { explainDatabase, isPassing } from './base/postgres-broken.ts'
import type { Progress } from './base/progress.ts'
import { remembered } from './base/remember.ts'
import type { Settings } from './base/settings.ts'
import { connect } from './base/sql.ts'
import { openCalendar } from './calendar/holidays.ts'
import { countries } from './calendar/model.ts'
import { allDoors } from './doors.ts'
import { translationBox } from './evidence/key.ts'
import { openSigner } from './evidence/signature.ts'
import { openMaster } from './evidence/store.ts'
import { defineFileJobs, wakeCheck } from './exchange/attachment/check.ts'
import { eventsPassage } from './exchange/events-routes.ts'
import { listsOf } from './exchange/lists.ts'
import { openLive } from './exchange/live.ts'
import { defineBackfill } from './exchange/person-backfill.ts'
import type { ExchangePorts } from './exchange/ports.ts'
import { defineForgetting, openLearner } from './exchange/proposal/follow.ts'
import { exchangeStore } from './exchange/store.ts'
import { defineTimers, openTimers } from './exchange/timers.ts'
import { openVault } from './exchange/vault.ts'
import { openFrames } from './frame.ts'
import { openKeeping } from './keeping.ts'
import { loadLibrary } from './library.ts'
import { letterbox } from './notice/letters.ts'
import { noticeStore } from './notice/store.ts'
import { openPeople } from './people.ts'
import type { Actor } from './permission/model.ts'
import { readProcedures } from './procedure/store.ts'
import { catchUp } from './scoreboard/follow.ts'
import { signingPurpose } from './scoreboard/publish.ts'
import { openScoring } from './scoring.ts'
import { openSearch } from './searching.ts'
import { openSignIn } from './sign-in.ts'
import { openNotices } from './telling.ts'
import { openApertium } from './translation/engines/apertium.ts'
import { openTranslator } from './translation/translator.ts'
import { openStatistics } from './usage.ts'
import { recogniser } from './user/recognise.ts'
import { signInKeys } from './user/secret.ts'
import { userStore } from './user/store.ts'
import { type UserView, userViews } from './user/view.ts'
import { buildWorld } from './world/build.ts'
import type { Size } from './world/plan.ts'
import { clockStore } from './world/store.ts'

export type ServerWanted = {
  /** Folder of the program. */
  readonly root: string
  readonly settings: Settings
  readonly say: Progress
  /** What an empty directory is filled with; null: nothing. */
  readonly world: Size | null
  /** Ends the start, or what has been started. */
  readonly signal?: AbortSignal
}

export type Running = {
  /** Where a program on this machine reaches it. */
  readonly url: string
  /** All doors, for tests that visit each. */
  readonly doors: readonly AnyDoor<Actor>[]
  /** As whom to sign in to the demo; null where nobody is offered. */
  readonly guest: UserView | null
  /** Lets open calls end, then closes everything in the order in which it may go. */
  stop(): Promise<void>
}

const minuteMs = 60_000
const connectionsMax = 12
const attemptsMax = 3
const againMs = 500

/**
 * Starts everything; begins again where the database breaks down meanwhile. Faults tell the operator what to do; what
 * was opened before one is closed again.
 */
export async function startServer(wanted: ServerWanted): Promise<Running> {
  const { settings, signal, say } = wanted
  const log = openLog(settings.logLevel)
  for (let attempt = 1; ; attempt++) {
    const closers = openClosers(error => log.error('closing failed', error))
    signal?.addEventListener('abort', () => void closers.close())
    try {
      return await start(wanted, log, closers)
    } catch (error) {
      await closers.close()
      if (signal?.aborted || attempt === attemptsMax || !isPassing(error)) throw explainDatabase(error)
      say('database: the connection broke; starting again')
    }
    await wait(againMs)
  }
}

async function start(wanted: ServerWanted, log: Log, closers: Closers): Promise<Running> {
  const { root, signal } = wanted
  const port = await checkPort(wanted.settings)
  const publicUrl = wanted.settings.publicUrl.replace(/:0$/, `:${port}`)
  const settings = { ...wanted.settings, port, publicUrl }
  const base = await openBase({ ...wanted, settings }, closers)
  signal?.throwIfAborted()
  const parts = await openParts({ ...base, root, log, settings }, closers)
  const { users, directory, doors } = parts
  const url = localUrl(settings)
  const cast = settings.oidc ? [] : await users.cast()
  const [guest = null] = await userViews(directory, cast.slice(0, 1), null)
  signal?.throwIfAborted()
  closers.add(await listen(settings, handlerOf({ ...parts, settings, log, url, master: base.master })))
  // Before the port is closed: an open stream would hold it.
  closers.add(async () => parts.hub.stop())
  keepFresh(parts, log, closers)
  const onUnfollowed = (error: unknown) => log.error('scoreboard not followed', error)
  closers.add(keepRound(() => catchUp(base.sql), onUnfollowed))
  return { url, doors, guest, stop: closers.close }
}

/** Database, migrations, key, and the world that an empty directory is filled with. */
async function openBase({ root, settings, say, world }: ServerWanted, closers: Closers) {
  const database = await openDatabase(settings, say)
  closers.add(() => database.stop())
  const sql = connect(database.url, { max: connectionsMax, name: 'open-imi server' })
  closers.add(() => sql.end({ timeout: 5 }))
  for (const file of await migrate(sql, join(root, 'migrations'))) say(`database: ${file} applied`)
  const master = await openMaster(sql, settings.masterKey, join(settings.dataDir, 'master.key'))
  const clock = openClock()
  const shelf = openFiles(settings)
  if (world !== null) await buildWorld({ sql, root, master, shelf, size: world, now: clock.now(), say })
  if (settings.oidc === null) clock.setAhead(await clockStore(sql).ahead())
  return { sql, master, clock, shelf }
}

type Base = Awaited<ReturnType<typeof openBase>> & {
  readonly root: string
  readonly log: Log
  readonly settings: Settings
}
type Parts = Awaited<ReturnType<typeof openParts>>

/** Texts, stores, finder, engines, and the doors over them. */
async function openParts(base: Base, closers: Closers) {
  const { sql, master, settings, root, log, shelf } = base
  const [clock, { publicUrl, isLearning }] = [base.clock.now, settings]
  const library = loadLibrary(root)
  const directory = authorityStore(sql)
  const users = userStore(sql)
  const search = openSearch({ sql, root, library, directory, clock })
  const jobs = openJobs(sql, error => log.error('job failed', error))
  const apertium = openApertium({ languages: library.languages.map(({ code }) => code) })
  closers.add(() => apertium.stop())
  const box = translationBox(master)
  const translator = openTranslator({ sql, jobs, engines: [apertium], clock, log, box })
  const scanner = settings.clamd ? openClamd(settings.clamd) : null
  const kept = { store: exchangeStore(sql), vault: openVault(master) }
  defineFileJobs(jobs, { ...kept, shelf, scanner, clock, log })
  const authorities = remembered(ids => directory.byIds(ids), Date.now, { minutes: 1 })
  const exchange: ExchangePorts = {
    ...{ library, translator, authorities, clock, calendar: openCalendar() },
    ...{ ...kept, catalogue: readProcedures(root) },
    files: { shelf, isScanned: scanner !== null, wake: wakeCheck(jobs, scanner) },
    lists: listsOf(library, countries),
    ...{ coordinators: directory.coordinators, competent: search.finder.competent, isLearning },
    people: remembered(ids => users.names(ids), Date.now),
    colleagues: users.colleagues,
  }
  const timers = openTimers({ ...exchange, log })
  defineTimers(jobs, timers)
  defineBackfill(jobs, exchange, log)
  openLearning(base, exchange, jobs, closers)
  const keeping = openKeeping(sql, exchange)
  const people = openPeople(sql, keeping, exchange, publicUrl)
  const notices = openNotices({ ...base, ...kept, library, jobs, people }, closers)
  defineKeepTimers(jobs, { ...keeping, log })
  closers.add(() => jobs.stop())
  await jobs.start()
  const demoClock = settings.oidc === null ? { clock: base.clock, store: clockStore(sql), timers } : null
  const doors = allDoors({
    ...{ ...search, exchange, directory, users, publicUrl, demoClock },
    ...{ keeping, people, engines: translator.engines },
    statistics: openStatistics({ ...exchange, sql, root, publicUrl }),
    ...{ scoreboard: openScoring(sql, root, clock), publicKey: openSigner(master, signingPurpose).publicKey },
    isReady: () => isMigrated(base),
    notice: { store: noticeStore(sql, letterbox(kept.vault)), isDemo: demoClock !== null },
  })
  await search.finder.ready()
  const { changes } = exchange.store
  const hub = openLive({ changes, clock, onProblem: error => log.error('live failed', error) })
  const rooms = { library, directory, users, people, authorities, exchange }
  return { ...search, ...rooms, doors, notices, hub, demoClock }
}

async function isMigrated({ sql, root }: Pick<Base, 'sql' | 'root'>): Promise<boolean> {
  const { missing, faults } = await migrationState(sql, join(root, 'migrations'))
  return missing.length + faults.length === 0
}

/** Learns from forwards, unless the operator wants none of it; what is old is forgotten in any case. */
function openLearning(
  { sql, settings, log, clock }: Pick<Base, 'sql' | 'settings' | 'log' | 'clock'>,
  { catalogue }: Pick<ExchangePorts, 'catalogue'>,
  jobs: Jobs,
  closers: Closers,
): void {
  const learner = openLearner({ sql, catalogue, clock: clock.now })
  defineForgetting(jobs, learner)
  if (settings.isLearning) closers.add(keepRound(learner.tell, error => log.error('learning failed', error)))
}

type Handling = Parts & {
  readonly settings: Settings
  readonly log: Log
  readonly master: Buffer
  readonly url: string
}

/** What answers a call: the embedded provider of the demo for its paths, the application for all others. */
function handlerOf({ settings, log, master, url, ...parts }: Handling) {
  const { library, directory, users, people, authorities, doors, exchange, hub } = parts
  const { publicUrl, oidc } = settings
  const { clock } = exchange
  const recognise = recogniser({ store: users, clock, formKey: signInKeys(master).forms })
  const frames = openFrames(library, authorities, recognise, oidc === null)
  const signIn = openSignIn({ settings, users, people, directory, master, clock, log, url, ...frames })
  const passages = [...signIn.passages, eventsPassage({ ...exchange, hub, recognise })]
  const app = createApp<Actor>({
    ...{ library, doors, passages, publicUrl, ...frames },
    onFault: (error, id, path) => log.error('call failed', error, { id, path }),
  })
  const listener = getRequestListener(withFront(app, publicUrl).fetch)
  return ((request, response) =>
    signIn.takes(request.url ?? '')
      ? signIn.callback(request, response)
      : void listener(request, response)) satisfies RequestListener
}

/** The finder follows the directory, the demo's clock its table; sessions and tokens that are over go. */
function keepFresh(parts: Parts, log: Log, closers: Closers): void {
  const { finder, unknownWords, users, notices, exchange, demoClock } = parts
  closers.add(keepRound(notices.tell, error => log.error('telling failed', error)))
  const stopFollowing = keepFollowing(finder, error => log.error('directory not followed', error))
  closers.add(async () => stopFollowing())
  const timer = setInterval(() => {
    const follow = demoClock?.store.ahead().then(demoClock.clock.setAhead)
    Promise.all([users.sweep(exchange.clock()), unknownWords.flush(), follow]).catch(error =>
      log.error('sweep failed', error),
    )
  }, minuteMs)
  timer.unref()
  closers.add(async () => clearInterval(timer))
}
