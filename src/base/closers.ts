// What was opened is closed once, last opened first; one that fails to close does not keep the others open.

export type Closers = {
  /** Call it as soon as something is open. */
  add(close: () => Promise<unknown>): void
  /** Each caller waits for the same closing. What is added afterwards is closed at once. */
  close(): Promise<void>
}

/** `onProblem` is told what failed to close. */
export function openClosers(onProblem: (error: unknown) => void): Closers {
  const open: (() => Promise<unknown>)[] = []
  let closing: Promise<void> | null = null
  const closeAll = async (): Promise<void> => {
    for (let next = open.pop(); next; next = open.pop()) await next().catch(onProblem)
  }
  return {
    add(close) {
      open.push(close)
      if (closing) closing = closing.then(closeAll)
    },
    close() {
      closing ??= closeAll()
      return closing
    },
  }
}
