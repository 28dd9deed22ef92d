// Goal: the rules of the house (STYLE.md) hold in every file, and each rule catches what it is made for.
// Method: every rule over every source file; one planted violation a rule, and the lawful neighbour of each.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decisionViolations, functionsOf, type Violation, violationsOf } from '../test/house/rules.ts'
import { scan } from '../test/house/scan.ts'
import { loadLibrary } from './library.ts'

const root = resolve(import.meta.dirname, '..')

/** The few places that may break a rule, each with its reason. */
const exceptions: readonly { readonly rule: string; readonly path: string; readonly reason: string }[] = [
  {
    rule: 'no-sentence-in-code',
    path: 'src/authority/small-directory.ts',
    reason: 'invented names of authorities for tests: data, not texts',
  },
  {
    rule: 'no-sentence-in-code',
    path: 'src/user/small-cast.ts',
    reason: 'invented names of authorities for tests: data, not texts',
  },
]

const englishKeys = (): ReadonlySet<string> =>
  new Set(Object.keys(loadLibrary(root).messages.get('en') ?? {}))

describe('the house', () => {
  const keys = englishKeys()
  const files = globSync('{src,test,scripts,bench}/**/*.{ts,mjs}', { cwd: root }).toSorted()
  const found = files.flatMap(path =>
    violationsOf({ path, text: readFileSync(resolve(root, path), 'utf8') }, keys),
  )
  const isAllowed = ({ rule, path }: Violation): boolean =>
    exceptions.some(one => one.rule === rule && one.path === path)

  test('keeps its rules', () => {
    expect(files.length).toBeGreaterThan(50)
    const broken = found.filter(one => !isAllowed(one))
    expect(broken.map(({ path, line, rule, what }) => `${path}:${line} ${rule}: ${what}`)).toEqual([])
  })

  test('has no exception without need', () => {
    const isNeeded = (one: (typeof exceptions)[number]): boolean =>
      found.some(({ rule, path }) => one.rule === rule && one.path === path)
    expect(exceptions.filter(one => !isNeeded(one))).toEqual([])
  })

  test('numbers each decision once', () => {
    const folder = resolve(root, 'docs/decisions')
    expect(decisionViolations(existsSync(folder) ? readdirSync(folder) : [])).toEqual([])
  })
})

