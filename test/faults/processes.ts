// Processes by number, as Linux shows them: children, whether one is alive, the signal that nobody can refuse.
import { existsSync, readFileSync } from 'node:fs'

export function childrenOf(pid: number): readonly number[] {
  const file = `/proc/${pid}/task/${pid}/children`
  try {
    return readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

/** A dead one that nobody has fetched is not alive. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return existsSync(`/proc/${pid}`)
  }
}

export function kill(pids: readonly number[]): void {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Gone already.
    }
}
