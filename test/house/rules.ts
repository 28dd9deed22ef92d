// The rules of the house as functions of a file's path and text. Each answers what breaks it.
import { importViolations, placeOf } from './imports.ts'
import { type Scan, scan } from './scan.ts'
import { textViolations } from './texts.ts'

export type Source = { readonly path: string; readonly text: string }
export type Violation = {
  readonly rule: string
  readonly path: string
  readonly line: number
  readonly what: string
}

/** The formatter breaks at 110 columns; what it cannot break (texts, comments) may reach 120. */
const limits = { fileLines: 300, functionLines: 50, columns: 120 } as const

/** All rules on one file. `keys` are the text keys that exist. */
export function violationsOf(source: Source, keys: ReadonlySet<string>): readonly Violation[] {
  const scanned = scan(source.text)
  const isTest = source.path.endsWith('.test.ts')
  const found = [...importViolations(source), ...sizes(source, scanned, isTest), ...language(source, scanned)]
  if (isTest || !source.path.startsWith('src/')) return found
  return [
    ...found,
    ...purity(source, scanned),
    ...places(source, scanned),
    ...textViolations(source, scanned, keys),
  ]
}

/** Every match of a pattern in a file's code (or text), as violations of one rule. */
function matches(rule: string, path: string, text: string, pattern: RegExp): Violation[] {
  return [...text.matchAll(pattern)].map(match => {
    const line = text.slice(0, match.index).split('\n').length
    return { rule, path, line, what: match[0].trim() }
  })
}

function sizes({ path, text }: Source, { code }: Scan, isTest: boolean): Violation[] {
  const lines = text.replace(/\n$/, '').split('\n')
  const first = lines[0] ?? ''
  const found = (rule: string, line: number, what: string): Violation => ({ rule, path, line, what })
  const wide = lines.flatMap((line, index) =>
    line.length > limits.columns ? [found('line-length', index + 1, `${line.length} columns`)] : [],
  )
  const big = (isTest ? [] : functionsOf(code))
    .filter(({ length }) => length > limits.functionLines)
    .map(({ line, length }) => found('function-size', line, `${length} lines`))
  return [
    ...(/^(?:\/\/|#!)/.test(first) ? [] : [found('first-line-says-what-for', 1, first)]),
    ...(lines.length > limits.fileLines ? [found('file-size', lines.length, `${lines.length} lines`)] : []),
    ...wide,
    ...big,
  ]
}

const method = String.raw`^\s*(?:(?:static|async|get|set|private)\s+)*(?!(?:if|for|while|switch|catch|with|else)\b)`
const opensFunction = new RegExp(
  [
    String.raw`\bfunction\b.*\{$`,
    String.raw`=>\s*\{$`,
    String.raw`${method}[\w$#]+(?:<.*>)?\(.*\)(?::.*)?\s*\{$`,
    String.raw`^\s*\)(?::.*)?\s*\{$`,
  ].join('|'),
)

/** Functions with a body of braces, over source that the formatter has laid out: a body opens at a line's end. */
export function functionsOf(code: string): readonly { readonly line: number; readonly length: number }[] {
  const lines = code.split('\n').map(line => line.trimEnd())
  return lines.flatMap((line, index) =>
    opensFunction.test(line) ? [{ line: index + 1, length: bodyLength(lines.slice(index)) }] : [],
  )
}

/** Lines from the brace that ends the first line to the one that closes it. */
function bodyLength(lines: readonly string[]): number {
  let depth = 0
  for (const [index, line] of lines.entries())
    for (const char of index === 0 ? '{' : line) {
      if (char === '{') depth++
      if (char === '}' && --depth === 0) return index + 1
    }
  return lines.length
}

/** Words of TypeScript that the house does without. */
function language({ path, text }: Source, { code }: Scan): Violation[] {
  const excused = matches('', '', text, /biome-ignore lint\/suspicious\/noExplicitAny/g).map(
    ({ line }) => line + 1,
  )
  return [
    ...matches('no-any', path, code, /(?::|\bas|<|,|\|)\s*any\b/g).filter(
      ({ line }) => !excused.includes(line),
    ),
    ...matches('no-non-null', path, code, /[\w)\]]!(?=[.,;)\]\s])(?!\s*=)/g),
    ...matches('no-default-export', path, code, /\bexport default\b/g),
    ...matches('no-enum', path, code, /^\s*(?:export )?(?:const )?enum\s/gm),
    ...matches('no-todo', path, text, /\b(?:TO[D]O|FIX[M]E|X[X]X)\b/g),
  ]
}

const impure =
  /\b(?:await|async|Date(?!\.parse|\.UTC|\([^)])|Math\.random|Temporal\.Now|setTimeout)\b|\bprocess\.|\bfetch\(/g

/** Hashes are functions of their input. */
const hashes = String.raw`(?!\{ (?:(?:createHash|createHmac|timingSafeEqual)(?:, )?)+ \} )`
const machine = new RegExp(
  String.raw`^import ${hashes}.*from '(?:node:[^']+|[./]+base/(?:sql|html)\.ts)'`,
  'gm',
)

/** Models know values only: no clock, chance, database, markup, machine. */
function purity({ path, text }: Source, { code, literals }: Scan): Violation[] {
  if (placeOf(path)?.part !== 'model') return []
  const tagged = literals.filter(({ tag }) => /^(?:sql|tx|html)$/.test(tag))
  return [
    ...matches('models-are-pure', path, code, impure),
    ...matches('models-are-pure', path, text, machine),
    ...tagged.map(({ tag, line }) => ({ rule: 'models-are-pure', path, line, what: tag })),
  ]
}

/** SQL in stores only. */
function places({ path }: Source, { code, literals }: Scan): Violation[] {
  const place = placeOf(path)
  if (!place || place.room === 'base' || place.part === 'store') return []
  const tagged = literals.filter(({ tag }) => tag === 'sql' || tag === 'tx')
  return [
    ...tagged.map(({ line, text }) => ({
      rule: 'sql-in-stores',
      path,
      line,
      what: text.trim().slice(0, 40),
    })),
    ...matches('sql-in-stores', path, code, /\.unsafe\(/g),
  ]
}

/** Two decisions with one number. */
export function decisionViolations(files: readonly string[]): readonly Violation[] {
  const numberOf = (file: string): string => file.slice(0, 4)
  return files
    .filter((file, index) => files.findIndex(other => numberOf(other) === numberOf(file)) !== index)
    .map(file => ({
      rule: 'decision-numbers-unique',
      path: `docs/decisions/${file}`,
      line: 1,
      what: numberOf(file),
    }))
}