const head = '// What for.\n'
const long = (lines: number): string => 'x()\n'.repeat(lines)

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these strings are source code.
/** rule | path | what breaks it | what is lawful beside it */
const planted: readonly (readonly [string, string, string, string])[] = [
  [
    'rooms-import-downward',
    'src/calendar/a.ts',
    "import { x } from '../user/model.ts'",
    "import { x } from '../base/sql.ts'",
  ],
  [
    'rooms-import-downward',
    'src/notice/a.ts',
    "import { x } from '../portal/a.ts'",
    "import { x } from '../user/a.ts'",
  ],
  ['rooms-import-downward', 'src/user/a.ts', "await import('../world/a.ts')", "await import('./b.ts')"],
  [
    'rooms-import-downward',
    'src/user/a.ts',
    "import { x } from '../server.ts'",
    "import { x } from './b.ts'",
  ],
  ['rooms-are-known', 'src/common/a.ts', "import { x } from '../base/sql.ts'", ''],
  ['tests-are-not-imported', 'src/user/a.ts', "import { x } from '../../test/database.ts'", ''],
  [
    'parts-import-inward',
    'src/user/model.ts',
    "import { x } from './store.ts'",
    "import { x } from './other.ts'",
  ],
  [
    'parts-import-inward',
    'src/user/pages.ts',
    "import { x } from './routes.ts'",
    "import type { X } from './routes.ts'",
  ],
  [
    'parts-import-inward',
    'src/user/store.ts',
    "import { x } from './pages.ts'",
    "import { x } from './model.ts'",
  ],
  [
    'models-are-pure',
    'src/user/model.ts',
    'const now = new Date()',
    "const at = new Date(Date.parse('2026-11-24'))",
  ],
  [
    'models-are-pure',
    'src/exchange/kinds/request.ts',
    'const x = async () => 1',
    'const x = () => 1 // await',
  ],
  ['models-are-pure', 'src/user/model.ts', 'const x = Math.random()', 'const x = Math.max(1, 2)'],
  [
    'models-are-pure',
    'src/user/model.ts',
    "import { readFileSync } from 'node:fs'",
    "import { createHash } from 'node:crypto'",
  ],
  ['models-are-pure', 'src/user/model.ts', 'const x = html`<p>${y}</p>`', "const x = '<p>'"],
  ['models-are-pure', 'src/user/model.ts', 'const x = process.env.PORT', 'const process = 1'],
  ['sql-in-stores', 'src/user/routes.ts', 'const x = sql<Row[]>`select 1`', 'const x = `select`'],
  ['sql-in-stores', 'src/user/view.ts', "const x = sql.unsafe('select 1')", ''],
  ['file-size', 'src/user/a.ts', long(300), long(299)],
  [
    'function-size',
    'src/user/a.ts',
    `function f(): void {\n${long(49)}}`,
    `function f(): void {\n${long(48)}}`,
  ],
  ['line-length', 'src/user/a.ts', `x('${'y'.repeat(120)}')`, `x('${'y'.repeat(110)}')`],
  ['first-line-says-what-for', 'src/user/a.ts', '\n', ''],
  ['no-sentence-in-code', 'src/user/a.ts', "const x = 'Please sign in.'", "const x = 'user.sign-in.again'"],
  [
    'no-sentence-in-code',
    'src/user/a.ts',
    'const x = `Hello dear ${y}`',
    'throw new Error(`Hello dear ${y}`)',
  ],
  ['no-sentence-in-code', 'src/user/pages.ts', 'html`<p>Sign in ${x}</p>`', 'html`<p class="x">${x}</p>`'],
  ['no-sentence-in-code', 'src/user/pages.ts', 'html`<a title="Sign in">${x}</a>`', 'html` lang="${x}"`'],
  ['text-key-exists', 'src/user/pages.ts', "t('user.nothing')", "t('user.there')"],
  ['text-key-exists', 'src/user/model.ts', "refuse('user.nothing')", "refuse('user.there')"],
  ['no-todo', 'src/user/a.ts', `// ${'TO'}DO later`, '// todos are fine'],
  ['no-any', 'src/user/a.ts', 'const x: any = 1', 'const many = 1'],
  ['no-non-null', 'src/user/a.ts', 'const x = y!.z', 'const x = !y.z && y !== z'],
  ['no-default-export', 'src/user/a.ts', 'export default 1', 'export const x = 1'],
  ['no-enum', 'src/user/a.ts', 'enum Cup { tea }', "const x = 'enum'"],
]

describe('each rule catches its violation and spares its neighbour', () => {
  const keys = new Set(['user.there'])
  const rulesOf = (path: string, text: string) => violationsOf({ path, text }, keys).map(({ rule }) => rule)
  test.each(planted)('%s in %s', (rule, path, unlawful, lawful) => {
    const start = rule === 'first-line-says-what-for' ? '' : head
    expect(rulesOf(path, start + unlawful)).toContain(rule)
    expect(rulesOf(path, head + lawful)).toEqual([])
  })

  test('decisions', () => {
    expect(decisionViolations(['0001-a.md', '0002-b.md', '0001-c.md'])).toHaveLength(1)
    expect(decisionViolations(['0001-a.md', '0002-b.md'])).toEqual([])
  })
})

test('texts are told from code, in templates within templates too', () => {
  const { code, literals } = scan("a(`x ${b(`y ${'z'}`)} w`) // 'c'\nconst d = /[/']/.test('e')")
  expect(code.replace(/\s+/g, ' ')).toBe('a( b( ) ) const d = .test( )')
  expect(literals.map(({ text, call, line }) => [text, call, line])).toEqual([
    ['z', 'b', 1],
    ['y {}', 'b', 1],
    ['x {} w', 'a', 1],
    ['e', 'test', 2],
  ])
})
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: these strings are source code.

test('functions are measured in all their forms', () => {
  const forms = [
    'function f() {',
    'const f = () => {',
    'async f(a: string): Promise<void> {',
    '): void {',
    'f(x, () => {',
  ]
  for (const form of forms)
    expect(functionsOf(`${form}\n  if (x) {\n  }\n}`)).toEqual([{ line: 1, length: 4 }])
  expect(functionsOf('if (x) {\n}\nfor (const a of b) {\n}\nconst x = {\n}')).toEqual([])
})
