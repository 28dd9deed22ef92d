// The application in this process, wired as src/server.ts does it, but for sign-in, jobs and real engines.
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { authorityStore } from '../src/authority/store.ts'
import { createApp } from '../src/base/app.ts'
import { withFront } from '../src/base/front.ts'
import { remembered } from '../src/base/remember.ts'
import { openShelf } from '../src/base/shelf.ts'
import { connect, type Sql } from '../src/base/sql.ts'
import { openCalendar } from '../src/calendar/holidays.ts'
import { countries } from '../src/calendar/model.ts'
import { allDoors } from '../src/doors.ts'
import { openSigner } from '../src/evidence/signature.ts'
import { listsOf } from '../src/exchange/lists.ts'
import type { ExchangePorts } from '../src/exchange/ports.ts'
import { type ExchangeStore, exchangeStore } from '../src/exchange/store.ts'
import { openVault } from '../src/exchange/vault.ts'
import { openFrames } from '../src/frame.ts'
import { openKeeping } from '../src/keeping.ts'
import { loadLibrary } from '../src/library.ts'
import { noticeStore } from '../src/notice/store.ts'
import { openPeople } from '../src/people.ts'
import type { Actor } from '../src/permission/model.ts'
import { readProcedures } from '../src/procedure/store.ts'
import { signingPurpose } from '../src/scoreboard/publish.ts'
import { openScoring } from '../src/scoring.ts'
import { openSearch } from '../src/searching.ts'
import { openStatistics } from '../src/usage.ts'
import { recogniser } from '../src/user/recognise.ts'
import { userStore } from '../src/user/store.ts'
import { openStandIn } from './engine.ts'

export type Wanted = { readonly url: string; readonly root: string; readonly master: Buffer }

export type App = Awaited<ReturnType<typeof openApp>>

/** As in src/server.ts. */
const connectionsMax = 12
export const publicUrl = 'http://bench.invalid'
export const clock = (): string => new Date().toISOString()

/** The application over one pool, and a second pool of the same size for the peer. */
export async function openApp({ url, root, master }: Wanted) {
  const sql = connect(url, { max: connectionsMax, name: 'open-imi bench' })
  const raw = connect(url, { max: connectionsMax, name: 'open-imi bench peer' })
  const translator = openStandIn(sql, master, clock)
  const ports = portsOf({ sql, root, master, translator })
  const { library } = ports
  const users = userStore(sql)
  const directory = authorityStore(sql)
  const search = openSearch({ sql, root, library, directory, clock })
  const recognise = recogniser({ store: users, clock, formKey: 'bench' })
  const keeping = openKeeping(sql, ports)
  const doors = allDoors({
    scoreboard: openScoring(sql, root, clock),
    statistics: openStatistics({ ...ports, sql, root, publicUrl }),
    publicKey: openSigner(master, signingPurpose).publicKey,
    ...{ ...search, exchange: ports, directory, users, publicUrl },
    isReady: async () => true,
    engines: [],
    ...{ keeping, people: openPeople(sql, keeping, ports, publicUrl) },
    demoClock: null,
    notice: { store: noticeStore(sql), isDemo: true },
  })
  const app = createApp<Actor>({
    ...{ library, doors, passages: [], publicUrl },
    ...openFrames(library, ports.authorities, recognise, true),
    onFault: error => {
      throw error
    },
  })
  const front = withFront(app, publicUrl)
  await search.finder.ready()
  // The listener of the server brings its own Request and Response: the same shall be measured here.
  const listener = getRequestListener(front.fetch)
  return {
    listener,
    ...{ sql, raw, ports, users, directory, root },
    /** Makes the translations that were asked for. */
    translate: translator.work,
    fetch: async (request: Request) => front.fetch(request),
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), raw.end({ timeout: 5 })])
    },
  }
}

type Parts = {
  readonly sql: Sql
  readonly root: string
  readonly master: Buffer
  readonly translator: ExchangePorts['translator']
}

function portsOf({ sql, root, master, translator }: Parts): ExchangePorts {
  const library = loadLibrary(root)
  return {
    ...{ library, translator, clock, calendar: openCalendar() },
    catalogue: readProcedures(root),
    store: everyReading(exchangeStore(sql)),
    vault: openVault(master),
    lists: listsOf(library, countries),
    authorities: remembered(ids => authorityStore(sql).byIds(ids), Date.now),
    coordinators: authorityStore(sql).coordinators,
    competent: async () => ({ found: [], total: 0 }),
    isLearning: true,
    people: remembered(ids => userStore(sql).names(ids), Date.now),
    colleagues: userStore(sql).colleagues,
    files: {
      shelf: openShelf(join(tmpdir(), 'open-imi-bench-files')),
      isScanned: false,
      wake: async () => {},
    },
  }
}

/**
 * A reading is written once a minute for each person, and the bench reads the same pages many times a minute: here
 * each counts as the first of its minute, so that each is committed to the disk, as it is for people.
 */
const everyReading = (store: ExchangeStore): ExchangeStore => ({
  ...store,
  noteLook: looked =>
    store.noteLook({ ...looked, read: looked.read && { ...looked.read, id: randomUUID() } }),
})
