// What the world asks of a database before it fills it: that it is empty, and that nobody else is filling it.
import type { Sql, Tx } from '../base/sql.ts'

/** Any number that no other lock of this database has. */
const worldLock = 20_081_128

/**
 * Runs `fill` in one transaction, where the directory is empty; null, and nothing changed, where it is not.
 * Whoever comes second waits for the first. A stop in the middle leaves nothing behind.
 */
export async function fillEmpty<T>(sql: Sql, fill: (tx: Tx) => Promise<T>): Promise<T | null> {
  const filled = await sql.begin(async tx => {
    // Waiting for another world, or a large chunk, may take longer than a call of a page may.
    await tx`set local statement_timeout = 0`
    await tx`set local idle_in_transaction_session_timeout = 0`
    await tx`select pg_advisory_xact_lock(${worldLock})`
    const [row] = await tx<{ isEmpty: boolean }[]>`select not exists (select from authority) as "isEmpty"`
    return row?.isEmpty ? { value: await fill(tx) } : null
  })
  return filled ? filled.value : null
}
