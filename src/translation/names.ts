// Finds names of persons in a text: those handed in by the caller, and what looks like one.
import type { Lang } from '../base/text.ts'
import type { Span } from './spans.ts'
import table from './words.json' with { type: 'json' }

type Words = {
  /** Stand before a name and are translated. */
  readonly titles: string
  /** Begin a sentence with a capital and are no names. */
  readonly starters: string
  /** Make a run of capitalised words the name of something else than a person. */
  readonly terms: string
}

const wordsOf: Readonly<Record<string, Words | undefined>> = table
const particles = '(?:d[aeio]s?|del|dell[ao]|la|van|von|der|den|af|av|zu)'
const capitalised = `\\p{Lu}(?:\\p{Ll}+(?:\\p{Lu}\\p{Ll}+)?(?:[-’']\\p{L}+)*|\\p{Lu}?['’]\\p{Lu}\\p{Ll}+|\\.)`
const further = `[ \\u00a0](?:${particles}[ \\u00a0]){0,2}${capitalised}`
const run = new RegExp(`(?<![\\p{L}\\p{N}-])${capitalised}(?:${further})*(?![\\p{L}\\p{N}])`, 'gu')

/**
 * Places of names. Whole names are found in any case; their parts from three letters on, as they are
 * written.
 */
export function namesIn(text: string, names: readonly string[], lang: Lang): readonly Span[] {
  return [...givenNames(text, names), ...likelyNames(text, lang)]
}

function givenNames(text: string, names: readonly string[]): readonly Span[] {
  const whole = names.map(name => name.trim()).filter(name => name !== '')
  const parts = whole
    .flatMap(name => name.split(/[\s,;]+/))
    .filter(name => /^\p{Lu}/u.test(name) && name.replace(/\P{L}/gu, '').length >= 3)
  return [
    ...whole.flatMap(name => places(text, name, 'giu')),
    ...parts.flatMap(name => places(text, name, 'gu')),
  ]
}

function places(text: string, name: string, flags: string): readonly Span[] {
  const pattern = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+')
  return [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, flags))].map(
    match => ({
      start: match.index,
      end: match.index + match[0].length,
    }),
  )
}

/**
 * Runs of capitalised words that look like a person: two or more, or one behind a title. A run that was
 * not a person
 * stays untranslated, which does less harm than a surname turned into a noun.
 */
function likelyNames(text: string, lang: Lang): readonly Span[] {
  const words = listsOf(lang)
  if (!words) return []
  return [...text.matchAll(run)].flatMap(match => {
    const span = withoutStart(match[0], words)
    if (!span) return []
    const { skipped, isTitled } = span
    const tokens = match[0].slice(skipped).split(/[ \u00a0]/)
    if (tokens.some(token => words.terms.has(token.toLowerCase()))) return []
    const hasTitle = isTitled || words.titles.has(wordBefore(text, match.index))
    const capitals = tokens.filter(token => /^\p{Lu}\p{L}/u.test(token)).length
    if (capitals < (hasTitle ? 1 : 2)) return []
    return [{ start: match.index + skipped, end: match.index + match[0].length }]
  })
}

type Lists = Readonly<Record<keyof Words, ReadonlySet<string>>>
const lists = new Map<Lang, Lists>()

function listsOf(lang: Lang): Lists | null {
  const known = lists.get(lang)
  const row = wordsOf[lang]
  if (known || !row) return known ?? null
  const made = {
    titles: new Set(row.titles.split(' ')),
    starters: new Set(row.starters.split(' ')),
    terms: new Set([...row.terms.split(' '), ...countryWords(lang)]),
  }
  lists.set(lang, made)
  return made
}

/** ISO 3166 codes, as Intl knows them. */
const countries = (
  'AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK ' +
  'AL BA CH MD ME MK RS TR UA US ZA'
).split(' ')

function countryWords(lang: Lang): readonly string[] {
  const names = new Intl.DisplayNames(lang, { type: 'region' })
  return countries
    .flatMap(code => (names.of(code) ?? '').toLowerCase().split(/\s+/))
    .filter(word => word.length > 2)
}

/** Leaves out titles and the words that only begin the sentence. */
function withoutStart(match: string, words: Lists): { skipped: number; isTitled: boolean } | null {
  let skipped = 0
  let isTitled = false
  for (const [token] of match.matchAll(/\S+[ \u00a0]?/g)) {
    const word = token.trim().toLowerCase().replace(/\.$/, '')
    if (words.titles.has(word)) isTitled = true
    else if (skipped > 0 && !words.starters.has(word) && !/^\p{Ll}/u.test(token)) return { skipped, isTitled }
    else if (!words.starters.has(word) && !/^\p{Ll}/u.test(token)) return { skipped, isTitled }
    skipped += token.length
  }
  return null
}

function wordBefore(text: string, index: number): string {
  return (/(\p{L}+)\.?[ \u00a0]$/u.exec(text.slice(Math.max(0, index - 30), index))?.[1] ?? '').toLowerCase()
}
