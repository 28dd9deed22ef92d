// Every text of the product: loads the files of all languages and answers in the reader's language.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Facts, Refusal } from './result.ts'

export type Lang = string & { readonly lang?: never }
export type LanguageRow = { readonly code: Lang; readonly name: string; readonly group: 'eu' | 'other' }
export type Messages = Readonly<Record<string, string>>

/** Texts, dates, numbers and names in one language and one time zone. */
export type Texts = {
  readonly lang: Lang
  readonly zone: string
  (key: string, facts?: Facts): string
  has(key: string): boolean
  /** Sentence of a refusal in the reader's language. */
  refusal(refusal: Refusal): string
  country(code: string): string
  language(code: string): string
  /** `22 November 2026` from an ISO day. */
  day(day: string): string
  /** `Sunday 22 November 2026`. */
  dayLong(day: string): string
  /** `22 Nov`. */
  dayShort(day: string): string
  /** ISO day that an instant falls on in the zone. */
  dayAt(at: string): string
  /** `20 Nov 2026, 11:04` in the zone, from an ISO instant. */
  instant(at: string): string
  number(value: number): string
  /** `74 %` from 74. */
  percent(value: number): string
  /** `7 days`. */
  dayCount(days: number): string
  /** `1.2 MB` from a number of bytes. */
  size(bytes: number): string
  list(items: readonly string[]): string
  compare(a: string, b: string): number
}

export type Library = {
  readonly languages: readonly LanguageRow[]
  readonly messages: ReadonlyMap<Lang, Messages>
  in(lang: Lang, zone?: string): Texts
  isLanguage(code: string): code is Lang
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** Reads `<dir>/<lang>.json` into `prefix.key` for each language. Files are flat: key -> ICU message. */
export function readTextFolder(dir: string, prefix: string, into: Map<Lang, Record<string, string>>): void {
  for (const file of readdirSync(dir).filter(name => name.endsWith('.json'))) {
    const lang = file.slice(0, -5)
    const target = into.get(lang) ?? {}
    into.set(lang, target)
    addTexts(join(dir, file), prefix, target)
  }
}

function addTexts(file: string, prefix: string, target: Record<string, string>): void {
  for (const [key, text] of Object.entries(read(file) as Messages)) target[`${prefix}.${key}`] = text
}

/**
 * The interface texts: `texts/<lang>/<room>.json`, each key prefixed by its room. What a language lacks is read in
 * English: `imi check` fails on it, but an official at work shall not meet a fault.
 */
export function readInterfaceTexts(root: string): Map<Lang, Record<string, string>> {
  const all = new Map<Lang, Record<string, string>>()
  for (const { code } of readLanguages(root)) {
    const target: Record<string, string> = {}
    all.set(code, target)
    if (!existsSync(join(root, 'texts', code))) continue
    for (const file of readdirSync(join(root, 'texts', code)))
      addTexts(join(root, 'texts', code, file), file.replace(/\.json$/, ''), target)
  }
  const english = all.get('en') ?? {}
  for (const target of all.values()) for (const [key, text] of Object.entries(english)) target[key] ??= text
  return all
}

export const readLanguages = (root: string): readonly LanguageRow[] =>
  read(join(root, 'texts', 'languages.json')) as readonly LanguageRow[]

/** Hands out one `Texts` per language and zone; all share the parsed messages. */
export function library(languages: readonly LanguageRow[], messages: ReadonlyMap<Lang, Messages>): Library {
  const made = new Map<string, Texts>()
  const codes = new Set<string>(languages.map(row => row.code))
  return {
    languages,
    messages,
    isLanguage: (code): code is Lang => codes.has(code),
    in(lang, zone = 'Europe/Brussels') {
      const known = made.get(`${lang}|${zone}`)
      if (known) return known
      const fresh = textsIn(lang, zone, messages.get(lang) ?? {})
      made.set(`${lang}|${zone}`, fresh)
      return fresh
    },
  }
}

/** ISO 3166 says GR, the Union's institutions write EL. */
const isoCountry = (code: string): string => (code === 'EL' ? 'GR' : code)

const keptMax = 1000

/** Remembers what was answered: a page asks for the same days, countries and languages again and again. */
function kept(make: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return text => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= keptMax) known.clear()
    const made = make(text)
    known.set(text, made)
    return made
  }
}

