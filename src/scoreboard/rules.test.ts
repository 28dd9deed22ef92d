// Goal: other rules start from an edition's own figures and cost less than half a second; a coordinator sees where help
//   would bring most, in its remit only; the page of an authority foretells from what was answered.
// Method: invented requests on a real database, worked out the long way round; the doors as different officials call.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { coordinators, insertCoordinators } from '../../test/coordinators.ts'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { library, officials } from '../../test/small-office.ts'
import { authorityStore } from '../authority/store.ts'
import { createApp } from '../base/app.ts'
import { remembered } from '../base/remember.ts'
import { openForetelling } from '../foretelling.ts'
import type { Actor } from '../permission/model.ts'
import { readProcedures } from '../procedure/store.ts'
import { openScoring } from '../scoring.ts'
import { beyondDoors } from './beyond.ts'
import { type AuthoritiesView, authoritiesSchema } from './country/authorities.ts'
import type { Fact } from './fact.ts'
import { recount } from './rebuild.ts'
import { ratiosFrom } from './small-facts.ts'
import { inventedYear } from './small-scoreboard.ts'
import { writeFacts } from './store/facts.ts'
import { type WhatIfView, whatIfSchema } from './what-if/view.ts'

const root = new URL('../..', import.meta.url).pathname
const publicUrl = 'https://imi.example'
const now = '2021-01-15T09:00:00.000Z'

let database: TestDatabase
let app: ReturnType<typeof createApp<Actor>>
let facts: readonly Fact[]
let who: Actor | null = null

/** Spain's requests are held by two authorities in turn; those of other countries by nobody that is known here. */
const holderOf = (at: number): string => (at % 3 === 0 ? 'small-es-2' : 'small-es')

beforeAll(async () => {
  database = await freshDatabase()
  await insertCoordinators(database.sql)
  facts = inventedYear(2020, 4000)
  await writeFacts(database.sql, facts)
  const spanish = facts.filter(one => one.recipientCountry === 'ES')
  const held = spanish.map((one, at) => ({ ...one, recipient: holderOf(at) }))
  await database.sql`
    insert into exchange (exchange, procedure, area, kind, state, version, hash, sender, recipient, created_at, sent_at,
      answered_at)
    select number, procedure, area, 'request', 'closed', 1, '', 'small-pl', recipient, "sentAt", "sentAt", "answeredAt"
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as given (number text, procedure text, area text,
      recipient text, "sentAt" timestamptz, "answeredAt" timestamptz)`
  // Not from the exchanges, which tell less than the facts here.
  await database.sql.begin(tx => recount(tx))
  const scoring = openScoring(database.sql, root, () => now)
  const authorities = remembered(ids => authorityStore(database.sql).byIds(ids), Date.now)
  app = createApp<Actor>({
    ...{ library, passages: [], publicUrl, doors: beyondDoors({ ...scoring, authorities }) },
    recognise: async () => ({
      ...{ who, csrf: '', isCsrf: () => false, lang: 'en', zone: 'Europe/Brussels', isProgram: true },
    }),
    wrap: (_, { title, main }) => `<title>${title}</title>${main}`,
    onFault: error => {
      throw error
    },
  })
})
afterAll(() => database.drop())
beforeEach(() => {
  who = null
})

const get = (path: string, accept = 'application/json', lang = 'en') =>
  Promise.resolve(app.request(publicUrl + path, { headers: { accept, 'accept-language': lang } }))
const whatIf = async (query = ''): Promise<WhatIfView> =>
  whatIfSchema.parse(await (await get(`/scoreboard/2020/what-if?${query}`)).json())
const path = '/scoreboard/2020/countries/ES/authorities'

