// One key for every script: lower case, no marks, Greek and Cyrillic written with Latin letters.
import type { Lang } from '../base/text.ts'

/** A word as it was written, and its key. */
export type Word = { readonly word: string; readonly key: string }

/** Pairs of Greek letters that sound as one, before single letters. Source: ELOT 743. */
const greekPairs: readonly (readonly [RegExp, string])[] = [
  [/ου/g, 'ou'],
  [/([αεη])υ(?=[θκξπσςτφχψ]|$)/g, '$1f'],
  [/([αεη])υ/g, '$1v'],
  [/γγ/g, 'ng'],
  [/γξ/g, 'nx'],
  [/γχ/g, 'nch'],
  [/^μπ/g, 'b'],
]

/** Letter by letter. Greek after ELOT 743, Cyrillic after the Bulgarian law on transliteration. */
const letters: Readonly<Record<string, string>> = {
  ...{ α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm' },
  ...{ ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps' },
  ...{ ω: 'o', а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k' },
  ...{ л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts' },
  ...{ ч: 'ch', ш: 'sh', щ: 'sht', ъ: 'a', ы: 'y', ь: 'y', э: 'e', ю: 'yu', я: 'ya', ё: 'e', ђ: 'dj' },
  ...{ ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', џ: 'dz', ѓ: 'g', ќ: 'k', ѕ: 'dz', і: 'i', ї: 'i', є: 'ye' },
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i', ŋ: 'n', ĸ: 'k' },
}

const plain = /^[a-z]*$/

/** The key of one word. */
export function fold(word: string): string {
  const lower = word.normalize('NFKC').toLowerCase()
  if (plain.test(lower)) return lower
  // The short i is a letter of its own, its mark must not be lost.
  const bare = lower
    .replaceAll('й', 'ј\u0000')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ј\u0000', 'й')
  const paired = greekPairs.reduce((text, [from, to]) => text.replace(from, to), bare)
  let key = ''
  for (const letter of paired) key += letters[letter] ?? letter
  return key
}

/** Every word of a text, in its order, single letters too; with the marks of its language at the beginning
 *  of words taken away. */
export const tokensOf = (text: string, lang: Lang | null = null): readonly Word[] =>
  (text.replaceAll('\u00ad', '').match(/[\p{L}\p{M}]+/gu) ?? []).map(word => ({
    word,
    key: lang === 'ga' ? withoutMutation(fold(word)) : fold(word),
  }))

/** The words of a text, in their order; single letters are left out. */
export const wordsOf = (text: string, lang: Lang | null = null): readonly Word[] =>
  tokensOf(text, lang).filter(({ key }) => key.length > 1)

const eclipses = /^(mb|gc|nd|bhf|ng|bp|dt)(?=.{2})/
const lenited = /^([bcdfgmpst])h(?=.{2})/

/** Irish changes the beginnings of words: `an bhord`, `i nGaillimh`. */
const withoutMutation = (key: string): string =>
  key
    .replace(eclipses, sounds => (sounds === 'bhf' ? 'f' : sounds === 'ng' ? 'g' : sounds.charAt(1)))
    .replace(lenited, '$1')

const particleLettersMax = 3

/** As short as the words that only join others: of, de, la. */
export const isShort = (key: string): boolean => key.length <= particleLettersMax

/** Leaves out articles and prepositions: short words, unless told otherwise, beside longer ones. A text of nothing
 *  else is kept. */
export function withoutParticles(
  words: readonly Word[],
  isParticle: (key: string) => boolean = isShort,
): readonly Word[] {
  const telling = words.filter(({ key }) => !isParticle(key))
  return telling.length > 0 ? telling : words
}