function formatters(lang: Lang, zone: string) {
  // Europe's English: 22 November 2026, 16:40.
  const locale = lang === 'en' ? 'en-GB' : lang
  const days = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    return kept((day: string) => format.format(new Date(`${day}T00:00:00Z`)))
  }
  const instants = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  })
  // Sweden writes days as ISO does.
  const isoDays = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone: zone })
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  const numbers = new Intl.NumberFormat(locale)
  const percents = new Intl.NumberFormat(locale, { style: 'percent' })
  const dayCounts = new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' })
  const unitOf = (unit: string, digits: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits })
  const [kilobytes, megabytes] = [unitOf('kilobyte', 0), unitOf('megabyte', 1)]
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const collator = new Intl.Collator(locale)
  return {
    lang,
    zone,
    country: kept((code: string) => countries.of(isoCountry(code)) ?? code),
    language: kept((code: string) => names.of(code) ?? code),
    day: days({ dateStyle: 'long' }),
    dayLong: days({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    dayShort: days({ day: 'numeric', month: 'short' }),
    dayAt: kept((at: string) => isoDays.format(new Date(at))),
    instant: kept((at: string) => instants.format(new Date(at))),
    number: (value: number) => numbers.format(value),
    percent: (value: number) => percents.format(value / 100),
    dayCount: (count: number) => dayCounts.format(count),
    size: (bytes: number) =>
      bytes < 1e6 ? kilobytes.format(Math.ceil(bytes / 1e3)) : megabytes.format(bytes / 1e6),
    list: (items: readonly string[]) => lists.format(items),
    compare: (a: string, b: string) => collator.compare(a, b),
  }
}

function textsIn(lang: Lang, zone: string, messages: Messages): Texts {
  const formats = formatters(lang, zone)
  const compiled = new Map<string, IntlMessageFormat>()
  /** The name of a fact says how it is written: `answerByDay`, `changedAt`, `country`, `language`. */
  const shown = (facts: Facts): Record<string, Facts[string]> => {
    const out: Record<string, Facts[string]> = {}
    for (const [name, value] of Object.entries(facts))
      out[name] = typeof value === 'string' ? word(name, value) : value
    return out
  }
  const word = (name: string, value: string): string => {
    if (/(^d|D)ay$/.test(name)) return formats.day(value)
    if (/(^a|A)t$/.test(name)) return formats.instant(value)
    if (/(^c|C)ountry$/.test(name)) return formats.country(value)
    if (/(^l|L)anguage$/.test(name)) return formats.language(value)
    return value
  }
  const formatOf = (key: string, message: string): IntlMessageFormat => {
    const format = compiled.get(key) ?? new IntlMessageFormat(message, lang, undefined, { ignoreTag: true })
    compiled.set(key, format)
    return format
  }
  const said = new Map<string, string>()
  /** The same sentence with the same facts stands in many rows of many pages. */
  const sentences = (asked: string, make: () => unknown): string => {
    const known = said.get(asked)
    if (known !== undefined) return known
    if (said.size >= keptMax) said.clear()
    const made = String(make())
    said.set(asked, made)
    return made
  }
  const t = (key: string, facts?: Facts): string => {
    const message = messages[key]
    if (message === undefined) throw new Error(`text missing: ${lang} ${key}`)
    if (!message.includes('{') && !message.includes("'")) return message
    const asked = facts ? `${key} ${JSON.stringify(facts)}` : key
    return sentences(asked, () => formatOf(key, message).format(shown(facts ?? {})))
  }
  return Object.assign(t, formats, {
    has: (key: string) => messages[key] !== undefined,
    refusal: (refusal: Refusal) => t(refusal.code, refusal.facts),
  })
}
