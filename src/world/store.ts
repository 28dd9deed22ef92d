// What the world asks of a database: to fill it once, while it is empty; and how far the demo's clock stands ahead.
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

export type ClockStore = {
  /** Unit: days. */
  ahead(): Promise<number>
  /** Moves it on by so many days; answers how far it stands ahead now. */
  move(days: number): Promise<number>
}

/** Ten years: calendars reach further, people's patience does not. */
const aheadMax = 3650

/** One row for all servers of a database. */
export const clockStore = (sql: Tx): ClockStore => ({
  async ahead() {
    const [row] = await sql<{ days: number }[]>`select days from demo_clock`
    return row?.days ?? 0
  },
  async move(by) {
    const [row] = await sql<{ days: number }[]>`
      insert into demo_clock as c (id, days) values (1, ${by})
      on conflict (id) do update set days = least(c.days + excluded.days, ${aheadMax}) returning days`
    return row?.days ?? 0
  },
})
