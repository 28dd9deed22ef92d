// Goal: a country's page and any period say what the facts say, never what comes from few; a warm page costs three
//   small statements at most.
// Method: some thousand invented requests of two years on a real database, worked out the long way round; the doors in
//   both media types.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { createApp } from '../base/app.ts'
import type { Tx } from '../base/sql.ts'
import { countries } from '../calendar/model.ts'
import { loadLibrary } from '../library.ts'
import type { Actor } from '../permission/model.ts'
import { openScoring, type Scoring } from '../scoring.ts'
import { beyondDoors } from './beyond.ts'
import { type CountryPageView, countrySchema } from './country/view.ts'
import { type ExploreView, exploreSchema } from './explore/view.ts'
import type { Fact } from './fact.ts'
import type { Guarded } from './guarded.ts'
import { rebuildScoreboard } from './rebuild.ts'
import { ratiosFrom } from './small-facts.ts'
import { inventedYear } from './small-scoreboard.ts'
import { writeFacts } from './store/facts.ts'

const root = new URL('../..', import.meta.url).pathname
const library = loadLibrary(root)
const publicUrl = 'https://imi.example'

let database: TestDatabase
let scoring: Scoring
let app: ReturnType<typeof createApp<Actor>>
let facts: readonly Fact[]

beforeAll(async () => {
  database = await freshDatabase()
  facts = [...inventedYear(2017, 1500), ...inventedYear(2020, 3000)]
  await writeFacts(database.sql, facts)
  await rebuildScoreboard(database.sql)
  scoring = openScoring(database.sql, root, () => '2026-11-26T09:00:00.000Z')
  app = createApp<Actor>({
    ...{
      library,
      passages: [],
      publicUrl,
      doors: beyondDoors({ ...scoring, authorities: async () => new Map() }),
    },
    recognise: async () => ({
      ...{ who: null, csrf: '', isCsrf: () => false, lang: null, zone: 'Europe/Brussels', isProgram: false },
    }),
    wrap: (call, { title, main, look }) =>
      `<title>${title}</title><body class="${look}">${main}${call.t.lang}`,
    onFault: error => {
      throw error
    },
  })
})
afterAll(() => database.drop())

const get = (path: string, accept = 'application/json', lang = 'en') =>
  Promise.resolve(app.request(publicUrl + path, { headers: { accept, 'accept-language': lang } }))
const country = async (code: string): Promise<CountryPageView> =>
  countrySchema.parse(await (await get(`/scoreboard/2020/countries/${code}`)).json())
const explore = async (query: string): Promise<ExploreView> =>
  exploreSchema.parse(await (await get(`/scoreboard/explore?${query}`)).json())

const brussels = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Brussels' })
const monthOf = ({ sentAt }: Fact): string => brussels.format(new Date(sentAt)).slice(0, 7)
const within = (from: string, to: string) => facts.filter(one => monthOf(one) >= from && monthOf(one) <= to)

/** What is shown is what the facts say; what is blank is blank for a reason. */
function expectGuarded(figures: readonly Guarded[], own: readonly Fact[]): void {
  for (const [at, [numerator, denominator]] of ratiosFrom(own).entries()) {
    const figure = figures[at]
    if (figure?.isFew)
      expect([figure.numerator, figure.denominator, figure.value]).toEqual([null, null, null])
    else {
      expect([figure?.numerator, figure?.denominator]).toEqual([numerator, denominator])
      expect(denominator === 0 || denominator >= 5).toBe(true)
    }
  }
}

