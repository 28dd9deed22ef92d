// The finder of a running program: loads the directory in the background and again when it has changed.
import type { Lang, Library } from '../base/text.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import { type Choices, type Finder, finderOver, type Hit, noChoices, type Query } from './finder.ts'
import type { AuthorityStore } from './store.ts'

export type LiveFinder = {
  /** Waits for the first load. Rejects where that failed; `refresh` tries again. */
  ready(): Promise<Finder>
  /** Waits for the first load, then takes about a millisecond. */
  find(query: Query): Promise<readonly Hit[]>
  /** Of the directory as last loaded; empty before. */
  choices(): Choices
  /** Loads the directory again if authorities came, went or changed their status; tells whether it did. */
  refresh(): Promise<boolean>
}

/** Starts loading at once. */
export function openFinder(
  store: Pick<AuthorityStore, 'all' | 'stamp'>,
  library: Pick<Library, 'languages' | 'in'>,
  lexicons: ReadonlyMap<Lang, Lexicon>,
): LiveFinder {
  let loaded: { readonly stamp: string; readonly finder: Finder } | null = null
  let current: Promise<Finder> = load()
  let refreshing: Promise<boolean> | null = null

  /** The stamp is read first: what changes meanwhile is seen by the next refresh. */
  async function load(): Promise<Finder> {
    const stamp = await store.stamp()
    const finder = finderOver(await store.all(), library, lexicons)
    loaded = { stamp, finder }
    return finder
  }

  /** The old index serves until the new one is there. */
  async function reload(): Promise<boolean> {
    await current.catch(() => {})
    if ((await store.stamp()) === loaded?.stamp) return false
    const fresh = await load()
    current = Promise.resolve(fresh)
    return true
  }

  current.catch(() => {})
  return {
    ready: () => current,
    choices: () => loaded?.finder.choices ?? noChoices,
    find: async query => (await current).find(query),
    refresh() {
      refreshing ??= reload().finally(() => {
        refreshing = null
      })
      return refreshing
    },
  }
}
