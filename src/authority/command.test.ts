// Goal: the command answers in the shapes that operators' scripts rely on.
// Method: a small directory and files of queries.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { WrongUse } from '../base/command.ts'
import { library, readLanguages } from '../base/text.ts'
import { runFind } from './command.ts'
import { finderOver, openWords } from './finder.ts'
import { readLexicons } from './lexicons.ts'
import { recordOf, smallDirectory } from './small-directory.ts'

const root = resolve(import.meta.dirname, '..', '..')
const texts = library(readLanguages(root), new Map())
const finder = finderOver(smallDirectory, openWords(texts, readLexicons(root)))
const calls: number[] = []
const ports = {
  library: texts,
  finder: { ready: async () => finder },
  store: {
    byIds: async (ids: readonly string[]) => {
      calls.push(ids.length)
      return new Map(smallDirectory.filter(({ id }) => ids.includes(id)).map(one => [one.id, recordOf(one)]))
    },
  },
}
const folder = mkdtempSync(join(tmpdir(), 'open-imi-find-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('one query answers a list of hits', async () => {
  const { json, text, exit } = await runFind(ports, {
    text: 'Architekt',
    lang: 'de',
    country: 'PL',
    limit: '1',
  })
  expect(exit).toBe(0)
  expect(json).toEqual([expect.objectContaining({ authority: 'pl-architect', country: 'PL', town: 'Łódź' })])
  expect(text).toContain('Architekt = Architekt (exact)')
})

test('a batch answers in the order of the file, with its times and one statement for all names', async () => {
  calls.length = 0
  const queries = [
    { lang: 'en', query: 'qqqqqq' },
    { lang: 'el', query: 'δικηγόρος Φινλανδία', kind: 'exact', expect: {} },
    { lang: 'en', query: 'nurse Austria' },
  ]
  const { json } = await runFind(ports, { batch: file('queries.json', JSON.stringify(queries)) })
  expect(json).toEqual({
    answers: [
      [],
      expect.arrayContaining([expect.objectContaining({ authority: 'fi-lawyer' })]),
      expect.arrayContaining([expect.objectContaining({ authority: 'at-general-care-nurse' })]),
    ],
    msP50: expect.any(Number),
    msP99: expect.any(Number),
  })
  expect(calls.length).toBe(1)
})

test.each([
  [{}, /needs a text/],
  [{ text: 'nurse', lang: 'xx' }, /--lang xx/],
  [{ text: 'nurse', limit: '0' }, /--limit 0/],
  [{ text: 'nurse', limit: 'many' }, /--limit many/],
  [{ batch: '/nowhere/queries.json' }, /cannot be read/],
  [{ batch: file('broken.json', '[{"query": 1}]') }, /cannot be read/],
])('wrong use %j is told plainly', async (asked, message) => {
  const run = runFind(ports, asked)
  await expect(run).rejects.toThrow(message)
  await expect(run).rejects.toBeInstanceOf(WrongUse)
})
