// All folded words that the finder knows, and which of them a word of a query may stand for.
import { better, type Fit, fitOf, slipFitOf, slipsMax, stemFitOf, stemLetters } from './match.ts'

export type Match = Fit & { readonly word: number }

export type Vocabulary = {
  readonly words: readonly string[]
  /** The words that a folded word matches, each by its strongest rule. Remembers the last answers. */
  match(key: string): readonly Match[]
}

const rememberedMax = 5000

/** Prepares distinct folded words for matching. */
export function vocabulary(words: readonly string[]): Vocabulary {
  const ids = new Map(words.map((word, id) => [word, id]))
  const starts = grouped(words, word => word.slice(0, stemLetters))
  const ends = grouped(words, word => word.slice(-stemLetters))
  const masks = Uint32Array.from(words, maskOf)
  const remembered = new Map<string, readonly Match[]>()

  const find = (key: string): readonly Match[] => {
    const found = new Map<number, Fit | null>()
    const exact = ids.get(key)
    if (exact !== undefined) found.set(exact, fitOf(key, key))
    for (const near of [starts.get(key.slice(0, stemLetters)), ends.get(key.slice(-stemLetters))])
      for (const id of near ?? []) if (!found.has(id)) found.set(id, stemFitOf(key, words[id] ?? ''))
    // A word that is known as it stands is no typing error.
    if (exact === undefined)
      for (const [id, fit] of typingErrors(key, words, masks))
        found.set(id, better(found.get(id) ?? null, fit))
    return [...found].flatMap(([word, fit]) => (fit ? [{ word, ...fit }] : []))
  }

  return {
    words,
    match(key) {
      const known = remembered.get(key)
      if (known) return known
      if (remembered.size >= rememberedMax) remembered.clear()
      const fresh = find(key)
      remembered.set(key, fresh)
      return fresh
    },
  }
}

/** The same answers by comparing with every word: what the tests hold `vocabulary` against. */
export function matchEach(words: readonly string[], key: string): readonly Match[] {
  const isKnown = words.includes(key)
  return words.flatMap((one, word) => {
    const fit = isKnown && one !== key ? stemFitOf(key, one) : fitOf(key, one)
    return fit ? [{ word, ...fit }] : []
  })
}

function grouped(words: readonly string[], keyOf: (word: string) => string): ReadonlyMap<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [id, word] of words.entries()) {
    if (word.length < stemLetters) continue
    const group = groups.get(keyOf(word))
    if (group) group.push(id)
    else groups.set(keyOf(word), [id])
  }
  return groups
}

/** Which letters occur. One slip adds at most one letter and takes at most one away. */
function maskOf(word: string): number {
  let mask = 0
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) & 31)
  return mask
}

function* typingErrors(
  key: string,
  words: readonly string[],
  masks: Uint32Array,
): Generator<readonly [number, Fit]> {
  const max = slipsMax(key.length)
  if (max === 0) return
  const mask = maskOf(key)
  for (let id = 0; id < masks.length; id++) {
    if (bitsOf((masks[id] ?? 0) ^ mask) > 2 * max) continue
    const fit = slipFitOf(key, words[id] ?? '')
    if (fit) yield [id, fit]
  }
}

function bitsOf(mask: number): number {
  let left = mask - ((mask >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
