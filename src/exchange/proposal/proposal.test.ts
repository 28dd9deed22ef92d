// Goal: a draft proposes who is competent and why, by the rules and by what forwards taught; one click takes one,
//   nothing is sent by it, and nobody learns anything who may not write the draft.
// Method: the doors of exchanges over the small office on a real database with the real finder and lexicon; forms as a
//   browser without script sends them, JSON as programs do; the learner on a connection of its own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { openDesk } from '../../../test/small-desk.ts'
import { insertOffice, officials } from '../../../test/small-office.ts'
import { openWords } from '../../authority/finder.ts'
import { readLexicons } from '../../authority/lexicons.ts'
import { openFinder } from '../../authority/live.ts'
import { authorityStore } from '../../authority/store.ts'
import { connect, type Sql } from '../../base/sql.ts'
import type { Actor } from '../../permission/model.ts'
import { proposalSettingDoors } from '../../user/proposal-setting.ts'
import { userStore } from '../../user/store.ts'
import type { ExchangeView } from '../view-schema.ts'
import { openLearner } from './follow.ts'
import type { ProposalsView } from './schema.ts'

const root = new URL('../../..', import.meta.url).pathname
const { zofia, jan, carmen, brais, anna } = officials

let database: TestDatabase
let other: Sql
let desk: ReturnType<typeof openDesk>
beforeAll(async () => {
  database = await freshDatabase()
  other = connect(database.url, { max: 2, name: 'another process' })
  await insertOffice(database.sql)
  desk = openDesk(database.sql, () => proposalSettingDoors(userStore(database.sql)))
  const finder = openFinder(authorityStore(database.sql), openWords(desk.library, readLexicons(root)))
  await finder.ready()
  Object.assign(desk.ports, { competent: finder.competent })
})
afterAll(async () => {
  await other.end()
  await database.drop()
})

const about = { profession: 'physiotherapist', background: 'Pracuje w Vigo.' }
const begun = (content: object = {}) => desk.begin({ fields: about, country: 'ES', ...content })
const read = (who: Actor, number: string, query = '') =>
  desk.json<ProposalsView>(who, `/exchanges/${number}/proposals${query}`)
const proposed = async (number: string, who: Actor = zofia) =>
  (await read(who, number)).view.items.map(({ authority }) => authority)
const byRules = ['small-es', 'small-es-4', 'small-es-2']

describe('by the rules', () => {
  test('who is in the town that the draft names comes first, each with its reasons', async () => {
    const { view, status } = await read(zofia, await begun(), '?lang=pl')
    expect(status).toBe(200)
    expect(view).toMatchObject({ country: 'ES', isAbout: true, total: 1 })
    expect(view.items.map(({ authority, town }) => `${authority} ${town}`)).toEqual([
      ...['small-es Vigo', 'small-es-4 Lugo', 'small-es-2 Ourense'],
    ])
    expect(view.items[0]?.grounds).toEqual([
      { rule: 'competence', text: 'Właściwość: Fizjoterapeuta' },
      { rule: 'town', text: 'Siedziba: Vigo, miejscowość podana w polu „Uzasadnienie wniosku”' },
    ])
    expect(view.items[0]?.learned).toBeNull()
  })

  test('the exchange itself tells the same; before it says enough, nothing costs a statement more', async () => {
    const number = await begun()
    const whole = await desk.json<ExchangeView>(zofia, `/exchanges/${number}`)
    expect(whole.view.proposals).toEqual((await read(zofia, number)).view)
    const empty = await desk.begin()
    const few = await counted(database.sql, () => desk.page(zofia, `/exchanges/${empty}`))
    const more = await counted(database.sql, () => desk.page(zofia, `/exchanges/${number}`))
    expect(few.statements.length).toBeLessThanOrEqual(3)
    expect(more.statements.length).toBeLessThanOrEqual(4)
  })

  test.each<[string, object, string, Partial<ProposalsView>]>([
    ['no country yet', { country: '' }, '', { country: null, items: [], total: 0 }],
    ['nothing said yet', { fields: {} }, '', { isAbout: false, items: [] }],
    ['nobody there', { country: 'MT' }, '', { country: 'MT', items: [], total: 0 }],
    ['that of who was chosen', { country: '', recipient: 'small-el' }, '', { country: 'EL', total: 1 }],
    ['another country is asked for', {}, '?country=EL', { country: 'EL', total: 1 }],
  ])('%s', async (_, content, query, expected) => {
    expect((await read(zofia, await begun(content), query)).view).toMatchObject(expected)
  })

  test('one that may not work in the procedure is left out, and so is one that works no more', async () => {
    const number = await begun()
    const { sql } = database
    const change = async (procedures: string[] | null, status: string) => {
      await sql`update authority_area set procedures = ${procedures} where authority = 'small-es'`
      await sql`update authority set status = ${status} where id = 'small-es-2'`
      const authorities = (ids: readonly string[]) => authorityStore(sql).byIds(ids)
      Object.assign(desk.ports, { authorities })
    }
    await change(['another-procedure'], 'suspended')
    expect(await proposed(number)).toEqual(['small-es-4'])
    await change(null, 'active')
    expect(await proposed(number)).toEqual(byRules)
  })
})

