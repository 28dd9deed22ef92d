// Goal: files are attached by who may, while they may, and each side sees and opens what it may see of them.
// Method: the functions of the doors on a real database and a folder: Zofia (Łódź) asks, Carmen (Vigo) answers.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import {
  codeOf,
  fileOf,
  idIn,
  pdf,
  request,
  type SmallAttachments,
  smallAttachments,
  value,
} from '../../../test/small-attachments.ts'
import { insertOffice, officials } from '../../../test/small-office.ts'
import type { Result } from '../../base/result.ts'
import { brokenAt } from '../../evidence/model.ts'
import type { Actor } from '../../permission/model.ts'
import { countMax } from './model.ts'

const { zofia, jan, carmen, brais, anna } = officials

let database: TestDatabase
let small: SmallAttachments
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
})
afterAll(() => database.drop())
beforeEach(() => {
  small = smallAttachments(database.sql)
  return small.clean
})

describe('attached', () => {
  test('both sides see it and open it after acceptance; each reading is logged by file', async () => {
    const taken = await small.accepted()
    const view = value(await small.attaches(zofia, taken, { question: 'registered' }))
    expect(view.attachments).toMatchObject([
      {
        title: 'Dyplom Arrieta',
        name: 'dyplom.pdf',
        type: 'pdf',
        sizeBytes: 24,
        question: 'registered',
        isOwn: true,
      },
    ])
    expect(view.history.at(-1)).toMatchObject({ event: 'attached', person: 'Zofia Lipowska' })
    const id = idIn(view)
    const other = await small.seen(carmen, taken)
    expect(other.attachments).toMatchObject([
      { title: 'Dyplom Arrieta', person: null, country: 'PL', isOwn: false },
    ])
    expect(await small.opens(carmen, taken, id)).toMatchObject({
      text: pdf,
      name: 'dyplom.pdf',
      type: 'application/pdf',
    })
    const rows = await database.sql`
      select account from evidence_read where exchange = ${taken.number} and id like ${`%${id}`}`
    expect(rows).toEqual([{ account: 'carmen' }])
    expect(readdirSync(join(small.folder, 'incoming'))).toEqual([])
  })

  test('before acceptance the recipient sees that there is one, and no more; strangers see nothing', async () => {
    const asked = await small.sent()
    const id = idIn(value(await small.attaches(zofia, asked)))
    const before = await small.seen(carmen, asked)
    expect(before.attachments).toMatchObject([
      {
        title: null,
        name: null,
        href: null,
        type: 'pdf',
        sizeBytes: 24,
        language: 'pl',
        kind: 'qualification',
      },
    ])
    expect(await small.opens(carmen, asked, id)).toBe('exchange.person.hidden')
    expect(await small.opens(anna, asked, id)).toBe('exchange.unknown')
    expect(await small.opens(zofia, asked, id)).toMatchObject({ text: pdf })
  })

  test('who may not read personal data is told so: acceptance would not show it', async () => {
    const asked = await small.sent()
    const id = idIn(value(await small.attaches(zofia, asked)))
    const looker: Actor = { ...jan, roles: { '*': ['basic-user'] } }
    const { attachments } = await small.seen(looker, asked)
    expect(attachments).toMatchObject([{ title: null, whyNot: 'permission.read-personal' }])
    expect(await small.opens(looker, asked, id)).toBe('permission.read-personal')
  })

  test('to a draft, which stays as it was typed; the recipient finds it there once it was sent', async () => {
    const draft = await small.drafted()
    const typed = await small.does(zofia, draft, 'save-draft', { ...request, isUrgent: false })
    const view = value(await small.attaches(jan, draft))
    expect(view).toMatchObject({ state: 'draft', draft: { content: typed.draft?.content } })
    // What was open in another window is saved all the same.
    expect((await small.does(zofia, draft, 'save-draft', request)).draft).not.toBeNull()
    const gone = await small.does(zofia, view, 'send', request)
    expect((await small.seen(carmen, gone)).attachments).toHaveLength(1)
  })

  test('neither title, name nor content lie anywhere in the clear', async () => {
    const view = value(await small.attaches(zofia, await small.accepted(), { title: 'Sekretny tytuł' }))
    const rows = JSON.stringify([
      await database.sql`select data from exchange_event where exchange = ${view.number}`,
      await database.sql`select * from exchange_attachment where exchange = ${view.number}`,
      await database.sql`select words::text from exchange_text where exchange = ${view.number}`,
      await database.sql`select encode(sealed, 'escape') as box from exchange_personal where exchange = ${view.number}`,
    ])
    for (const secret of ['Sekretny', 'dyplom']) expect(rows).not.toContain(secret)
    const [inner = ''] = readdirSync(small.folder).filter(name => name !== 'incoming')
    const [file = ''] = readdirSync(join(small.folder, inner))
    expect(readFileSync(join(small.folder, inner, file)).toString('latin1')).not.toContain('Arrieta')
  })

  test('a step of somebody else in between stops nobody; the same sending twice attaches once', async () => {
    const taken = await small.accepted()
    const all = await Promise.all([
      small.attaches(zofia, taken, { key: 'k1' }),
      small.attaches(zofia, taken, { key: 'k1' }),
      small.attaches(carmen, taken, { title: 'Registro' }),
      small.attaches(jan, taken, { title: 'Drugi' }),
    ])
    expect(all.map(codeOf)).toEqual(['done', 'done', 'done', 'done'])
    const view = await small.seen(zofia, taken)
    expect(view.attachments.map(({ title }) => title).toSorted()).toEqual([
      'Drugi',
      'Dyplom Arrieta',
      'Registro',
    ])
    expect(codeOf(await small.attaches(zofia, taken, { key: 'k1', file: fileOf('%PDF-1.7 other') }))).toBe(
      'exchange.key.conflict',
    )
    expect(readdirSync(join(small.folder, 'incoming'))).toEqual([])
    const log = await database.sql`
      select version, event, at, authority, account as user, data, hash, exchange from exchange_event
      where exchange = ${taken.number} order by version`
    expect(brokenAt(log as never)).toBeNull()
  })

  test('of many at once all come through', async () => {
    const taken = await small.accepted()
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => small.attaches(i % 2 ? zofia : carmen, taken, { title: `${i}` })),
    )
    expect(all.map(codeOf)).toEqual(all.map(() => 'done'))
    expect((await small.seen(zofia, taken)).attachments).toHaveLength(20)
  })

  test('is refused where it may not be, and nothing is left of it', async () => {
    const taken = await small.accepted()
    const tries: readonly (readonly [Promise<Result<unknown>>, string])[] = [
      [
        small.attaches(zofia, taken, { file: fileOf('<svg onload="x"/>', 'a.pdf') }),
        'file exchange-attachments.file.type',
      ],
      [small.attaches(zofia, taken, { file: fileOf('') }), 'file exchange-attachments.file.empty'],
      [small.attaches(zofia, taken, { file: fileOf('', '') }), 'file base.field.required'],
      [
        small.attaches(zofia, taken, { file: fileOf(pdf, 'a', 'too-long') }),
        'file exchange-attachments.file.large',
      ],
      [
        small.attaches(zofia, taken, { file: fileOf(pdf, 'a', 'broken') }),
        'file exchange-attachments.file.broken',
      ],
      [small.attaches(zofia, taken, { language: 'xx' }), 'language base.field.choice'],
      [small.attaches(zofia, taken, { question: 'sanctions' }), 'question base.field.choice'],
      [small.attaches(anna, taken), 'exchange.unknown'],
      [small.attaches({ ...zofia, roles: { '*': ['supervisor'] } }, taken), 'permission.act'],
    ]
    for (const [tried, code] of tries) expect(codeOf(await tried)).toBe(code)
    expect(readdirSync(small.folder).filter(name => name !== 'incoming')).toEqual([])
    expect(readdirSync(join(small.folder, 'incoming'))).toEqual([])
    const forward = { recipient: 'small-es-2', reason: 'No es de nuestra provincia.', language: 'es' }
    await small.does(carmen, taken, 'forward', forward)
    expect(codeOf(await small.attaches(carmen, taken))).toBe('permission.part')
    expect(codeOf(await small.attaches(brais, taken))).toBe('done')
  })

  test('only so many', async () => {
    const taken = await small.accepted()
    for (let i = 0; i < countMax; i++) value(await small.attaches(zofia, taken))
    expect(codeOf(await small.attaches(zofia, taken))).toBe('exchange-attachments.full.invalid')
    expect(codeOf(await small.attaches(carmen, taken))).toBe('done')
  })
})
