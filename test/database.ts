// A real database for each test file, copied from the migrated template; and the statements that a call sends.
import { inject } from 'vitest'
import { connect, type Sql } from '../src/base/sql.ts'
import { databaseUrl, testName } from './setup.ts'

export type TestDatabase = {
  readonly sql: Sql
  readonly url: string
  /** Closes `sql` and removes the database; call it in `afterAll`. */
  drop(): Promise<void>
}

type Heard = (statement: string) => void

/** Who listens to which pool. */
const listeners = new WeakMap<Sql, Set<Heard>>()

/** Call it in `beforeAll`: about a tenth of a second. */
export async function freshDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = testName()
  await onServer(serverUrl, `create database ${name} template ${inject('template')}`)
  const url = databaseUrl(serverUrl, name)
  const heard = new Set<Heard>()
  const debug: Heard = statement => {
    for (const hear of heard) hear(statement)
  }
  const sql = connect(url, { max: 4, name: 'open-imi test', debug })
  listeners.set(sql, heard)
  // The first connection also asks for the types of arrays; that shall not be counted.
  await sql`select 1`
  return {
    sql,
    url,
    async drop() {
      await sql.end({ timeout: 5 })
      // By force only where a line was left open: that is not allowed while the database's own cleaning is in it.
      await onServer(serverUrl, `drop database if exists ${name}`).catch(() =>
        onServer(serverUrl, `drop database if exists ${name} with (force)`),
      )
    },
  }
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const sql = connect(serverUrl, { max: 1 })
  await sql.unsafe(statement).finally(() => sql.end({ timeout: 5 }))
}

/** Runs `fn` and gives the statements sent through `sql` meanwhile (by anyone), `begin` and `commit` among them. */
export async function counted<T>(
  sql: Sql,
  fn: () => Promise<T>,
): Promise<{ value: T; statements: string[] }> {
  const heard = listeners.get(sql)
  if (!heard) throw new Error('counted() takes the sql of freshDatabase()')
  const statements: string[] = []
  const hear: Heard = statement => {
    if (!statement.includes('pg_catalog.pg_type')) statements.push(statement.trim())
  }
  heard.add(hear)
  try {
    return { value: await fn(), statements }
  } finally {
    heard.delete(hear)
  }
}
