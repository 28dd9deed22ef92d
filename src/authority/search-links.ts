// The same search a little otherwise: narrowed, widened, without some words, or none but the directory of a country.
import { tokensOf } from './fold.ts'

/** With one filter more. */
export const narrowed = (url: URL, name: string, value: string): string =>
  changed(url, query => query.set(name, value))

/** Without a filter. */
export const widened = (url: URL, name: string): string => changed(url, query => query.delete(name))

/** Without some of its words. */
export const withoutWords = (url: URL, words: readonly string[]): string =>
  changed(url, query => query.set('q', leftOf(query.get('q') ?? '', words)))

/** Only a country, or none; a page that waits for the choice goes on waiting. */
export const directoryHref = (url: URL, country: string | null): string =>
  changed(url, query => {
    for (const name of [...query.keys()]) if (name !== 'for') query.delete(name)
    if (country !== null) query.set('country', country)
  })

function changed(url: URL, change: (query: URLSearchParams) => void): string {
  const query = new URLSearchParams(url.searchParams)
  change(query)
  // The next page of another search begins elsewhere; the language has been chosen by now.
  for (const name of ['cursor', 'lang']) query.delete(name)
  return query.size > 0 ? `${url.pathname}?${query}` : url.pathname
}

/** Whole words only: `in` is not taken out of `Wien`. */
function leftOf(text: string, words: readonly string[]): string {
  const gone = new Set(words)
  const kept = text.replace(/[\p{L}\p{M}\u00ad]+/gu, one =>
    gone.has(tokensOf(one)[0]?.word ?? '') ? ' ' : one,
  )
  return kept.replace(/\s+/g, ' ').trim()
}
