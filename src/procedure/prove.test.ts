// Goal: `imi check` names every fault of a whole folder once, with its file, and goes on after a broken file.
// Method: a small sound folder with three languages is written, spoilt in one respect per row, and proved.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { textKeys } from './check.ts'
import { procedureSchema } from './model.ts'
import { checkAll } from './prove.ts'
import { readProcedureTexts } from './store.ts'

const sound = {
  id: 'small-request',
  area: 'services',
  kind: 'request',
  version: 1,
  status: 'reconstructed',
  source: 'written for this test',
  deadlines: { answer: { rule: 'agreed-date', source: 'none' } },
  reminders: { unaccepted: [3, 5], before: [5, 1], overdue: [1], unclosed: [], escalate: { unaccepted: 10 } },
  retention: { blockMonths: 6, deleteYears: 3, source: 'none' },
  personalBeforeAcceptance: false,
  titleField: 'activity',
  form: [
    { id: 'activity', type: 'choice', list: 'activity', required: true },
    { id: 'place', type: 'text' },
  ],
  groups: ['one'],
  questions: [
    { id: 'a', group: 'one', answer: { type: 'yes-no' }, details: [{ id: 'on', type: 'day' }] },
    {
      id: 'b',
      group: 'one',
      answer: { type: 'choice', options: ['x', 'y'] },
      when: { question: 'a', is: ['yes'] },
    },
  ],
}
describe('a whole folder', () => {
  let root = ''
  const put = (file: string, content: unknown) => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), typeof content === 'string' ? content : JSON.stringify(content))
  }
  const change = (file: string, more: object) =>
    put(file, { ...JSON.parse(readFileSync(join(root, file), 'utf8')), ...more })
  const dir = 'procedures/services/small-request'
  const languages = ['en', 'fr', 'pl']

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'imi-check-'))
    put(
      'texts/languages.json',
      languages.map(code => ({ code, name: code, group: 'eu' })),
    )
    put(`${dir}/procedure.json`, sound)
    const keys = [...textKeys(procedureSchema.parse(sound)).needed]
    for (const lang of languages) {
      put(`texts/${lang}/room.json`, { greeting: 'Hello {name}', plain: 'Plain' })
      put(`lexicon/${lang}.json`, {
        area: { services: ['Services'] },
        activity: { retail: ['Retail', 'shop'] },
      })
      const texts = keys.map(key => [key, key === 'title' ? 'About {subject}' : `Text of ${key}`])
      put(`${dir}/texts/${lang}.json`, Object.fromEntries(texts))
    }
  })
  afterEach(() => rmSync(root, { recursive: true }))

  test('a sound folder gives no problem and its figures', async () => {
    const needed = textKeys(procedureSchema.parse(sound)).needed.size
    const texts = 3 * (needed + 2 + 2)
    expect(await checkAll(root)).toEqual({ procedures: 1, areas: 1, languages: 3, texts, problems: [] })
  })

  const fr = { area: { services: ['Services'] }, activity: { retail: ['Commerce', 'magasin'] } }
  test.each<[string, () => void, string[]]>([
    [
      'text missing',
      () => change(`${dir}/texts/pl.json`, { name: undefined }),
      [`${dir}/texts/pl.json text-missing: name`],
    ],
    [
      'text too many',
      () => change(`${dir}/texts/pl.json`, { nam: 'x' }),
      [`${dir}/texts/pl.json text-unknown: nam`],
    ],
    [
      'help in one language only',
      () => change(`${dir}/texts/fr.json`, { 'question.a.help': 'x' }),
      [
        `${dir}/texts/en.json text-missing: question.a.help`,
        `${dir}/texts/pl.json text-missing: question.a.help`,
      ],
    ],
    [
      'variable misspelt',
      () => change(`${dir}/texts/fr.json`, { title: 'Sur {sujet}' }),
      [
        `${dir}/texts/fr.json variable-unknown: title {sujet}`,
        `${dir}/texts/fr.json variable-missing: title {subject}`,
      ],
    ],
    [
      'interface text missing',
      () => put('texts/en/room.json', { plain: 'x' }),
      ['texts/en/room.json text-missing: greeting'],
    ],
    [
      'the majority decides on variables',
      () => change('texts/en/room.json', { greeting: 'Hello' }),
      ['texts/en/room.json variable-missing: greeting {name}'],
    ],
    [
      'room missing',
      () => rmSync(join(root, 'texts/fr/room.json')),
      ['texts/fr/room.json language-missing: fr'],
    ],
    [
      'language not listed',
      () => put(`${dir}/texts/xx.json`, {}),
      [`${dir}/texts/xx.json language-unknown: xx.json`],
    ],
    [
      'lexicon missing',
      () => rmSync(join(root, 'lexicon/pl.json')),
      ['lexicon/pl.json language-missing: pl'],
    ],
    [
      'term missing',
      () => put('lexicon/fr.json', { ...fr, activity: {} }),
      ['lexicon/fr.json term-missing: activity.retail'],
    ],
    [
      'word twice, in other letters',
      () => put('lexicon/fr.json', { ...fr, activity: { retail: ['Étal', 'étal'] } }),
      ['lexicon/fr.json term-twice: activity.retail étal (activity.retail)'],
    ],
    [
      'area unknown to the lexicon',
      () => {
        for (const lang of languages) change(`lexicon/${lang}.json`, { area: {} })
      },
      [`${dir}/procedure.json reference-unknown: area services`],
    ],
    [
      'competence unknown to the lexicon',
      () => {
        const matter = { field: 'activity', competences: { x: 'y' } }
        change(`${dir}/procedure.json`, { finding: { matter } })
      },
      ['y', 'x'].map(id => `${dir}/procedure.json reference-unknown: finding.matter.competences ${id}`),
    ],
    [
      'id of another procedure',
      () => change(`${dir}/procedure.json`, { id: 'other' }),
      [`${dir}/procedure.json procedure-misplaced: id other`],
    ],
  ])('%s', async (_, spoil, expected) => {
    spoil()
    const { problems } = await checkAll(root)
    expect(problems.map(({ file, message }) => `${file} ${message}`)).toEqual(expected)
  })

  test.each([
    ['not JSON', `${dir}/texts/fr.json`, '{', 'file-broken'],
    ['not texts', `${dir}/texts/fr.json`, { name: 1 }, 'file-invalid'],
    ['not of the schema', `${dir}/procedure.json`, { ...sound, kind: 'wish' }, 'procedure-invalid'],
    ['no languages', 'texts/languages.json', [], 'file-invalid'],
  ])('%s: the file is named once and the rest is still proved', async (_, file, content, code) => {
    put(file, content)
    const { problems } = await checkAll(root)
    expect(problems.map(one => `${one.file} ${one.code}`)).toEqual([`${file} ${code}`])
  })

  test('an empty folder has no list of languages', async () => {
    const { problems } = await checkAll(join(root, 'none'))
    expect(problems.map(one => `${one.file} ${one.code}`)).toEqual(['texts/languages.json file-missing'])
  })

  test('the texts reach the messages under the ids of procedure and lexicon', () => {
    const messages = new Map<string, Record<string, string>>()
    readProcedureTexts(root, messages)
    expect(messages.get('fr')).toMatchObject({
      'small-request.title': 'About {subject}',
      'lexicon.activity.retail': 'Retail',
    })
  })
})
