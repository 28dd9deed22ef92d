// Goal: what the asker attached to a question goes with it to whom the question is given, once and where it lies; what
//   is withdrawn there is withdrawn here; nothing else of the exchange above is seen.
// Method: the whole application on a real database and a folder, as programs and as browsers: Zofia (Łódź) asks
//   Carmen (Vigo), who gives a question to Brais (Ourense), who gives it on to Xoán (Lugo).
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { officeApp } from '../../../test/office-app.ts'
import {
  idIn,
  pdf,
  request,
  type SmallAttachments,
  smallAttachments,
  value,
} from '../../../test/small-attachments.ts'
import { insertOffice, library, officials } from '../../../test/small-office.ts'
import type { Actor } from '../../permission/model.ts'
import type { ExchangeView } from '../view-schema.ts'

const { zofia, carmen, brais, xoan } = officials

let database: TestDatabase
let small: SmallAttachments
let app: ReturnType<typeof officeApp>
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
})
afterAll(() => database.drop())
beforeEach(() => {
  small = smallAttachments(database.sql)
  app = officeApp(library, small.stage.ports)
  return small.clean
})

const asked = { ...request, asked: ['registered', 'sanctions'] }
const toBrais = { recipient: 'small-es-2', asked: ['sanctions'], reason: 'Lleva el registro.' }
const attached = { question: 'sanctions', title: 'Wyrok Arrieta' }
/** Accepted by Carmen, with a file to each question and one to none. */
async function withFiles(): Promise<ExchangeView> {
  const sent = await small.does(zofia, await small.drafted(), 'send', asked)
  const taken = await small.does(carmen, sent, 'accept')
  await small.attaches(zofia, taken, { question: 'registered' })
  await small.attaches(zofia, taken, { title: 'Pismo' })
  return value(await small.attaches(zofia, taken, attached))
}
async function split(taken: ExchangeView) {
  const parent = await small.does(carmen, await small.seen(carmen, taken), 'split', toBrais)
  return { parent, child: { number: parent.children[0]?.number ?? '' } }
}
const read = async (who: Actor, { number }: Pick<ExchangeView, 'number'>) => {
  const { view } = await app.json(who, `/exchanges/${number}`)
  const { text } = await app.page(who, `/exchanges/${number}`)
  return { files: view.attachments, view, text }
}
const bytes = (who: Actor, { number }: { readonly number: string }, id: string) =>
  app.page(who, `/exchanges/${number}/attachments/${id}`)

describe('given to another authority', () => {
  test('its recipient opens the same bytes once it has accepted; no second file lies on the disk', async () => {
    const { child } = await split(await withFiles())
    const before = await read(brais, child)
    expect(before.files).toMatchObject([{ title: null, href: null, question: 'sanctions', isOwn: false }])
    expect(before.text).not.toContain('Arrieta')
    const taken = await small.does(brais, before.view, 'accept')
    const id = idIn(taken)
    const { files, text } = await read(brais, child)
    expect(files).toMatchObject([{ title: 'Wyrok Arrieta', country: 'PL', person: null, version: 0 }])
    expect(text).toContain(`href="/exchanges/${child.number}/attachments/${id}"`)
    expect(text).not.toContain('Pismo')
    const got = await bytes(brais, child, id)
    expect([got.status, got.text]).toEqual([200, pdf])
    const folders = readdirSync(small.folder).filter(name => name !== 'incoming')
    expect(folders.flatMap(one => readdirSync(`${small.folder}/${one}`))).toHaveLength(3)
  })

  test('who gave it away has it in both; the asker knows nothing of the child', async () => {
    const { child, parent } = await split(await withFiles())
    const id = idIn(parent)
    expect((await read(carmen, child)).text).toContain(`/exchanges/${child.number}/attachments/${id}`)
    expect((await bytes(carmen, child, id)).text).toBe(pdf)
    expect((await read(carmen, parent)).files).toHaveLength(3)
    expect((await bytes(zofia, child, id)).status).toBe(404)
    expect((await bytes(brais, parent, id)).status).toBe(404)
  })

  test('withdrawn above it is withdrawn below, for both, and only the asker can', async () => {
    const { child, parent } = await split(await withFiles())
    const taken = await small.does(brais, await small.seen(brais, child), 'accept')
    const id = idIn(taken)
    for (const who of [brais, carmen]) {
      const path = `/exchanges/${child.number}/actions/withdraw-attachment`
      expect((await app.json(who, path, { attachment: id })).code).toBe('exchange-attachments.unknown')
    }
    value(await small.withdraws(zofia, parent, id))
    for (const who of [brais, carmen]) {
      const { files, text } = await read(who, child)
      expect(files).toMatchObject([{ href: null, whyNot: 'exchange-attachments.withdrawn.unknown' }])
      expect(text).toContain(library.in(who.lang)('exchange-attachments.withdrawn.unknown'))
      expect((await bytes(who, child, id)).status).toBe(404)
    }
  })

  test('given on once more it goes along; what comes after its end does not come to it', async () => {
    const { child, parent } = await split(await withFiles())
    const taken = await small.does(brais, await small.seen(brais, child), 'accept')
    const again = await small.does(brais, taken, 'split', { ...toBrais, recipient: 'small-es-4' })
    const grandchild = { number: again.children[0]?.number ?? '' }
    const last = await small.does(xoan, await small.seen(xoan, grandchild), 'accept')
    expect(last.attachments).toMatchObject([{ title: 'Wyrok Arrieta', country: 'PL' }])
    expect((await bytes(xoan, grandchild, idIn(last))).text).toBe(pdf)
    await small.attaches(zofia, parent, { ...attached, title: 'Aneks' })
    expect((await read(xoan, grandchild)).files).toHaveLength(2)
    await small.does(xoan, last, 'answer', { language: 'es', answers: { sanctions: { answer: 'no' } } })
    small.clock.now = '2026-11-24T10:00:00.000Z'
    await small.does(brais, await small.seen(brais, grandchild), 'close')
    small.clock.now = '2026-11-24T11:00:00.000Z'
    await small.attaches(zofia, parent, { ...attached, title: 'Później' })
    expect((await read(xoan, grandchild)).files).toHaveLength(2)
    expect((await read(brais, child)).files).toHaveLength(3)
  })
})

test('each reading is logged where the file lies and where it was read; what the splitter attached stays', async () => {
  const { child, parent } = await split(await withFiles())
  await small.attaches(carmen, parent, { question: 'sanctions', title: 'Nota interna' })
  await small.does(brais, await small.seen(brais, child), 'accept')
  const { files, text } = await read(brais, child)
  expect(files).toHaveLength(1)
  expect(text).not.toContain('Nota interna')
  const id = files[0]?.id ?? ''
  await bytes(brais, child, id)
  const both = [child.number, parent.number ?? ''].toSorted()
  const rows = await database.sql<{ exchange: string; isFile: boolean }[]>`
    select distinct exchange, id like ${`%${id}`} as "isFile" from evidence_read
    where account = 'brais' and exchange = any(${both}) order by 1, 2`
  const wanted = both.flatMap(one => [
    [one, false],
    [one, true],
  ])
  expect(rows.map(row => [row.exchange, row.isFile])).toEqual(wanted)
})
