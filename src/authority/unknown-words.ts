// Collects words of searches that nothing fits, as work for the lexicon; what may be a name or a number stays nowhere.
import type { Lang } from '../base/text.ts'
import type { UnknownWord } from './store/unknown-word.ts'

/** One search. `caller` tells people apart while the day lasts; it is never written. */
export type Asked = {
  readonly text: string
  readonly unknown: readonly string[]
  readonly lang: Lang
  readonly caller: string
}

export type UnknownWords = {
  note(asked: Asked): void
  /** Writes what has been asked by enough people, and forgets the days before. */
  flush(): Promise<void>
}

/** So many different people must ask for a word on one day before it is written: a name is asked for by few. */
export const callersMin = 3
/** Kept in memory at once; more are not noted until the day is over. */
const wordsMax = 10_000

type Counted = {
  readonly lang: Lang
  readonly word: string
  readonly callers: Set<string>
  written: number
}

/** Counts in memory. `day`: today, as `2026-11-24`. */
export function openUnknownWords(
  write: (words: readonly UnknownWord[]) => Promise<unknown>,
  dayNow: () => string,
): UnknownWords {
  const counted = new Map<string, Counted>()
  let day = dayNow()
  const keepToday = (): void => {
    if (day === dayNow()) return
    counted.clear()
    day = dayNow()
  }
  return {
    note({ text, unknown, lang, caller }) {
      keepToday()
      for (const word of collectable(text, unknown)) {
        const key = `${lang} ${word}`
        const one = counted.get(key) ?? { lang, word, callers: new Set(), written: 0 }
        if (counted.size < wordsMax) counted.set(key, one)
        one.callers.add(caller)
      }
    },
    async flush() {
      keepToday()
      const due = [...counted.values()].filter(
        ({ callers, written }) => callers.size >= callersMin && callers.size > written,
      )
      const sizes = due.map(({ callers }) => callers.size)
      if (due.length === 0) return
      await write(
        due.map(({ lang, word, callers, written }) => ({ lang, word, count: callers.size - written, day })),
      )
      for (const [at, one] of due.entries()) one.written = sizes[at] ?? one.written
    },
  }
}

/** Words of 4 to 40 letters in lower case that stand in the text as they are: no names in capitals, and no parts of
 *  numbers, addresses or words with signs in them. */
export function collectable(text: string, unknown: readonly string[]): readonly string[] {
  const standing = new Set(text.split(/\s+/).map(one => one.replace(/^[("„“«”»]+|[)"“”«».,;:!?]+$/gu, '')))
  return [...new Set(unknown)].filter(word => standing.has(word) && /^[\p{Ll}\p{M}]{4,40}$/u.test(word))
}