describe('a country’s page', () => {
  test('says what the facts say: figures, areas, quarters, distribution', async () => {
    for (const code of ['DE', 'MT', 'CY']) {
      const view = await country(code)
      const own = within('2020-01', '2020-12').filter(one => one.recipientCountry === code)
      expect(view.indicators.map(one => [one.numerator, one.denominator])).toEqual(ratiosFrom(own))
      for (const { area, indicators } of view.areas)
        expectGuarded(
          indicators,
          own.filter(one => one.area === area),
        )
      for (const { quarter, indicators } of view.quarters) {
        const month = Number(quarter.slice(5, 7))
        const last = `${quarter.slice(0, 5)}${String(month + 2).padStart(2, '0')}`
        expectGuarded(
          indicators,
          within(quarter.slice(0, 7), last).filter(one => one.recipientCountry === code),
        )
      }
      const sum = view.answers?.weeks.reduce((all, { count }) => all + count, 0)
      expect(sum ?? 0).toBe(view.answers ? own.filter(one => one.answeredAt !== null).length : 0)
    }
    expect((await country('DE')).quarters).toHaveLength(8)
  })

  test('names what moved since the edition before, and the way to the next colour', async () => {
    const views = await Promise.all(countries.map(country))
    const moved = views.flatMap(view => view.before?.moved ?? [])
    expect(moved.length).toBeGreaterThan(10)
    expect(moved.every(one => one.before.band !== one.now.band)).toBe(true)
    for (const { before, score, indicators, method } of views) {
      // Posting was left out in 2017, the indicators are the same five: the points tell the whole difference.
      if (before) expect(before.score + before.moved.reduce((sum, { points }) => sum + points, 0)).toBe(score)
      for (const [at, { band, way }] of indicators.entries())
        expect(way === null, method.indicators[at]?.id).toBe(band === 'green' || band === null)
    }
    expect((await country('LI')).colour).toBeNull()
  })

  test('costs three small statements once it stands, and another country of the edition no more', async () => {
    await country('DE')
    for (const code of ['DE', 'FR']) {
      const { statements } = await counted(database.sql, () => country(code))
      expect(statements.length, statements.join('\n')).toBe(3)
      expect(statements.every(one => !/scoreboard_(count|pair|fact)\b/.test(one))).toBe(true)
    }
  })

  test.each(['XX', 'de', 'GR', '%00', '../2017'])('no country: %s', async code => {
    const answer = await get(`/scoreboard/2020/countries/${encodeURIComponent(code)}`)
    expect(answer.status).toBe(404)
  })

  test('is a page in all languages, with no word missing and nothing for coordinators', async () => {
    for (const { code } of library.languages) {
      const text = await (await get('/scoreboard/2020/countries/MT', 'text/html', code)).text()
      expect(text).toContain('<body class="public">')
      expect(text).not.toContain('/authorities')
      expect(text).not.toMatch(/undefined|NaN|\[object/)
    }
  })
})

describe('any period', () => {
  const periods = [
    ['2020-01', '2020-12'],
    ['2020-04', '2020-06'],
    ['2017-11', '2020-02'],
  ] as const
  test.each(periods)('%s to %s: totals, countries, quarters, areas', async (from, to) => {
    const own = within(from, to)
    const pl = await explore(`from=${from}&to=${to}&recipient=PL&area=services`)
    const asked = own.filter(one => one.recipientCountry === 'PL' && one.area === 'services')
    expectGuarded(pl.total, asked)
    expect(pl.countries?.side).toBe('sender')
    for (const { country: code, indicators } of pl.countries?.rows ?? [])
      expectGuarded(
        indicators,
        asked.filter(one => one.senderCountry === code),
      )
    const all = await explore(`from=${from}&to=${to}`)
    expectGuarded(all.total, own)
    for (const { area, indicators } of all.areas ?? [])
      expectGuarded(
        indicators,
        own.filter(one => one.area === area),
      )
    expect(all.countries?.rows).toHaveLength(30)
  })

  test('a pair that is blank beside its totals is blank alone, and its parts are', async () => {
    const { countries: found } = await explore('from=2020-04&to=2020-06&recipient=DE')
    const blank = found?.rows.filter(({ indicators }) => indicators[0]?.isFew) ?? []
    expect(blank.length).toBeGreaterThan(1)
    for (const { country: code } of blank) {
      const view = await explore(`from=2020-04&to=2020-06&recipient=DE&sender=${code}`)
      const shown = [...view.total, ...view.quarters.flatMap(one => one.indicators)]
      expect(shown.every(({ isFew, denominator }) => isFew || denominator === 0)).toBe(true)
    }
  })

  test('what is blank on the page of the one is blank on the page of the other', async () => {
    const period = 'from=2020-04&to=2020-06'
    const [from, to] = await Promise.all([explore(`${period}&sender=BE`), explore(`${period}&recipient=DE`)])
    const own = from.countries?.rows.find(one => one.country === 'DE')?.indicators
    expect(own).toEqual(to.countries?.rows.find(one => one.country === 'BE')?.indicators)
    const pair = await explore(`${period}&sender=BE&recipient=DE`)
    expect(pair.total).toEqual(own)
    const blanks = to.countries?.rows.flatMap(one => one.indicators.filter(({ isFew }) => isFew)) ?? []
    expect(new Set(blanks.map(({ id }) => id)).size).toBe(5)
  })

  test('of one procedure, with and without its area: page, JSON and CSV say what the facts say', async () => {
    const procedure = 'services-information-request'
    const own = within('2020-01', '2020-12').filter(one => one.procedure === procedure)
    const year = 'from=2020-01&to=2020-12'
    const view = await explore(`${year}&procedure=${procedure}`)
    expectGuarded(view.total, own)
    for (const { country: code, indicators } of view.countries?.rows ?? [])
      expectGuarded(
        indicators,
        own.filter(one => one.recipientCountry === code),
      )
    const both = await explore(`${year}&procedure=${procedure}&area=services`)
    expect([both.total, both.countries]).toEqual([view.total, view.countries])
    const page = await (await get(`/scoreboard/explore?${year}&procedure=${procedure}`, 'text/html')).text()
    expect(page).toMatch(
      new RegExp(
        `<optgroup label="Services"><option value="${procedure}" selected>[^<]+</option></optgroup>`,
      ),
    )
    expect(page.match(/<optgroup /g)).toHaveLength(3)
    const inArea = await (await get(`/scoreboard/explore?${year}&area=services`, 'text/html')).text()
    expect(inArea.match(/<optgroup /g)).toHaveLength(1)
    expect(page).toContain(`href="${view.links.csv.replaceAll('&', '&amp;')}"`)
    const answer = await get(view.links.csv, '*/*', 'de')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const lines = (await answer.text()).trimEnd().split('\r\n')
    const { numerator, denominator, value, band } = view.total[0] ?? {}
    expect(lines[0]).toBe('part,id,indicator,numerator,denominator,value,band,is_few')
    expect(lines).toContain(`total,,accepted-in-time,${numerator},${denominator},${value},${band},false`)
    expect(lines).toHaveLength(1 + 5 * (1 + 30 + view.quarters.length))
  })

  test('one statement once it stands, two where its period does', async () => {
    const cost = async (query: string) =>
      (await counted(database.sql, () => explore(query))).statements.length
    expect(await cost('to=2020-07&recipient=DE')).toBe(3)
    expect(await cost('to=2020-07&recipient=DE')).toBe(1)
    expect(await cost('to=2020-07&recipient=DE&procedure=services-information-request')).toBe(2)
  })

  test.each([
    ['from=2020-13', 'from'],
    ['from=1999-01', 'from'],
    ['from=2020-05&to=2020-04', 'to'],
    ['area=nowhere', 'area'],
    ['area=services&procedure=pq-information-request', 'procedure'],
    ['sender=XX', 'sender'],
    ['sender=PL&recipient=PL', 'recipient'],
    ['from=2020-01%27--', 'from'],
  ])('refused: %s', async (query, path) => {
    const answer = await get(`/scoreboard/explore?${query}`)
    expect(answer.status).toBe(422)
    const { problems } = (await answer.json()) as { problems: readonly { path: string }[] }
    expect(problems.map(one => one.path)).toEqual([path])
  })

  test('is a page in all languages', async () => {
    for (const { code } of library.languages) {
      const text = await (await get('/scoreboard/explore?recipient=DE', 'text/html', code)).text()
      expect(text).toContain('type="month"')
      expect(text).not.toMatch(/undefined|NaN|\[object/)
    }
  })
})

test('the migration fills the pairs from the facts as a rebuild does', async () => {
  const [fill = ''] =
    readFileSync(join(root, 'migrations/0028-scoreboard-pairs.sql'), 'utf8').match(
      /insert into scoreboard_pair[^;]+;/,
    ) ?? []
  const all = (tx: Tx) => tx`select * from scoreboard_pair order by month, sender, recipient, procedure`
  const before = await all(database.sql)
  const after = await database.sql.begin(async tx => {
    await tx`delete from scoreboard_pair`
    await tx.unsafe(fill)
    return all(tx)
  })
  expect(before.length).toBeGreaterThan(1000)
  expect([...after]).toEqual([...before])
})
