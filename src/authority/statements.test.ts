// Goal: how many statements the pages of the directory cost stays what it is, however many authorities there are.
// Method: the doors of search and keeping on a real database with a live finder; statements counted for each page.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { officeApp } from '../../test/office-app.ts'
import { insertOffice, library, officials, smallPorts } from '../../test/small-office.ts'
import { openKeeping } from '../keeping.ts'
import { openSearch } from '../searching.ts'
import { keepingDoors } from './keeping/routes.ts'
import { searchDoors } from './search-routes.ts'
import { inventedAuthority } from './small-directory.ts'
import { authorityStore } from './store.ts'

const root = new URL('../..', import.meta.url).pathname

let database: TestDatabase
let app: ReturnType<typeof officeApp>
beforeAll(async () => {
  database = await freshDatabase()
  const { sql } = database
  await insertOffice(sql)
  const { ports } = smallPorts(sql)
  const directory = authorityStore(sql)
  const many = Array.from({ length: 60 }, (_, at) =>
    inventedAuthority({
      ...{ id: `es-many-${at}`, country: 'ES', region: at % 2 === 0 ? 'ES11' : 'ES30', town: 'Lugo' },
      ...{ type: 'labour-inspectorate', area: 'posting-of-workers', competences: ['posted-worker'] },
      officialNames: [{ lang: 'es', name: at === 59 ? 'Inspección Antigua' : `Inspección ${at}` }],
    }),
  )
  await directory.insertMany(many)
  await sql`update authority set status = 'removed', successor = 'small-es' where id = 'es-many-59'`
  const search = openSearch({ sql, root, library, directory, clock: ports.clock })
  await search.finder.ready()
  const doors = [...searchDoors({ ...search, store: directory }), ...keepingDoors(openKeeping(sql, ports))]
  app = officeApp(library, ports, doors)
})
afterAll(() => database.drop())

const visit = async (path: string) => {
  await app.page(officials.zofia, path)
  const { value, statements } = await counted(database.sql, () => app.page(officials.zofia, path))
  expect(value.status).toBe(200)
  return { text: value.text, count: statements.length }
}

test.each([
  ['search', '/authorities?q=inspecci%C3%B3n+lugo', 1],
  ['search, the next page', `/authorities?q=lugo&cursor=${Buffer.from('from:20').toString('base64url')}`, 1],
  ['search that finds nothing', '/authorities?q=qqqqqq', 0],
  ['an old name', '/authorities?q=inspecci%C3%B3n+antigua', 1],
  ['all countries', '/authorities', 1],
  ['the directory of a country', '/authorities?country=ES', 1],
  // The third reads the latest answers, from which the next one is foretold.
  ['an authority', '/authorities/small-es', 3],
])('%s: %s', async (_, path, statements) => {
  expect((await visit(path)).count).toBe(statements)
})

test('suggestions cost none', async () => {
  const path = '/authorities/suggest?q=insp'
  const { value, statements } = await counted(database.sql, () => app.json(officials.zofia, path))
  expect([value.status, statements.length]).toEqual([200, 0])
})

test('regions stand on the page of an authority by their names', async () => {
  const { text } = await visit('/authorities/es-many-0')
  expect(text).toContain('Galicja')
  expect(text).not.toContain('ES11')
})

test('who looks for an authority that was merged is led on', async () => {
  const { text } = await visit('/authorities?q=inspecci%C3%B3n+antigua')
  expect(text).toContain('Dawniej: Inspección Antigua')
  expect(text.indexOf('Dawniej')).toBeLessThan(text.indexOf('/authorities/small-es"'))
})