describe('what if', () => {
  test('the edition’s own rules give its own colours', async () => {
    const { changed, isOfficial, countries } = await whatIf()
    expect([changed, isOfficial]).toEqual([0, false])
    for (const { now: own, would, indicators } of countries) {
      expect([would.colour, would.scoreLow, would.scoreHigh]).toEqual([own.colour, own.score, own.score])
      for (const one of indicators) expect([one.low, one.high]).toEqual([one.now, one.now])
    }
  })

  test('other limits and a week faster, counted from the facts', async () => {
    const { countries, changed } = await whatIf('within=3&faster=7&green2=10&yellow2=20')
    expect(changed).toBeGreaterThan(0)
    const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Brussels' })
    const days = (from: string, to: string) =>
      Math.round((Date.parse(day.format(new Date(to))) - Date.parse(day.format(new Date(from)))) / 86_400_000)
    for (const { country, indicators } of countries) {
      const own = facts.filter(
        one => one.recipientCountry === country && day.format(new Date(one.sentAt)).startsWith('2020'),
      )
      const accepted = own.filter(one => one.acceptedAt && days(one.sentAt, one.acceptedAt) <= 3)
      expect(indicators[0]?.low.numerator).toBe(accepted.length)
      const sum = own.flatMap(one =>
        one.answeredAt ? Math.max(0, days(one.sentAt, one.answeredAt) - 7) : [],
      )
      expect(indicators[1]?.low.numerator).toBe(sum.reduce((a, b) => a + b, 0))
    }
  })

  test('weekdays leave open what the counts do not tell', async () => {
    const { countries } = await whatIf('unit=weekdays')
    const days = countries.flatMap(({ indicators }) => indicators.slice(1, 2))
    expect(days.some(({ low, high }) => low.numerator < high.numerator)).toBe(true)
    expect(countries.every(({ would }) => would.isSure || would.colour === null)).toBe(true)
  })

  test('three small statements, and far below half a second', async () => {
    await whatIf()
    const begun = performance.now()
    const { statements } = await counted(database.sql, () => whatIf('faster=3'))
    expect(statements).toHaveLength(3)
    expect(performance.now() - begun).toBeLessThan(500)
  })

  test.each([
    'within=-1',
    'faster=abc',
    'unit=fortnights',
    'green1=50&yellow1=60',
    'green2=30',
    'within=1e9',
  ])('refused: %s', async query => {
    expect((await get(`/scoreboard/2020/what-if?${query}`)).status).toBe(422)
  })

  test('is a page in all languages', async () => {
    for (const { code } of library.languages) {
      const text = await (await get('/scoreboard/2020/what-if?unit=weekdays', 'text/html', code)).text()
      expect(text).toContain('name="yellow5"')
      expect(text).not.toMatch(/undefined|NaN|\[object/)
    }
  })
})

describe('where to help', () => {
  test('by indicator, from the facts, those that hold back most first', async () => {
    who = coordinators.nadia
    const { view, statements } = await counted(database.sql, async () =>
      authoritiesSchema.parse(await (await get(path)).json()),
    ).then(({ value, statements: sent }) => ({ view: value as AuthoritiesView, statements: sent }))
    expect(statements.length).toBeLessThanOrEqual(3)
    const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Brussels' })
    const spanish = facts.filter(one => one.recipientCountry === 'ES')
    for (const [at, { items, total }] of view.indicators.entries()) {
      expect(items.map(({ short }) => short)).toEqual(
        items.map(({ short }) => short).toSorted((a, b) => b - a),
      )
      for (const { authority, figure } of items) {
        const own = spanish.filter(
          (one, i) =>
            holderOf(i) === authority.authority && day.format(new Date(one.sentAt)).startsWith('2020'),
        )
        expect([figure.numerator, figure.denominator]).toEqual(ratiosFrom(own)[at])
      }
      const inYear = spanish.filter(one => day.format(new Date(one.sentAt)).startsWith('2020'))
      expect([total.numerator, total.denominator]).toEqual(ratiosFrom(inYear)[at])
    }
    expect(view.indicators[0]?.items[0]?.href).toMatch(/^\/coordination\?authority=small-es/)
    const text = await (await get(path, 'text/html')).text()
    expect(text).toContain('Consejo de la calle del')
  })

  test('a delegated coordinator sees its areas only', async () => {
    who = coordinators.luis
    const view = authoritiesSchema.parse(await (await get(path)).json())
    expect(view.areas).toEqual(['services'])
    const received = facts.filter(one => one.recipientCountry === 'ES' && one.area === 'services').length
    expect(view.indicators[0]?.total.denominator).toBeLessThanOrEqual(received)
  })

  test.each([
    ['nobody', null, 401],
    ['an office that coordinates nothing', officials.carmen, 403],
    ['the coordinator of another country', coordinators.wanda, 404],
  ] as const)('refused: %s', async (_, caller, status) => {
    who = caller
    expect((await get(path)).status).toBe(status)
  })

  test('the public page leads there for coordinators of the country alone', async () => {
    const publicPath = '/scoreboard/2020/countries/ES'
    const read = async (caller: Actor | null) => {
      who = caller
      return (await get(publicPath, 'text/html')).text()
    }
    expect(await read(coordinators.nadia)).toContain(`href="${path}"`)
    expect(await read(null)).not.toContain(path)
    expect(await read(coordinators.wanda)).not.toContain(path)
    expect(await read(officials.carmen)).not.toContain(path)
  })
})

describe('an authority’s answers are foretold', () => {
  const foretell = () => openForetelling(database.sql, readProcedures(root), () => now)
  const recordOf = async (id: string) => {
    const record = (await authorityStore(database.sql).byIds([id])).get(id)
    if (!record) throw new Error(id)
    return record
  }

  test('from its own, else from its country’s; one statement', async () => {
    const record = await recordOf('small-es')
    const { value, statements } = await counted(database.sql, () => foretell()(record))
    expect(statements).toHaveLength(1)
    const own = value.find(one => one.procedure === 'pq-information-request')
    expect(own?.lowDays).toBeLessThan(own?.highDays ?? 0)
    const few = await foretell()({ ...record, id: 'small-es-4' })
    expect(few.find(one => one.procedure === 'pq-information-request')?.from).toBe('country')
    expect(await foretell()({ ...record, id: 'nobody', country: 'LI' })).toEqual([])
  })
})
