// Finds what is wrong with texts: with one text in its language, and with a set that exists in every language.
import { IntlMessageFormat } from 'intl-messageformat'
import type { Lang, Messages } from '../base/text.ts'

/** What is wrong in a data file; `path` is the text key or the place in the file. For authors, not users. */
export type Finding = {
  readonly code: string
  readonly file: string
  readonly path: string
  readonly message: string
}

/** Texts that exist once per language; `null` where the file is there but was unreadable and is reported. */
export type TextSet = {
  readonly fileOf: (lang: Lang) => string
  readonly texts: ReadonlyMap<Lang, Messages | null>
  readonly needed: ReadonlySet<string>
  /** The variables a key takes, where they are known; otherwise those that most languages use. */
  readonly variables?: (key: string) => readonly string[]
}

type Fault = { readonly code: string; readonly detail: string }
type Node = {
  readonly type: number
  readonly value?: unknown
  readonly options?: Readonly<Record<string, { readonly value: readonly Node[] }>>
  readonly pluralType?: string | undefined
}

const literal = 0

/** One finding, its message made from the code, the path and a detail. */
export const finding = (code: string, file: string, path: string, detail = ''): Finding => ({
  code,
  file,
  path,
  message: `${code}: ${path}${detail && ` ${detail}`}`,
})

/** All findings in a set of texts, in the order of the languages. */
export function checkTexts(set: TextSet, languages: readonly Lang[]): Finding[] {
  const found: Finding[] = []
  const used = new Map<string, Map<Lang, readonly string[]>>()
  for (const lang of languages) {
    const file = set.fileOf(lang)
    const texts = set.texts.get(lang)
    if (texts === undefined) found.push(finding('language-missing', file, lang))
    if (!texts) continue
    for (const key of set.needed)
      if (!Object.hasOwn(texts, key)) found.push(finding('text-missing', file, key))
    for (const [key, text] of Object.entries(texts)) {
      if (!set.needed.has(key)) found.push(finding('text-unknown', file, key))
      const { faults, variables } = checkText(lang, text)
      for (const fault of faults) found.push(finding(fault.code, file, key, fault.detail))
      if (variables) used.set(key, (used.get(key) ?? new Map()).set(lang, variables))
    }
  }
  return [...found, ...checkVariables(set, used)]
}

function checkVariables(
  set: TextSet,
  used: ReadonlyMap<string, ReadonlyMap<Lang, readonly string[]>>,
): Finding[] {
  const found: Finding[] = []
  for (const [key, byLang] of used) {
    const expected = set.variables?.(key) ?? mostCommon(byLang)
    for (const [lang, variables] of byLang) {
      const file = set.fileOf(lang)
      for (const name of variables)
        if (!expected.includes(name)) found.push(finding('variable-unknown', file, key, `{${name}}`))
      for (const name of expected)
        if (!variables.includes(name)) found.push(finding('variable-missing', file, key, `{${name}}`))
    }
  }
  return found
}

/** The set of variables that most languages use; English decides between equals. */
function mostCommon(byLang: ReadonlyMap<Lang, readonly string[]>): readonly string[] {
  const counts = new Map<string, number>()
  let best: readonly string[] = byLang.get('en') ?? []
  const keyOf = (variables: readonly string[]) => variables.join(' ')
  for (const variables of byLang.values())
    counts.set(keyOf(variables), (counts.get(keyOf(variables)) ?? 0) + 1)
  for (const variables of byLang.values())
    if ((counts.get(keyOf(variables)) ?? 0) > (counts.get(keyOf(best)) ?? 0)) best = variables
  return best
}

/** What is wrong with one text, and its variables in alphabetical order (`null` if it cannot be read). */
export function checkText(
  lang: Lang,
  text: string,
): { readonly faults: readonly Fault[]; readonly variables: readonly string[] | null } {
  const faults: Fault[] = []
  if (text.trim() === '') return { faults: [{ code: 'text-empty', detail: '' }], variables: null }
  if (text !== text.trim()) faults.push({ code: 'space-outside', detail: '' })
  if (/[<>]/.test(text)) faults.push({ code: 'markup-not-allowed', detail: '' })
  if (!/[{}']/.test(text)) return { faults, variables: [] }
  const read = parse(lang, text)
  if (typeof read === 'string')
    return { faults: [...faults, { code: 'message-broken', detail: read }], variables: null }
  const variables = new Set<string>()
  for (const node of everyNode(read)) {
    if (typeof node.value === 'string' && node.type !== literal) variables.add(node.value)
    /** A brace that survives as text was quoted by an apostrophe or has lost its partner. */
    if (node.type === literal && /[{}]/.test(String(node.value)))
      faults.push({ code: 'message-broken', detail: String(node.value) })
    if (node.pluralType && node.options)
      faults.push(...checkPlural(lang, node.pluralType, Object.keys(node.options)))
  }
  return { faults, variables: [...variables].sort() }
}

function parse(lang: Lang, text: string): readonly Node[] | string {
  try {
    return new IntlMessageFormat(text, lang, undefined, { ignoreTag: true }).getAst()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function everyNode(nodes: readonly Node[]): Node[] {
  return nodes.flatMap(node => [
    node,
    ...Object.values(node.options ?? {}).flatMap(option => everyNode(option.value)),
  ])
}

function checkPlural(lang: Lang, pluralType: string, given: readonly string[]): Fault[] {
  const type = pluralType === 'ordinal' ? 'ordinal' : 'cardinal'
  const categories: readonly string[] = new Intl.PluralRules(lang, { type }).resolvedOptions()
    .pluralCategories
  const missing = categories.filter(category => !given.includes(category))
  const unknown = given.filter(one => one !== 'other' && !one.startsWith('=') && !categories.includes(one))
  return [
    ...missing.map(detail => ({ code: 'plural-category-missing', detail })),
    ...unknown.map(detail => ({ code: 'plural-category-unknown', detail })),
  ]
}
