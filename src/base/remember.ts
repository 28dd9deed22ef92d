// Remembers what was looked up by id, for some minutes: names change seldom and are needed on every page.

type Held<T> = { readonly value: T; readonly until: number }

export type Remembered<T> = (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>

const minuteMs = 60_000

/**
 * Looks up ids, all missing ones in one call of `load`. At most `max` are held; when there are more, all are dropped.
 * Ids that `load` does not know are asked for again each time.
 */
export function remembered<T>(
  load: Remembered<T>,
  clock: () => number,
  { max = 20_000, minutes = 5 } = {},
): Remembered<T> {
  const held = new Map<string, Held<T>>()
  return async ids => {
    const now = clock()
    const found = new Map<string, T>()
    const missing: string[] = []
    for (const id of new Set(ids)) {
      const known = held.get(id)
      if (known && known.until > now) found.set(id, known.value)
      else missing.push(id)
    }
    if (missing.length === 0) return found
    if (held.size + missing.length > max) held.clear()
    for (const [id, value] of await load(missing)) {
      held.set(id, { value, until: now + minutes * minuteMs })
      found.set(id, value)
    }
    return found
  }
}
