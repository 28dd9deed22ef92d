// Brings the database to the shape that this program knows: migrations/NNNN-*.sql, forward only.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, OperatorFault } from './fault.ts'
import { isUniqueViolation, type Sql, sqlState, type Tx } from './sql.ts'

export type Migration = {
  readonly number: number
  readonly file: string
  readonly text: string
  readonly hash: string
}
type Applied = { readonly number: number; readonly file: string; readonly hash: string }

/** Reads the numbered files of a folder, in order. Faults: a number used twice, a file without a number. */
export function readMigrations(folder: string): readonly Migration[] {
  const found = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(file => migrationOf(folder, file))
  for (const [index, { number, file }] of found.entries())
    if (found[index + 1]?.number === number)
      throw new OperatorFault(
        `Migration number ${number} is used twice (${file}).`,
        'Give the newer file the next free number.',
      )
  return found
}

function migrationOf(folder: string, file: string): Migration {
  const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1])
  if (Number.isNaN(number))
    throw new OperatorFault(`Migration ${file} is not named NNNN-title.sql.`, 'Rename it.')
  const text = readFileSync(join(folder, file), 'utf8')
  return { number, file, text, hash: createHash('sha256').update(text).digest('hex') }
}

/**
 * Applies what is missing and says the names. Two starters may call it at once: each number is claimed first.
 * Faults: a foreign database, one that is newer than this program, an applied file that was changed.
 */
export async function migrate(sql: Sql, folder: string): Promise<readonly string[]> {
  const known = readMigrations(folder)
  const applied = await readApplied(sql)
  if (applied === null) await prepare(sql)
  for (const fault of faultsOf(known, applied ?? [])) throw fault
  const numbers = new Set(applied?.map(row => row.number))
  const done: string[] = []
  for (const migration of known)
    if (!numbers.has(migration.number) && (await apply(sql, migration))) done.push(migration.file)
  return done
}

/** What `doctor` shows. `applied` is null where the database has never been migrated. */
export async function migrationState(sql: Sql, folder: string) {
  const known = readMigrations(folder)
  const applied = await readApplied(sql)
  const numbers = new Set(applied?.map(row => row.number))
  return {
    applied: applied?.length ?? null,
    missing: known.filter(one => !numbers.has(one.number)).map(one => one.file),
    faults: faultsOf(known, applied ?? []).map(fault => fault.message),
  }
}

async function readApplied(sql: Tx): Promise<readonly Applied[] | null> {
  const [table] = await sql<{ here: boolean }[]>`select to_regclass('public.migration') is not null as here`
  if (!table?.here) return null
  return sql<Applied[]>`select number, file, hash from public.migration order by number`
}

/** SQLSTATE duplicate_object. */
/** SQLSTATE: a type, or a table, of that name is there. */
const isThere: readonly (string | null)[] = ['42710', '42P07']

/** Makes the table of migrations, in an empty database only. */
async function prepare(sql: Sql): Promise<void> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'pgboss') and tablename <> 'migration'
    order by 1 limit 4`
  // A second starter may have been faster between the two looks.
  if (tables.length > 0 && (await readApplied(sql)) === null)
    throw new OperatorFault(
      `The database holds tables of another program (${tables.map(row => row.name).join(', ')}). Nothing was changed.`,
      'Point DATABASE_URL at an empty database of its own.',
    )
  await sql`create table if not exists public.migration (
    number int primary key, file text not null, hash text not null, applied_at timestamptz not null default now()
  )`.catch(error => {
    // "if not exists" is not proof against two at once: the slower one fails on a key of the catalogue, or finds
    // the table or its type already there.
    if (!isUniqueViolation(error) && !isThere.includes(sqlState(error))) throw error
  })
}

function faultsOf(known: readonly Migration[], applied: readonly Applied[]): OperatorFault[] {
  const byNumber = new Map(known.map(one => [one.number, one]))
  return applied.flatMap(row => {
    const file = byNumber.get(row.number)
    if (file?.hash === row.hash) return []
    if (file)
      return new OperatorFault(
        `Migration ${file.file} was changed after it had been applied to this database.`,
        'Restore the file and put the change into a new migration.',
      )
    return new OperatorFault(
      `The database is newer than this program: it has migration ${row.file}, which is not known here.`,
      'Start the newer version of the program, or restore a backup made by this one.',
    )
  })
}

/** True when this call applied it, false when another starter did. */
async function apply(sql: Sql, migration: Migration): Promise<boolean> {
  const { number, file, hash, text } = migration
  try {
    await sql.begin(async tx => {
      // The claim comes first: whoever else tries this number waits here and then fails on the key.
      await tx`insert into public.migration (number, file, hash) values (${number}, ${file}, ${hash})`
      await tx`set local statement_timeout = 0`
      await tx.unsafe(text)
    })
    return true
  } catch (error) {
    if (isUniqueViolation(error, 'migration_pkey')) return false
    throw new Error(`migration ${file}: ${messageOf(error)}`, { cause: error })
  }
}
