// What a running server wrote about itself in postmaster.pid, and whether it still tells the truth.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Place } from './postgres-place.ts'

export type Postmaster = { readonly pid: number; readonly socket: string; readonly shared: string }

/** Process, folder of the socket, number of the shared memory: lines 1, 5 and 7. */
export function readPid({ cluster }: Pick<Place, 'cluster'>): Postmaster | null {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const shared = lines[6]?.trim().split(/\s+/)[1] ?? ''
  return lines[4] ? { pid: Number(lines[0]), socket: lines[4], shared } : null
}

/**
 * Removes what a killed server left, where PostgreSQL itself would be too careful: its number may still be in the
 * table of processes (a dead child that nobody fetched, usual in containers) or belong to another program by now.
 * Only where that is certain and nobody uses its memory any more; else PostgreSQL decides.
 */
export async function clearDead(place: Pick<Place, 'cluster'>): Promise<void> {
  const found = readPid(place)
  if (!found || !isDead(found.pid, place.cluster)) return
  for (let waitedMs = 0; usersOf(found.shared) !== 0; waitedMs += 100) {
    if (waitedMs >= 10_000) return
    await wait(100)
  }
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'])
    rmSync(join(found.socket, name), { force: true })
  rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
}

/** Known only where the system has /proc. */
function isDead(pid: number, cluster: string): boolean {
  if (!existsSync('/proc/self/stat')) return false
  try {
    const state = /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
    return state === 'Z' || !readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
  } catch {
    return !existsSync(`/proc/${pid}`)
  }
}

/** How many processes are attached to a block of shared memory; null where that cannot be seen. */
function usersOf(shared: string): number | null {
  if (!existsSync('/proc/sysvipc/shm')) return null
  const rows = readFileSync('/proc/sysvipc/shm', 'utf8')
    .split('\n')
    .map(line => line.trim().split(/\s+/))
  const row = rows.find(([, id]) => id === shared)
  return row ? Number(row[6]) : 0
}
