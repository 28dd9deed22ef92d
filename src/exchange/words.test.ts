// Goal: one finds one's exchanges by what was written or asked in any script, never by what is personal or a draft, and
//   never those of others.
// Method: a request written in Polish and answered in Greek, on a real database; the search as both sides make it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { listDoors } from './list-routes.ts'
import type { ListView } from './list-view.ts'
import { foldedWords, wordQuery } from './words.ts'

const { zofia, anna, carmen } = officials

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let number: string
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  const draft = await createExchange(stage.ports, callOf(library, zofia), {
    ...{ procedure: 'pq-information-request', fields: { background: 'Zygzak w szkicu' } },
  })
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  number = made.ok && draft.ok ? made.value.number : ''
  await step('send', zofia, {
    ...{ version: 1, recipient: 'small-el', language: 'pl', askedDay: '2026-12-10' },
    asked: ['evidence-issued'],
    fields: {
      ...{ background: 'Dyplom z Łodzi, sygnatura AB12.', profession: 'physiotherapist' },
      ...{ 'family-name': 'Jaskółka', 'given-names': 'Ewa' },
    },
  })
  await step('accept', anna, { version: 2 })
  const difference = 'Η σφραγίδα είναι άλλη.'
  const answers = { 'evidence-issued': { answer: 'no', details: { difference } } }
  await step('answer', anna, { version: 3, language: 'el', answers })
})
afterAll(() => database.drop())

async function step(action: string, who: Actor, value: object): Promise<void> {
  const acted = await act(stage.ports, callOf(library, who), {
    number,
    action,
    sent: { kind: 'json', value },
  })
  if (!acted.ok) throw new Error(JSON.stringify(acted.refusal))
}

async function found(q: string, who: Actor): Promise<readonly string[]> {
  const door = listDoors(stage.ports).find(one => one.path === '/exchanges')
  const input = { params: {}, query: { q }, body: {}, sent: { kind: 'none' as const, value: {} } }
  const result = await door?.run(callOf(library, who), input)
  return result?.ok ? (result.value as ListView).items.map(one => one.number) : ['refused']
}

describe('the search', () => {
  test.each([
    ['a word of the sender, as it was written', 'Łodzi', zofia],
    ['without its marks, by the other side', 'lodzi', anna],
    ['its beginning', 'dypl', zofia],
    ['several words in any order', 'sygnatura dyplom', zofia],
    ['an answer in Greek', 'σφραγίδα', anna],
    ['an answer in Greek, typed in Latin letters', 'sfragida', zofia],
    ['the question, in the reader’s own language', 'wymieniona w nim instytucja', zofia],
    ['the profession', 'fizjo', zofia],
  ])('finds by %s', async (_, q, who) => {
    expect(await found(q, who)).toContain(number)
  })

  test.each([
    ['by the name of the person, which is sealed', 'Jaskółka', zofia],
    ['by what stands in a draft', 'Zygzak', zofia],
    ['where one of the words is missing', 'dyplom zebra', zofia],
    ['what others write to each other', 'dyplom', carmen],
    ['by signs that mean something to the database', "x' | 'dyplom", carmen],
    ['by signs alone', '&|!()', zofia],
  ])('does not find %s', async (_, q, who) => {
    expect(await found(q, who)).toEqual([])
  })

  test('nothing personal is in the index', async () => {
    const rows = await database.sql<{ words: string }[]>`select words::text from exchange_text`
    expect(rows).toHaveLength(1)
    const words = rows[0]?.words ?? ''
    for (const secret of ['jaskolka', 'ewa', 'zygzak']) expect(words).not.toContain(secret)
    for (const known of ['lodzi', 'sfragida', 'a:small-el', 'q:pq-information-request.evidence-issued'])
      expect(words).toContain(`'${known}'`)
  })
})

test.each([
  ['Łódź, ŁÓDŹ!', ['lodz']],
  ['AB12/7 a', ['ab12']],
  ['Βόλος', ['volos']],
])('words of %s', (text, words) => {
  expect(foldedWords(text)).toEqual(words)
})

test('what was typed is quoted, whatever it is', () => {
  expect(wordQuery("a'b", "it's x", [])).toBe("'a:a''b' & (('it'))")
  expect(wordQuery('a', '!!', [])).toBeNull()
})
