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

export function argumentsOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

export const kill = (pids: readonly number[]): void => signal(pids, 'SIGKILL')

export function signal(pids: readonly number[], name: 'SIGKILL' | 'SIGSTOP'): void {
  for (const pid of pids)
    try {
      process.kill(pid, name)
    } catch {
      // Gone already.
    }
}
