// Goal: the file of the worklist holds what the list shows, to whom it shows it, and nothing that a spreadsheet runs.
// Method: cells in a table; the whole application over the doors on a real database with more rows than a page.
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice } from '../../test/small-office.ts'
import { createApp } from '../base/app.ts'
import { csvOf } from '../base/csv.ts'
import type { Actor } from '../permission/model.ts'
import { createExchange } from './create.ts'
import { exchangeDoors } from './routes.ts'

const { zofia, carmen } = officials
const drafts = 30

let database: TestDatabase
let app: Hono
let who: Actor | null
beforeAll(async () => {
  const office = await openOffice()
  const { ports } = office
  database = office.database
  app = createApp<Actor>({
    ...{ library, doors: exchangeDoors(ports), passages: [], publicUrl: 'http://here.invalid' },
    recognise: async () => ({
      ...{ who, csrf: '', lang: 'de', zone: 'Europe/Warsaw', isProgram: false, isCsrf: () => false },
    }),
    wrap: (_, page) => String(page.main),
    onFault: error => {
      throw error
    },
  })
  for (let i = 0; i < drafts; i++)
    await createExchange(ports, callOf(library, zofia), { procedure: 'pq-information-request' })
})
afterAll(() => database.drop())

const get = async (path: string, accept = 'text/html') => {
  const answer = await app.fetch(new Request(`http://here.invalid${path}`, { headers: { accept } }))
  return { answer, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer()) }
}

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  [' =1', "' =1"],
  ['a "b", c', '"a ""b"", c"'],
  ['Ελ\nł', '"Ελ\nł"'],
  ['2026-12-01', '2026-12-01'],
])('cell %j', (text, cell) => {
  expect(csvOf([[text, 'x']])).toBe(`\uFEFF${cell},x\r\n`)
})

describe('GET /worklist.csv', () => {
  test('all rows of all pages, headers in the reader’s language, as a file', async () => {
    who = zofia
    const { answer, text } = await get('/worklist.csv?view=draft')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="worklist.csv"')
    const lines = text.trimEnd().split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFFNummer,/)
    expect(lines).toHaveLength(drafts + 1)
  })

  test('the same rows for programs that ask for JSON', async () => {
    who = zofia
    expect(JSON.parse((await get('/worklist.csv?view=draft', 'application/json')).text).items).toHaveLength(
      drafts,
    )
  })

  test('nothing of others, nothing without a role, sign-in first', async () => {
    who = carmen
    expect((await get('/worklist.csv?view=all')).text.trimEnd().split('\r\n')).toHaveLength(1)
    who = { ...zofia, roles: { services: ['request-handler'] } }
    expect((await get('/worklist.csv?view=all')).text.trimEnd().split('\r\n')).toHaveLength(1)
    who = null
    expect((await get('/worklist.csv')).answer.headers.get('location')).toMatch(/^\/sign-in/)
  })

  test('the page links to the file with the same filters', async () => {
    who = zofia
    expect((await get('/worklist?view=draft&country=')).text).toContain('/worklist.csv?view=draft')
  })
})
