// The master key of an installation, and its mark in the database that tells whether it is the right one.
import { OperatorFault } from '../base/fault.ts'
import type { Sql } from '../base/sql.ts'
import { keyMark, masterKey } from './key.ts'

/**
 * Opens the master key: as given (MASTER_KEY), else from the file, which is made where the database has no key yet.
 * The database keeps a mark of it, never the key. Faults: the key is missing, or it is another one.
 */
export async function openMaster(sql: Sql, given: Uint8Array | null, file: string): Promise<Buffer> {
  const known = await readMark(sql)
  const master = masterKey(given, file, known === null)
  const mark = keyMark(master)
  if ((known ?? (await writeMark(sql, mark))) === mark) return master
  throw new OperatorFault(
    `The master key from ${given ? 'MASTER_KEY' : file} is not the one of this database.`,
    'The database holds personal data sealed under another key. Put that key back from your backup, or point ' +
      'DATABASE_URL or DATA_DIR at the database that belongs to this key. Nothing was changed.',
  )
}

async function readMark(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ mark: string }[]>`select mark from evidence_key_mark where id = 1`
  return row?.mark ?? null
}

/** Answers the mark that stands now: of two that start at once, the first one's. */
async function writeMark(sql: Sql, mark: string): Promise<string | null> {
  await sql`insert into evidence_key_mark (id, mark) values (1, ${mark}) on conflict (id) do nothing`
  return readMark(sql)
}
