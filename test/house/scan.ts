// Reads TypeScript just well enough for the house rules: what is code, what is text, what is comment.

export type Literal = {
  readonly kind: 'string' | 'template'
  /** Name before the backtick: `html`, `sql`, `tx`; empty for others. */
  readonly tag: string
  /** The text; each `${…}` of a template is written `{}`. */
  readonly text: string
  readonly line: number
  /** Name of the call in whose arguments it stands: `t`, `refuse`, `OperatorFault`. */
  readonly call: string
}

export type Scan = {
  /** The source with all strings, comments and patterns blanked; lines and columns stay. */
  readonly code: string
  readonly literals: readonly Literal[]
}

type State = { readonly source: string; readonly out: string[]; readonly literals: Literal[]; at: number }

export function scan(source: string): Scan {
  const state: State = { source, out: source.split(''), literals: [], at: 0 }
  scanCode(state, false)
  return { code: state.out.join(''), literals: state.literals }
}

/** Until the end, or inside a template until the brace that closes `${`. */
function scanCode(state: State, isInTemplate: boolean): void {
  let depth = 0
  while (state.at < state.source.length) {
    const char = state.source[state.at] ?? ''
    const two = state.source.slice(state.at, state.at + 2)
    if (two === '//') blankTo(state, endOf(state, '\n'))
    else if (two === '/*') blankTo(state, endOf(state, '*/') + 2)
    else if (char === "'" || char === '"') scanString(state, char)
    else if (char === '`') scanTemplate(state)
    else if (char === '/' && isPattern(state)) scanPattern(state)
    else {
      if (char === '}' && isInTemplate && depth === 0) return
      if (char === '{') depth++
      if (char === '}') depth--
      state.at++
    }
  }
}

function endOf({ source, at }: State, mark: string): number {
  const found = source.indexOf(mark, at)
  return found < 0 ? source.length : found
}

function blankTo(state: State, end: number): void {
  for (; state.at < Math.min(end, state.source.length); state.at++)
    if (state.source[state.at] !== '\n') state.out[state.at] = ' '
}

function scanString(state: State, quote: string): void {
  const from = state.at
  let end = from + 1
  while (end < state.source.length && state.source[end] !== quote) end += state.source[end] === '\\' ? 2 : 1
  keep(state, { kind: 'string', tag: '', text: state.source.slice(from + 1, end), from })
  blankTo(state, end + 1)
}

const endsInTag = /([\w$]+)(?:<[^`;]*>)?$/

function scanTemplate(state: State): void {
  const from = state.at
  const tag = endsInTag.exec(before(state, from, 300))?.[1] ?? ''
  let text = ''
  blankTo(state, from + 1)
  while (state.at < state.source.length && state.source[state.at] !== '`') {
    if (state.source.startsWith('${', state.at)) {
      blankTo(state, state.at + 2)
      scanCode(state, true)
      text += '{}'
      blankTo(state, state.at + 1)
    } else {
      const length = state.source[state.at] === '\\' ? 2 : 1
      text += state.source.slice(state.at, state.at + length)
      blankTo(state, state.at + length)
    }
  }
  keep(state, { kind: 'template', tag: tag === 'return' ? '' : tag, text, from })
  blankTo(state, state.at + 1)
}

const before = ({ out }: Pick<State, 'out'>, at: number, count: number): string =>
  out.slice(Math.max(0, at - count), at).join('')

/** Whether a slash begins a pattern: after an operator or at the start of an expression. */
function isPattern(state: State): boolean {
  const code = before(state, state.at, 80).trimEnd()
  return code === '' || /(?:[(,=:[!&|?{};<>+]|\breturn|=>)$/.test(code)
}

function scanPattern(state: State): void {
  let end = state.at + 1
  let isClass = false
  while (end < state.source.length && (isClass || state.source[end] !== '/') && state.source[end] !== '\n') {
    if (state.source[end] === '[') isClass = true
    if (state.source[end] === ']') isClass = false
    end += state.source[end] === '\\' ? 2 : 1
  }
  blankTo(state, end + 1)
}

type Found = Pick<Literal, 'kind' | 'tag' | 'text'> & { readonly from: number }

function keep(state: State, { from, ...found }: Found): void {
  const line = state.source.slice(0, from).split('\n').length
  state.literals.push({ ...found, line, call: callAround(state, from) })
}

/** The name before the nearest bracket that is still open. */
function callAround(state: State, from: number): string {
  let depth = 0
  for (let at = from - 1; at >= 0 && from - at < 4000; at--) {
    const char = state.out[at] ?? ''
    if (char === ')' || char === ']' || char === '}') depth++
    if (char === '(' || char === '[' || char === '{') depth--
    if (depth < 0)
      return char === '(' ? (/([\w$]+)(?:<[^()]*>)?$/.exec(before(state, at, 80))?.[1] ?? '') : ''
  }
  return ''
}
