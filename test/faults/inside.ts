// Beside the running server: its database opened for a moment, for tokens before the run and the proof after it.
import { openDatabase } from '../../src/base/postgres.ts'
import { connect, type Sql } from '../../src/base/sql.ts'
import { hashOf, newToken } from '../../src/base/token.ts'
import { userStore } from '../../src/user/store.ts'

export async function inside<T>(dataDir: string, run: (sql: Sql) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir, databaseUrl: null }, () => {})
  const sql = connect(database.url, { max: 4, name: 'open-imi faults' })
  try {
    return await run(sql)
  } finally {
    await sql.end({ timeout: 5 })
    await database.stop()
  }
}

const dayMs = 86_400_000

export async function openToken(
  sql: Sql,
  { user, authority }: { readonly user: string; readonly authority: string },
): Promise<string> {
  const [token, now] = [newToken(), Date.now()]
  const [at, expiresAt] = [now, now + dayMs].map(ms => new Date(ms).toISOString())
  const opened = { tokenHash: hashOf(token), user, authority, at: at ?? '', expiresAt: expiresAt ?? '' }
  if (await userStore(sql).openToken(opened)) return token
  throw new Error(`${user} does not act for ${authority}`)
}
