// What must come through a translation character for character: amounts, dates, references, addresses, names.
import type { Lang } from '../base/text.ts'
import { namesIn } from './names.ts'

export type Span = { readonly start: number; readonly end: number }

const space = '[ \\u00a0\\u202f]'
const number = `(?:\\d{1,3}(?:[.,'’ \\u00a0\\u202f]\\d{3})+(?:[.,]\\d{1,4})?|\\d+(?:[.,]\\d+)*)`
const currency =
  `(?:[€£$¥]|(?:EUR|USD|GBP|CHF|SEK|DKK|NOK|ISK|PLN|CZK|HUF|RON|BGN)(?![\\p{L}\\p{N}])` +
  `|(?:zł|Kč|Ft|lei|kn|лв|kr)(?![\\p{L}\\p{N}])(?:\\.(?=\\s\\p{Ll}))?)`
const apart = '(?<![\\p{L}\\p{N}])'
/** A part of an identifier: capitals and digits, at most one small letter at its end. */
const part = '[\\p{Lu}\\p{N}]+\\p{Ll}?(?![\\p{L}\\p{N}])'

const rules: readonly RegExp[] = [
  // addresses
  /\b(?:https?:\/\/|www\.)[^\s<>"»“”]*[^\s<>"»“”.,;:!?)\]'’]/giu,
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu,
  // quoted text
  /„[^„“”"\n]{1,300}[“”"]|«[^«»\n]{1,300}»|»[^«»\n]{1,300}«|[“”][^“”\n]{1,300}[“”]|"[^"\n]{1,300}"/gu,
  // amounts and shares
  new RegExp(`(?<![\\p{N}])${number}${space}?(?:${currency}|[%‰])`, 'gu'),
  new RegExp(`${apart}${currency}${space}?${number}`, 'gu'),
  // dates and times
  /(?<![\p{L}\p{N}])\d{1,4}([-./])\d{1,2}\1\d{1,4}(?:[ T]\d{1,2}[:.]\d{2}(?::\d{2})?Z?)?(?!\d)/gu,
  /(?<![\p{L}\p{N}])\d{1,2}\.[ \u00a0]\d{1,2}\.[ \u00a0]\d{4}(?!\d)/gu,
  /(?<![\p{L}\p{N}])\d{1,2}:\d{2}(?::\d{2})?(?!\d)/gu,
  // IBAN, telephone numbers, long numbers, numbers with marks
  new RegExp(
    `${apart}[A-Z]{2}\\d{2}(?:${space}?[A-Z0-9]{4}){2,7}(?:${space}?[A-Z0-9]{1,4})?(?![\\p{L}\\p{N}])`,
    'gu',
  ),
  /\+\d{1,3}[\d \u00a0()./-]{5,}\d/gu,
  /(?<!\d)\d{5,}(?!\d)/gu,
  new RegExp(`(?<![\\p{L}\\p{N}])${number}(?<=\\d[.,'’ \\u00a0\\u202f]\\d+)(?!\\d)`, 'gu'),
  // identifiers: ES-123456, 2026-PL-48392051, 2005/36/EC, 32005L0036, ECLI:EU:C:2015:652
  new RegExp(`${apart}(?=[\\p{L}/._:-]*\\p{N})${part}(?:[-/._:‑–](?:${part}))*`, 'gu'),
  // Article 5(2), 13 (4)(b)
  /(?<![\p{L}\p{N}])\d+[a-z]?(?:[ \u00a0]?\(\d{1,3}[a-z]?\)|\([a-z]{1,4}\))+/gu,
  // our own marks, should a text hold any
  /[⟦⟧]+/gu,
]

/**
 * Everything to protect, in order, without overlap; the earlier and longer wins. Source: translation note
 * 6.1.
 */
export function spansOf(text: string, names: readonly string[], lang: Lang): readonly Span[] {
  const found = [...rules.flatMap(rule => matches(text, rule)), ...namesIn(text, names, lang)]
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: Span[] = []
  for (const span of found) if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  return kept
}

function matches(text: string, rule: RegExp): readonly Span[] {
  const found: Span[] = []
  for (const match of text.matchAll(rule))
    if (!isPlain(match[0])) found.push({ start: match.index, end: match.index + match[0].length })
  return found
}

/** Numbers of up to four digits stay in the sentence: engines need them for their grammar. */
const isPlain = (match: string): boolean => /^\d{1,4}$/.test(match)
