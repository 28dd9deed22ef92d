// Goal: who operates, and nobody else, writes priorities and achievements; two at once learn of each other and lose
//   nothing; readers get their language, or another one that is named; every version is kept.
// Method: the doors on a real database, forms as a browser sends them and JSON as a program does.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { openDesk } from '../../../test/small-desk.ts'
import { insertOffice, library, officials } from '../../../test/small-office.ts'
import type { Actor } from '../../permission/model.ts'
import { openStatistics, statisticsDoors } from '../../usage.ts'
import { runOperators } from '../../user/command.ts'
import { userStore } from '../../user/store.ts'
import { blocksOf, textMax } from './model.ts'
import type { EditorView } from './view.ts'

const { zofia, jan, carmen } = officials
const marek: Actor = { ...zofia, isOperator: true }
const anna: Actor = { ...jan, isOperator: true }
const root = new URL('../../..', import.meta.url).pathname
const path = '/statistics/announcements'
const words = { part: 'priorities', language: 'en', text: 'In 2027:\n- drivers\n- firearms', version: 0 }

let database: TestDatabase
let desk: ReturnType<typeof openDesk>
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  desk = openDesk(database.sql, ({ people, clock }) =>
    statisticsDoors(
      openStatistics({
        ...{ sql: database.sql, root, library, people, clock, publicUrl: 'https://imi.example' },
      }),
    ),
  )
})
afterAll(() => database.drop())

test('who does not operate may not read the editor, nor write', async () => {
  expect((await desk.json(carmen, path)).view.code).toBe('permission.operate')
  const { status, view } = await desk.json(carmen, path, words)
  expect([status, view.code]).toEqual([403, 'permission.operate'])
  expect((await desk.page(carmen, '/statistics')).text).not.toContain(path)
})

test('what is published stands on the page; in another language it says in which', async () => {
  expect((await desk.page(carmen, '/statistics')).text).not.toContain('id="priorities"')
  const form = await desk.page(marek, `${path}?part=priorities&language=en`)
  expect(form.text).toContain('name="version" value="0"')
  const sent = { ...words, version: '0', text: `${words.text}\n<b>bold</b>` }
  expect(await desk.page(marek, path, sent)).toMatchObject({
    ...{ status: 303, to: `${path}?part=priorities&language=en` },
  })
  const { text } = await desk.page(carmen, '/statistics')
  expect(text).toContain('<p>In 2027:</p><ul><li>drivers</li><li>firearms</li></ul><p>&lt;b&gt;bold')
  const greek = await desk.page(carmen, '/statistics?lang=el')
  expect(greek.text).toContain('<div lang="en"><p>In 2027:')
  expect(greek.text).toContain(library.in('el')('scoreboard-usage.fallback', { language: 'en' }))
  await desk.json(marek, path, { ...words, language: 'el', text: 'Οδηγοί' })
  const own = await desk.page(carmen, '/statistics?lang=el')
  expect(own.text).toContain('<div lang="el"><p>Οδηγοί')
  expect((await desk.page(marek, '/statistics')).text).toContain(`href="${path}"`)
})

test('two at once: the second learns who and when, and has both texts', async () => {
  const at = { part: 'achievements', language: 'pl' }
  await desk.json(anna, path, { ...at, text: 'Od Jana', version: 0 })
  const late = await desk.page(marek, path, { ...at, text: 'Od Zofii', version: '0' })
  expect(late.status).toBe(409)
  for (const part of ['Jan Lipowski', '<p>Od Jana</p>', '\nOd Zofii</textarea>', 'name="version" value="1"'])
    expect(late.text).toContain(part)
  expect((await desk.json(marek, path, { ...at, text: 'Razem', version: 1 })).status).toBe(200)
  // The same sending once more changes nothing and is no conflict.
  const again = await desk.json<EditorView>(marek, path, { ...at, text: 'Razem', version: 1 })
  expect(again.view.versions.map(({ text, by }) => [text, by])).toEqual([
    ['Razem', 'Zofia Lipowska'],
    ['Od Jana', 'Jan Lipowski'],
  ])
})

test('many at the same moment: one of them wins, none is overwritten', async () => {
  const at = { part: 'achievements', language: 'mt', version: 0 }
  const answers = await Promise.all(
    ['a', 'b', 'c', 'd'].map((text, i) => desk.json(i % 2 ? marek : anna, path, { ...at, text })),
  )
  expect(answers.map(one => one.status).toSorted()).toEqual([200, 409, 409, 409])
  const { view } = await desk.json<EditorView>(marek, `${path}?part=achievements&language=mt`)
  expect(view.versions).toHaveLength(1)
})

test('an empty text is taken off the page, and can be read in its history', async () => {
  const at = { part: 'achievements', language: 'sv' }
  await desk.json(marek, path, { ...at, text: 'Klart', version: 0 })
  expect((await desk.page(marek, path, { ...at, text: ' ', version: '1' })).status).toBe(303)
  const { view } = await desk.json<EditorView>(marek, `${path}?part=achievements&language=sv`)
  expect([view.text, view.versions.length]).toEqual(['', 2])
  expect((await desk.page(carmen, '/statistics?lang=sv')).text).not.toContain('Klart')
})

test.each([
  ['too long', { text: 'x'.repeat(textMax + 1) }, 'text', 'base.field.too-long'],
  ['in no language of ours', { language: 'xx' }, 'language', 'base.field.choice'],
  ['of no part of ours', { part: 'news' }, 'part', 'base.field.choice'],
])('a text %s is refused at its field, with what was typed', async (_, more, field, code) => {
  const { status, view } = await desk.json(marek, path, { ...words, ...more })
  expect(status).toBe(422)
  expect(view).toMatchObject({ problems: [expect.objectContaining({ path: field, code })] })
  const page = await desk.page(marek, path, { ...words, version: '0', text: 'Zostaje', ...more })
  expect(page.text).toContain(field === 'text' ? 'xxxxx' : 'Zostaje')
})

test('lines become paragraphs and lists', () => {
  expect(blocksOf('A\n\n- b\n• c\nD\n-e')).toEqual([
    { kind: 'text', text: 'A' },
    { kind: 'list', items: ['b', 'c'] },
    { kind: 'text', text: 'D' },
    { kind: 'text', text: '-e' },
  ])
})

test('the command gives and takes the right; who signs in next has it', async () => {
  const store = userStore(database.sql)
  const given = await runOperators(store, { add: 'carmen' })
  expect([given.exit, given.json]).toEqual([0, [{ user: 'carmen', name: 'Carmen Tilo' }]])
  const until = { at: '2026-11-24T09:00:00.000Z', expiresAt: '2026-11-25T09:00:00.000Z' }
  await store.openToken({ tokenHash: 'hash', user: 'carmen', authority: 'small-es', ...until })
  expect((await store.recognise('token', 'hash', until.at))?.actor.isOperator).toBe(true)
  expect((await runOperators(store, { remove: 'carmen' })).json).toEqual([])
  expect((await store.recognise('token', 'hash', until.at))?.actor.isOperator).toBeUndefined()
  expect((await runOperators(store, { add: 'nobody' })).exit).toBe(1)
})
