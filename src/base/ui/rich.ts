// Sentences of the catalogue that hold markup: links, chips, names in another language. The catalogue keeps the order.
import { type Html, html, trusted } from '../html.ts'
import type { Facts } from '../result.ts'
import type { Texts } from '../text.ts'

/** Private characters of Unicode stand for the markup while the sentence is put together. */
const first = 0xe000
const slot = (index: number): string => String.fromCharCode(first + index)

function fill(sentence: string, markups: readonly Html[]): Html {
  const parts = sentence.split(/([\ue000-\uf8ff])/).map(part => {
    const markup = part.length === 1 ? markups[part.charCodeAt(0) - first] : undefined
    return (markup ?? html`${part}`).markup
  })
  return trusted(parts.join(''))
}

/** The text of `key` with `markup` in the places that its names hold. */
export function rich(t: Texts, key: string, markup: Readonly<Record<string, Html>>, facts: Facts = {}): Html {
  const slots = Object.fromEntries(Object.keys(markup).map((name, index) => [name, slot(index)]))
  const clean = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'string' ? fact.replace(/[\ue000-\uf8ff]/g, '') : fact,
    ]),
  )
  return fill(t(key, { ...clean, ...slots }), Object.values(markup))
}

/** `a, b and c` as the language writes it. */
export const richList = (t: Texts, items: readonly Html[]): Html =>
  fill(t.list(items.map((_, index) => slot(index))), items)
