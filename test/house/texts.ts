// The house rules on texts: no sentence for people in code, and every key that the code names exists.
import type { Source, Violation } from './rules.ts'
import type { Scan } from './scan.ts'

/** Messages to the operator are English and stand in code: commands, start and stop, settings, proofs of data. */
const operatorParts = 'command|doctor|fault|log|migrate|port|postgres[a-z-]*|progress|run|settings'
const operatorFiles = new RegExp(String.raw`^src/(?:[a-z-]+|[a-z]+/command|base/(?:${operatorParts}))\.ts$`)

const operatorCalls = /(?:Error|Fault|WrongUse)$/
const keyCalls = /^(?:t|refuse|refuseFields)$/
const isKey = /^[a-z-]+(?:\.[a-z0-9-]+)+$/

/** Three words or more, the first with a capital letter, another one without. Licences of style sheets are none. */
const isSentence = (text: string): boolean =>
  /^\P{L}*\p{Lu}[\p{L}'’-]*(?:[ ,;:]+\S+){2,}/u.test(text) &&
  /[ (]\p{Ll}{2,}/u.test(text) &&
  !/^\/\*/.test(text)

export function textViolations({ path }: Source, { literals }: Scan, keys: ReadonlySet<string>): Violation[] {
  return literals.flatMap(({ kind, tag, text, line, call }) => {
    const found = (rule: string, what: string): Violation[] => [{ rule, path, line, what: what.slice(0, 60) }]
    if (kind === 'string' && keyCalls.test(call) && isKey.test(text))
      return keys.has(text) ? [] : found('text-key-exists', text)
    if (operatorFiles.test(path) || operatorCalls.test(call)) return []
    if (tag === 'html') {
      const words = wordsOf(text)
      return words === '' ? [] : found('no-sentence-in-code', words)
    }
    return tag === '' && isSentence(text) ? found('no-sentence-in-code', text) : []
  })
}

const spokenAttribute = /\b(?:aria-label|title|alt|placeholder)="([^"]*)"/g
const bareAttribute =
  /^\s*(?:checked|data-[\w-]+|disabled|formnovalidate|hidden|multiple|novalidate|open|readonly|required|selected)\s*$/

/** Letters between tags, and in attributes that are read out. A template may also hold attributes only. */
function wordsOf(markup: string): string {
  const spoken = [...markup.matchAll(spokenAttribute)].map(match => match[1])
  const between = markup
    .replace(/<[^>]*>?/g, ' ')
    .replace(/[\w:-]+=\\?"[^"]*"/g, ' ')
    .replace(/&[a-z]+;/g, ' ')
  const text = [bareAttribute.test(between) ? '' : between, ...spoken].join(' ')
  return (
    text
      .replace(/\{\}/g, '')
      .match(/\p{L}{2,}.*/u)?.[0]
      .trim() ?? ''
  )
}
