// Goal: words that nothing fits are collected for the lexicon, and what may be a name, a number or one person's is not.
// Method: a table of words; stories of several people over a day; the counts in a real PostgreSQL; searches by the door.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { get, unknownWords, written } from './small-doors.ts'
import { addUnknownWords, type UnknownWord, unknownWordsOf } from './store/unknown-word.ts'
import { collectable, openUnknownWords } from './unknown-words.ts'
import { runWords } from './words-command.ts'

test.each([
  ['a word in lower case', 'podologist in Malta', ['podologist'], ['podologist']],
  ['in any script', 'ποδολόγος подолог', ['ποδολόγος', 'подолог'], ['ποδολόγος', 'подолог']],
  ['with a comma', '(podologist), please', ['podologist'], ['podologist']],
  ['in capitals: a name', 'Kowalska KOWALSKA', ['Kowalska', 'KOWALSKA'], []],
  ['short', 'abc', ['abc'], []],
  ['longer than any word', 'x'.repeat(41), ['x'.repeat(41)], []],
  ['beside a digit', 'licence abcd1234 2024-pkwx', ['abcd', 'pkwx'], []],
  ['in an address', 'maria.kowalska@example.invalid', ['maria', 'kowalska', 'example', 'invalid'], []],
  ['joined to another', 'kowalska-nowak', ['kowalska', 'nowak'], []],
])('%s', (_, text, unknown, kept) => expect(collectable(text, unknown)).toEqual(kept))

describe('over a day', () => {
  const start = () => {
    const state = { day: '2026-11-24', rows: [] as (readonly UnknownWord[])[] }
    const words = openUnknownWords(
      async rows => state.rows.push(rows),
      () => state.day,
    )
    const ask = (...callers: readonly string[]): void => {
      for (const caller of callers)
        words.note({ text: 'podologist', unknown: ['podologist'], lang: 'en', caller })
    }
    return { state, words, ask }
  }

  test('one person, however often, or two leave no trace', async () => {
    const { state, words, ask } = start()
    ask('a', 'a', 'a', 'a', 'b')
    await words.flush()
    expect(state.rows).toEqual([])
  })

  test('three are written, the fourth is added, nothing twice', async () => {
    const { state, words, ask } = start()
    ask('a', 'b', 'c')
    await words.flush()
    await words.flush()
    ask('a', 'd')
    await words.flush()
    const one = { lang: 'en', word: 'podologist', day: '2026-11-24' }
    expect(state.rows).toEqual([[{ ...one, count: 3 }], [{ ...one, count: 1 }]])
  })

  test('the next day begins anew', async () => {
    const { state, words, ask } = start()
    ask('a', 'b')
    state.day = '2026-11-25'
    ask('c')
    await words.flush()
    expect(state.rows).toEqual([])
  })

  test('what could not be written is written later', async () => {
    const rows: (readonly UnknownWord[])[] = []
    let isBroken = true
    const words = openUnknownWords(
      async given => {
        if (isBroken) throw new Error('no database')
        rows.push(given)
      },
      () => '2026-11-24',
    )
    for (const caller of ['a', 'b', 'c'])
      words.note({ text: 'podologist', unknown: ['podologist'], lang: 'en', caller })
    await expect(words.flush()).rejects.toThrow('no database')
    isBroken = false
    await words.flush()
    expect(rows.flat()).toHaveLength(1)
  })
})

test('searches on the page are noted, those of boxes while one types are not', async () => {
  for (const user of ['u1', 'u2', 'u3']) {
    const who = { user, name: '', lang: 'en', authority: 'at-architect', country: 'AT', roles: {} }
    await get('/authorities?q=vwxyzq+nurse', 'html', 'en', who)
    await get('/authorities?q=vwxyzk+nurse', 'json', 'en', who)
  }
  await unknownWords.flush()
  expect(written).toEqual([{ lang: 'en', word: 'vwxyzq', count: 3, day: '2026-11-24' }])
})

describe('in the database', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.drop())

  test('counts of all processes add up, and the operator reads the most wanted first', async () => {
    const { sql } = database
    const row = (word: string, count: number, day: string) => ({ lang: 'en', word, count, day })
    await addUnknownWords(sql, [row('podologist', 3, '2026-11-24'), row('sommelier', 4, '2026-11-24')])
    await addUnknownWords(sql, [row('podologist', 5, '2026-11-25'), row('podologis', 3, '2026-11-20')])
    const { json, text } = await runWords(limit => unknownWordsOf(sql, limit))
    expect(json).toEqual([
      row('podologist', 8, '2026-11-25'),
      row('sommelier', 4, '2026-11-24'),
      row('podologis', 3, '2026-11-20'),
    ])
    expect(text.split('\n')[0]?.trim()).toBe('8  en  podologist  2026-11-25')
  })
})
