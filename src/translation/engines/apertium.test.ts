// Goal: the real engine translates with everything protected unharmed, and survives sentences that kill it.
// Method: the installed Apertium; where it or a pair is missing, its tests are left out and a line says so.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import languages from '../../../texts/languages.json' with { type: 'json' }
import { route } from '../model.ts'
import { translateNow } from '../now.ts'
import { hasSameMarks, protect } from '../protect.ts'
import { openApertium } from './apertium.ts'

const codes = languages.map(row => row.code)
const apertium = openApertium({ languages: codes })
afterAll(() => apertium.stop())

const has = (from: string, to: string): boolean => route(from, to, [apertium]) !== null
const hasHop = (from: string, to: string): boolean =>
  apertium.hops.some(hop => hop.from === from && hop.to === to)
const now = (text: string, from: string, to: string, names: readonly string[] = []) =>
  translateNow({ engines: [apertium], clock: () => '2026-11-24T09:00:00.000Z', text, from, to, names })

const unharmed = ['ES-123456', '2005/36/EC', '12.03.2024', '1 250,50 €']
const stories = [
  [
    'es',
    'pt',
    'María Blanco Cruz',
    'La señora NAME, con documento ES-123456, cobró 1 250,50 € el 12.03.2024 según la Directiva 2005/36/EC.',
  ],
  [
    'fr',
    'it',
    'Élodie Petit',
    'Madame NAME (ES-123456) exerce depuis le 12.03.2024 selon la directive 2005/36/EC et a payé 1 250,50 €.',
  ],
  [
    'da',
    'sv',
    'Søren Kjærgaard',
    'Læge NAME har dokument ES-123456 og har den 12.03.2024 betalt 1 250,50 € efter direktiv 2005/36/EC.',
  ],
  [
    'hr',
    'en',
    'Ivana Golub',
    'Gospođa NAME ima dokument ES-123456, a 12.03.2024 je platila 1 250,50 € prema Direktivi 2005/36/EC.',
  ],
] as const

if (apertium.hops.length === 0)
  console.log('Apertium is not installed: tests with the real engine are left out.')
for (const [from, to] of stories)
  if (apertium.hops.length > 0 && !has(from, to))
    console.log(`Apertium ${from} to ${to} is not installed: left out.`)

describe.each(stories)('%s to %s', (from, to, name, sentence) => {
  test.skipIf(!has(from, to)).each([
    ['handed in', [name]],
    ['only in the text', []],
  ])('protected spans are unharmed, the name %s', async (_, names) => {
    const text = sentence.replace('NAME', name)
    const { translation, spans } = await now(text, from, to, names)
    expect(translation).toMatchObject({ state: 'done', engine: 'Apertium', lang: to, warnings: [] })
    const said = translation.state === 'done' ? translation.text : ''
    for (const part of [...unharmed, name]) {
      expect(said.split(part)).toHaveLength(2)
      expect(spans).toContain(part)
    }
    expect(said).not.toBe(text)
    expect(said).not.toMatch(/[*@#⟦⟧]|bqx/i)
  })

  test.skipIf(!has(from, to))('both ways of carrying marks bring all of them back', async () => {
    const { segments } = protect(sentence.replace('NAME', name), [name], from)
    const path = route(from, to, [apertium])?.route.path ?? []
    for (const attempt of [1, 2]) {
      const answer = await apertium.translate({ id: '1', path, segments, attempt })
      if (answer.state !== 'done') throw new Error(answer.state)
      for (const [i, segment] of segments.entries())
        expect(hasSameMarks(segment, answer.segments[i] ?? '')).toBe(true)
    }
  })
})

describe.skipIf(!hasHop('es', 'pt'))('Spanish to Portuguese, directly', () => {
  const es = (text: string) =>
    apertium.translate({ id: '1', path: ['es', 'pt'], segments: [text], attempt: 1 })
  test.each([
    ['El médico trabaja en Madrid.', 'O médico trabalha em Madri.'],
    ['el médico', 'o médico'],
    ['¿Trabaja el médico?', 'Trabalha o médico?'],
    ['El médico [trabaja] <b> {a}/b ^c$ \\ @d.', 'O médico [trabalha] <b> {a}/b ^c$ \\ @d.'],
    ['El médico 😀 xyzzy.', 'O médico 😀 xyzzy.'],
  ])('%s', async (text, expected) => {
    const answer = await es(text)
    expect(answer.state === 'done' ? answer.segments[0] : null).toBe(expected)
  })

  test('line ends and the spaces between sentences stay', async () => {
    const { translation } = await now('El médico.\r\n\r\n  La médica.  El hospital.\n', 'es', 'pt')
    expect(translation.state === 'done' ? translation.text : '').toMatch(
      /^O médico\.\r\n\r\n {2}A médica\. {2}O hospital\.\n$/,
    )
  })

  test('a pipeline that is killed in the middle of a text loses nothing', async () => {
    await es('Primero.')
    const pid = apertium.alive().get('es>pt') ?? 0
    process.kill(-pid, 'SIGKILL')
    expect(await es('El médico.')).toEqual({ state: 'done', segments: ['O médico.'] })
  })
})

// This pair's dictionary ends its own process at some ordinary sentences.
describe.skipIf(!hasHop('hr', 'mk'))('a sentence that kills the engine', () => {
  test('is not translated, and the next one is', async () => {
    const deadly = 'Liječnik radi od jučer u Zagrebu prema Direktivi.'
    const answer = await apertium.translate({
      id: '1',
      path: ['hr', 'mk'],
      segments: ['Ovo je dobro.', deadly, 'Ovo je dobro.'],
      attempt: 1,
    })
    if (answer.state !== 'done') throw new Error(answer.state)
    expect(answer.segments[1]).toBeNull()
    expect(answer.segments[0]).toMatch(/\p{Script=Cyrillic}/u)
    expect(answer.segments[2]).toBe(answer.segments[0])
  })
})

describe('a machine without Apertium', () => {
  test('offers nothing, and says so', async () => {
    const none = openApertium({ languages: codes, folders: ['/nowhere'] })
    expect(none.routes()).toEqual([])
    expect(await none.translate({ id: '1', path: ['es', 'pt'], segments: ['x'], attempt: 1 })).toEqual({
      state: 'refused',
      reason: 'translation.failed.unavailable',
    })
  })

  test('with a pair of which a file is missing, leaves that pair out', () => {
    const folder = mkdtempSync(join(tmpdir(), 'modes-'))
    writeFileSync(join(folder, 'spa-por.mode'), "lt-proc '/nowhere/spa-por.automorf.bin'")
    writeFileSync(join(folder, 'spa-ita.mode'), "cat '/nowhere/rules.t1x' ")
    const half = openApertium({ languages: codes, folders: [folder] })
    expect(half.routes().map(way => way.path)).toEqual([['es', 'it']])
    rmSync(folder, { recursive: true })
  })
})
