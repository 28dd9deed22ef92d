// Goal: only translations between known languages are taken, and no word of a mode file is run.
// Method: tables of file names and of mode texts as the packages have them, and of hostile ones.
import { expect, test } from 'vitest'
import { commandsOf, modeNameOf, shellLine } from './mode.ts'

test.each([
  ['spa-cat.mode', 'es', 'ca', false],
  ['es-pt.mode', 'es', 'pt', false],
  ['eng-hbs_HR.mode', 'en', 'hr', true],
  ['hbs-eng.mode', 'hr', 'en', false],
  ['swe-nob.mode', 'sv', 'nb', false],
] as const)('%s joins %s and %s', (file, from, to, isVariant) => {
  expect(modeNameOf(file)).toEqual({ from, to, isVariant })
})

test.each([
  'README',
  'eng-hbs_BS.mode',
  'cat-por_BR.mode',
  'eco-es-fr.mode',
  'hbs-mkd-pretransfer.mode',
  'nob-nno_e-syndis.mode',
  'Cyrl-Latn.mode',
  'spa-xyz.mode',
  'spa-cat.modex',
])('%s is left out', file => expect(modeNameOf(file)).toBeNull())

test('each command is told to flush, $1 leaves unknown words unmarked, $2 falls away', () => {
  const text =
    "lt-proc -w '/a b/x.bin' | apertium-tagger -g $2 '/a/x.prob' |lt-proc $1 -b \"/a/g.bin\" | x -z\n"
  expect(commandsOf(text)).toEqual([
    ['lt-proc', '-z', '-w', '/a b/x.bin'],
    ['apertium-tagger', '-z', '-g', '/a/x.prob'],
    ['lt-proc', '-z', '-n', '-b', '/a/g.bin'],
    ['x', '-z'],
  ])
})

test.each([
  '',
  'lt-proc /a; rm x',
  'lt-proc $(id)',
  'lt-proc `id`',
  "lt-proc '$HOME'",
  'a > /tmp/x',
  'a && b',
  '"a b" c',
  "a 'x\ny'",
])('refused: %s', text => expect(commandsOf(text)).toBeNull())

test('what reaches the shell is quoted word by word', () => {
  expect(shellLine([['a', "it's"], ['b']])).toBe(`'a' 'it'\\''s' | 'b'`)
})
