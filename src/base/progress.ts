// Progress for the operator: one line a step, on standard error, so that standard output stays what was asked for.

export type Progress = {
  /** A step that begins. */
  (line: string): void
  /** How far a long step is; on a terminal it overwrites itself, elsewhere it speaks at most every ten seconds. */
  part(line: string, done: number, total: number): void
}

type Output = { readonly isTTY?: boolean | undefined; write(text: string): unknown }

const pauseMs = { terminal: 100, file: 10_000 }

/** `isQuiet` says nothing at all. */
export function progressTo(
  output: Output,
  options: { readonly isQuiet?: boolean; now?: () => number } = {},
): Progress {
  const { isQuiet = false, now = performance.now.bind(performance) } = options
  const state = { isOpen: false, lastMs: 0 }
  const close = (): void => {
    if (state.isOpen) output.write('\n')
    state.isOpen = false
  }
  const say = (line: string): void => {
    if (isQuiet) return
    close()
    output.write(`${line}\n`)
  }
  const part = (line: string, done: number, total: number): void => {
    if (isQuiet) return
    const isLast = done >= total
    const pause = output.isTTY ? pauseMs.terminal : pauseMs.file
    if (!isLast && now() - state.lastMs < pause) return
    state.lastMs = now()
    const text = `${line}: ${done} of ${total} (${Math.floor((100 * done) / Math.max(total, 1))} %)`
    output.write(output.isTTY ? `\r\x1b[2K${text}` : `${text}\n`)
    state.isOpen = output.isTTY === true
    if (isLast) close()
  }
  return Object.assign(say, { part })
}