describe('the page without script', () => {
  const form = async (number: string): Promise<Record<string, string>> => {
    const { text } = await desk.page(zofia, `/exchanges/${number}`)
    const of = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
    return { version: of('version'), revision: of('revision'), marks: of('marks'), language: 'pl' }
  }
  const save = (number: string, fields: Record<string, string>, who: Actor = zofia) =>
    desk.page(who, `/exchanges/${number}/actions/save-draft?go=proposals`, fields)

  test('asks for the country, proposes, and one click takes one: words stay, nothing is sent', async () => {
    const number = await desk.begin()
    const empty = await desk.page(zofia, `/exchanges/${number}`)
    expect(empty.text).toContain('name="country"')
    expect(empty.text).not.toContain('name="take"')
    const typed = { country: 'ES', 'fields.profession': 'physiotherapist', 'fields.background': 'Vigo' }
    const asked = await save(number, { ...(await form(number)), ...typed })
    expect([asked.status, asked.to]).toEqual([303, `/exchanges/${number}#proposals`])
    const { text } = await desk.page(zofia, `/exchanges/${number}`)
    expect(text).toMatch(/name="take"\s+value="small-es"/)
    expect(text).toContain('Competent for: Physiotherapist')
    const taking = { ...(await form(number)), ...typed, take: 'small-es', recipient: '' }
    expect((await save(number, { ...taking, 'fields.background': 'Vigo 2' })).status).toBe(303)
    const { view } = await desk.json<ExchangeView>(zofia, `/exchanges/${number}`)
    const parties = { recipient: { authority: 'small-es' } }
    expect(view).toMatchObject({ state: 'draft', version: 1, parties })
    expect(view.draft?.content).toMatchObject({ recipient: 'small-es', fields: { background: 'Vigo 2' } })
    expect(view.draft?.content).not.toHaveProperty('take')
    expect((await desk.page(zofia, `/exchanges/${number}`)).text).toMatch(/<li data-chosen>/)
  })

  test('the country survives a refused sending, and is no part of what is sent', async () => {
    const number = await desk.begin()
    await save(number, { ...(await form(number)), country: 'PT' })
    const path = `/exchanges/${number}/actions/send`
    const refused = await desk.page(zofia, path, { version: '1', country: 'EL' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('<option value="EL" selected>')
    const body = {
      ...{ version: 1, country: 'ES', recipient: 'small-es', language: 'pl', asked: ['registered'] },
      ...{ askedDay: '2026-12-15', fields: { ...about, 'family-name': 'A', 'given-names': 'B' } },
    }
    expect((await desk.json(zofia, path, body)).status).toBe(200)
    const [event] = await database.sql<{ data: object }[]>`
      select data from exchange_event where exchange = ${number} and event = 'sent'`
    expect(event?.data).not.toHaveProperty('country')
  })

  test('two take at once: one wins, the other is told who', async () => {
    const number = await begun()
    const [one, two] = [await form(number), await form(number)]
    const { profession, background } = about
    const fields = { country: 'ES', 'fields.profession': profession, 'fields.background': background }
    expect((await save(number, { ...one, ...fields, take: 'small-es' })).status).toBe(303)
    const late = await save(number, { ...two, ...fields, take: 'small-es-2' }, jan)
    expect(late.status).toBe(409)
    expect(late.text).toContain('Zofia Lipowska')
  })
})

describe('who may ask', () => {
  test('not a party and not there are the same; only a draft has proposals; reading one is logged', async () => {
    const number = await begun()
    expect((await read(anna, number)).view.code).toBe('exchange.unknown')
    expect((await read(anna, '2026-PL-00000000')).view.code).toBe('exchange.unknown')
    expect((await read(zofia, number, '?country=XX')).status).toBe(422)
    const reader: Actor = { ...jan, roles: { '*': ['basic-user'] } }
    expect((await read(reader, number)).view.code).toBe('exchange.action.invalid')
    const sent = await desk.sent()
    for (const who of [zofia, carmen])
      expect((await read(who, sent)).view.code).toBe('exchange.action.invalid')
    const readings = async () => {
      const [row] = await database.sql<{ count: number }[]>`
        select count(*)::int as count from evidence_read where exchange = ${number} and account = 'zofia'`
      return row?.count
    }
    expect(await readings()).toBe(0)
    await read(zofia, number)
    expect(await readings()).toBe(1)
  })

  test.each([{ take: 'x'.repeat(301) }, { take: ['small-es'] }, { country: 'Spain' }, { country: 7 }])(
    'hostile: %j',
    async body => {
      const path = `/exchanges/${await begun()}/actions/save-draft`
      expect((await desk.json(zofia, path, { version: 1, ...body })).status).toBe(422)
    },
  )
})

describe('from forwards', () => {
  /** A request to Vigo, forwarded to Ourense where `isForwarded`, and taken on. */
  async function taken(sender: Actor, isForwarded: boolean): Promise<void> {
    const procedure = 'pq-information-request'
    const { view } = await desk.json<ExchangeView>(sender, '/exchanges', { procedure })
    const does = async (who: Actor, action: string, version: number, body: object = {}) => {
      const path = `/exchanges/${view.number}/actions/${action}`
      expect((await desk.json(who, path, { version, ...body })).status).toBe(200)
    }
    await does(sender, 'send', 1, {
      ...{ recipient: 'small-es', language: sender.lang, asked: ['registered'], askedDay: '2026-12-15' },
      fields: { ...about, 'family-name': 'A', 'given-names': 'B' },
    })
    const reason = { reason: 'No es de aquí.', language: 'es' }
    if (isForwarded) await does(carmen, 'forward', 2, { recipient: 'small-es-2', ...reason })
    await does(isForwarded ? brais : carmen, 'accept', isForwarded ? 3 : 2)
  }
  const learnt = async () => {
    const { catalogue, clock } = desk.ports
    await openLearner({ sql: other, catalogue, clock }).tell()
    const [row] = await database.sql<{ count: number }[]>`select count(*)::int as count from exchange_route`
    return row?.count
  }
  const drain = (count: number) => expect.poll(learnt, { timeout: 15_000 }).toBe(count)

  test('too few are not told; then where requests went comes first, with how many of how many', async () => {
    const number = await begun()
    for (const sender of [zofia, zofia, zofia]) await taken(sender, true)
    await drain(3)
    expect(await proposed(number)).toEqual(byRules)
    for (const isForwarded of [true, true, false]) await taken(anna, isForwarded)
    await drain(6)
    const { view } = await read(zofia, number)
    expect(view.items.map(({ authority }) => authority)).toEqual(['small-es-2', 'small-es', 'small-es-4'])
    const text = 'Requests like this to “Consejo de la calle del Tilo” were forwarded here: 5 of 6'
    expect(view.items[0]?.learned).toEqual({ asked: 'small-es', forwarded: 5, of: 6, text })
    expect(view.items[1]?.learned).toBeNull()
    expect((await desk.page(zofia, `/exchanges/${number}`)).text).toContain('were forwarded here: 5 of 6')
  })

  test('another profession learns nothing from it; one chosen by hand does', async () => {
    const architect = await begun({ fields: { ...about, profession: 'architect' } })
    const { items } = (await read(zofia, architect)).view
    expect(items.every(({ learned }) => learned === null)).toBe(true)
    // What was chosen by hand counts, though the rules name another one first.
    const byHand = await begun({ recipient: 'small-es', fields: { ...about, background: 'Lugo' } })
    expect(await proposed(byHand)).toEqual(['small-es-2', 'small-es-4', 'small-es'])
  })

  test('a person switches it off and on for itself, in the page and as JSON', async () => {
    const number = await begun()
    const path = '/me/proposals'
    expect((await desk.page(zofia, path)).text).toMatch(/name="usesForwards" value="true" checked/)
    expect((await desk.page(zofia, path, {})).status).toBe(303)
    expect((await desk.page(zofia, path)).text).not.toMatch(/value="true" checked/)
    expect(await proposed(number)).toEqual(byRules)
    expect((await proposed(number, jan))[0]).toBe('small-es-2')
    const { view } = await desk.json<{ usesForwards: boolean }>(zofia, path, { usesForwards: true })
    expect(view.usesForwards).toBe(true)
    expect((await proposed(number))[0]).toBe('small-es-2')
  })

  test('the operator switches it off for all', async () => {
    const number = await begun()
    Object.assign(desk.ports, { isLearning: false })
    const { value, statements } = await counted(database.sql, () => proposed(number))
    expect(value[0]).toBe('small-es')
    expect(statements.filter(one => one.includes('exchange_route'))).toEqual([])
    Object.assign(desk.ports, { isLearning: true })
    expect((await proposed(number))[0]).toBe('small-es-2')
  })
})
