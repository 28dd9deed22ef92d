// Replays a year of the demo world with a moved clock and counts the mails a person a day, without and with bundling.
// Run: node scripts/run.mjs test/load/mails.ts [EXCHANGES]. Nobody reads anything meanwhile: the most that can come.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Followed } from '../../src/base/follow.ts'
import { migrate } from '../../src/base/migrate.ts'
import { openDatabase } from '../../src/base/postgres.ts'
import { progressTo } from '../../src/base/progress.ts'
import { openShelf } from '../../src/base/shelf.ts'
import { connect, type Sql } from '../../src/base/sql.ts'
import { loadLibrary } from '../../src/library.ts'
import { tellOf } from '../../src/notice/follow.ts'
import { later } from '../../src/notice/model.ts'
import { logTransport } from '../../src/notice/transport.ts'
import { openWorker } from '../../src/notice/worker.ts'
import { buildWorld } from '../../src/world/build.ts'

const root = resolve(import.meta.dirname, '..', '..')
const exchanges = Number(process.argv[2] ?? 2000)
const end = '2026-11-24T09:00:00.000Z'
const say = progressTo(process.stderr)
const quarterMs = 900_000

const folder = mkdtempSync(join(tmpdir(), 'open-imi-mails-'))
const database = await openDatabase({ dataDir: folder, databaseUrl: null }, say, { fsync: 'off' })
const sql = connect(database.url, { max: 8 })
try {
  await migrate(sql, join(root, 'migrations'))
  const shelf = openShelf(join(folder, 'files'))
  await buildWorld({ sql, root, shelf, master: Buffer.alloc(32, 7), size: exchanges, now: end, say })
  // What the world's people looked at would keep mails back before it happened.
  await sql`truncate exchange_seen`
  for (const choice of ['digest', 'at-once'] as const) {
    await replay(sql, choice)
    console.log(JSON.stringify({ choice, ...(await figures(sql)) }))
  }
} finally {
  await sql.end()
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Each quarter of an hour in which something happens or is due. */
async function replay(sql: Sql, choice: string): Promise<void> {
  await sql`truncate notice, notice_mail, notice_setting`
  await sql`insert into notice_setting (account, procedure, choice) select id, '*', ${choice} from account`
  const events = await sql<Followed[]>`
    select transaction::text, exchange, version, event, at, authority, account, data from exchange_event order by at`
  const clock = { now: '' }
  const ports = { sql, library: loadLibrary(root), transport: logTransport, clock: () => clock.now }
  const worker = openWorker({
    ...ports,
    log: { error: say, warn: () => {} },
    publicUrl: 'https://imi.example.eu',
  })
  const tell = tellOf(() => clock.now)
  for (let told = 0, due: string | null = null; told < events.length || due !== null; ) {
    const next = [events[told]?.at, due].filter(at => typeof at === 'string').toSorted()[0] ?? end
    const from = Math.max(Date.parse(next), clock.now === '' ? 0 : Date.parse(clock.now) + 1)
    clock.now = new Date(Math.ceil(from / quarterMs) * quarterMs).toISOString()
    const batch: Followed[] = []
    for (let one = events[told]; one && one.at <= clock.now; one = events[++told]) batch.push(one)
    if (batch.length > 0) await tell(sql, batch)
    await worker.make()
    await worker.send()
    due = await nextDue(sql, clock.now)
    say.part(`replay ${choice}`, told, events.length)
  }
}

async function nextDue(sql: Sql, now: string): Promise<string | null> {
  const [row] = await sql<{ at: string | null }[]>`
    select min(mail_after) as at from notice where mail is null and read_at is null`
  return row?.at && row.at <= now ? later(now, 15) : (row?.at ?? null)
}

/** Days in UTC; of the days on which a person gets anything at all. */
async function figures(sql: Sql) {
  const perDay = async (from: 'notice' | 'notice_mail', at: 'at' | 'made_at') => {
    const [row] = await sql`
      with days as (
        select account, date_trunc('day', ${sql(at)}) as day, count(*)::int as n from ${sql(from)} group by 1, 2)
      select sum(n)::int as total, round(avg(n), 2)::float as mean, max(n) as most,
        percentile_disc(0.95) within group (order by n) as p95, count(*)::int as "personDays",
        count(distinct account)::int as persons
      from days`
    return row
  }
  const [lost] =
    await sql`select count(*)::int as n from notice where mail is null and mail_after is not null`
  return {
    before: await perDay('notice', 'at'),
    after: await perDay('notice_mail', 'made_at'),
    withoutMail: lost?.n,
  }
}
