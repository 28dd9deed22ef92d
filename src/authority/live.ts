// The finder of a running program: loads the directory in the background and follows what changes in it.
import type { Case, Competence } from './competent.ts'
import {
  type Choices,
  type Finder,
  finderOver,
  noChoices,
  type Query,
  type Reading,
  type Words,
} from './finder.ts'
import type { AuthorityStore } from './store.ts'
import type { Listed } from './successors.ts'

export type LiveFinder = {
  /** Waits for the first load. Rejects where that failed; `refresh` tries again. */
  ready(): Promise<Finder>
  /** Waits for the first load, then takes about a millisecond. */
  read(query: Query): Promise<Reading>
  /** Who is competent for a case, at most `limit`; takes about as long. */
  competent(asked: Case, limit: number): Promise<Competence>
  /** Of the directory as last loaded; empty before. */
  choices(): Choices
  /** Takes in what changed in the directory, whichever process wrote it; tells whether anything did. */
  refresh(): Promise<boolean>
}

/** Starts loading at once. */
export function openFinder(store: Pick<AuthorityStore, 'changedSince'>, words: Words): LiveFinder {
  const entries = new Map<string, Listed>()
  let version = 0
  let finder: Finder | null = null
  let current: Promise<Finder> = load()
  let refreshing: Promise<boolean> | null = null

  /** Entries that did not change stay the same objects: their names need not be read again. */
  async function load(): Promise<Finder> {
    const fresh = await store.changedSince(version)
    if (finder && fresh.version === version) return finder
    for (const entry of fresh.changed) entries.set(entry.id, entry)
    finder = finderOver([...entries.values()], words)
    version = fresh.version
    return finder
  }

  /** The old index serves until the new one is there. */
  async function reload(): Promise<boolean> {
    await current.catch(() => {})
    const before = finder
    const fresh = await load()
    current = Promise.resolve(fresh)
    return fresh !== before
  }

  current.catch(() => {})
  return {
    ready: () => current,
    choices: () => finder?.choices ?? noChoices,
    read: async query => (await current).read(query),
    competent: async (asked, limit) => (await current).competent(asked, limit),
    refresh() {
      refreshing ??= reload().finally(() => {
        refreshing = null
      })
      return refreshing
    },
  }
}

/** How often a program asks whether the directory changed: another process finds a newcomer within twice this. */
const followMs = 700

/** Follows the directory until stopped. */
export function keepFollowing(
  finder: Pick<LiveFinder, 'refresh'>,
  onFault: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => finder.refresh().catch(onFault), followMs)
  timer.unref()
  return () => clearInterval(timer)
}
