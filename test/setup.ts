// Before all tests: one database server, and a migrated template from which each test file gets its copy.
import { createHash, randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate, readMigrations } from '../src/base/migrate.ts'
import { type Database, openDatabase } from '../src/base/postgres.ts'
import { connect, type Sql, sqlState } from '../src/base/sql.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test server. */
    readonly serverUrl: string
    readonly template: string
  }
}

const migrations = resolve(import.meta.dirname, '..', 'migrations')
const hourMs = 3_600_000

/** Tests may lose their data in a power cut, so the server need not wait for the disk. */
const tuning = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '128MB' }

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const sql = connect(server.url, { max: 1 })
  try {
    await dropOld(sql)
    project.provide('serverUrl', server.url)
    project.provide('template', await ensureTemplate(sql, server.url))
  } finally {
    await sql.end()
  }
  return () => server.stop()
}

/** DATABASE_URL_TEST names a server to use; else our own, kept between runs in the folder for temporary files. */
async function openServer(): Promise<Database> {
  const dataDir = join(tmpdir(), `open-imi-test-${userInfo().uid}`)
  const settings = { dataDir, databaseUrl: process.env.DATABASE_URL_TEST ?? null }
  const say = (line: string) => process.env.TEST_LOG && console.log(line)
  try {
    return await openDatabase(settings, say, tuning)
  } catch (fault) {
    if (settings.databaseUrl) throw fault
    // Left broken by a killed run or a power cut: it holds nothing worth keeping.
    rmSync(dataDir, { recursive: true, force: true })
    return openDatabase(settings, say, tuning)
  }
}

/** Named by what it was made from, so that two runs with different migrations do not meet. */
async function ensureTemplate(sql: Sql, serverUrl: string): Promise<string> {
  const hash = createHash('sha256')
  for (const { text } of readMigrations(migrations)) hash.update(text)
  const name = `open_imi_template_${hash.digest('hex').slice(0, 12)}`
  const [known] = await sql`select from pg_database where datname = ${name}`
  if (known) return name
  const draft = testName()
  await sql.unsafe(`create database ${draft} template template0`)
  const inside = connect(databaseUrl(serverUrl, draft), { max: 1 })
  await migrate(inside, migrations).finally(() => inside.end())
  await sql.unsafe(`alter database ${draft} rename to ${name}`).catch(error => {
    // Another run was faster.
    if (sqlState(error) !== '42P04') throw error
  })
  return name
}

/** What killed runs left behind, and templates of migrations long changed. */
async function dropOld(sql: Sql): Promise<void> {
  const rows = await sql<{ name: string }[]>`
    select datname as name from pg_database where datname like 'open\_imi\_t%' order by oid desc`
  const templates = rows.filter(row => row.name.startsWith('open_imi_template_')).slice(6)
  const old = rows.filter(row => ageMs(row.name) > hourMs)
  for (const { name } of [...templates, ...old])
    await sql.unsafe(`drop database if exists ${name}`).catch(() => {})
}

const prefix = 'open_imi_test_'

/** A name for a database that tells when it was made. */
export const testName = (): string => `${prefix}${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`

const ageMs = (name: string): number =>
  name.startsWith(prefix) ? Date.now() - Number.parseInt(name.slice(prefix.length), 36) : 0

/** The address of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
