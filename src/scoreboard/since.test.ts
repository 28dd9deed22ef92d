// Goal: what lies beyond an edition agrees with what was published of it, shows a new version at once, and says by how
//   much the requests of today differ.
// Method: invented requests of two years on a real database; editions are published by the command while facts move.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { library, openScoreboardDesk, signer } from '../../test/scoreboard-desk.ts'
import { countries } from '../calendar/model.ts'
import { runPublish } from './command.ts'
import { wayTo } from './country/model.ts'
import { countrySchema } from './country/view.ts'
import { rebuildScoreboard } from './rebuild.ts'
import { inventedYear } from './small-scoreboard.ts'
import { writeFacts } from './store/facts.ts'
import { insertPublished } from './store/published.ts'
import { whatIfSchema } from './what-if/view.ts'

let desk: Awaited<ReturnType<typeof openScoreboardDesk>>

beforeAll(async () => {
  desk = await openScoreboardDesk(1500)
  await writeFacts(desk.database.sql, inventedYear(2017, 1000))
  await rebuildScoreboard(desk.database.sql)
})
afterAll(() => desk.database.drop())

const publish = async (edition: string, reason?: string): Promise<void> => {
  expect((await runPublish({ ...desk.scoring, signer }, { edition, reason })).exit).toBe(0)
}
const country = async (code: string, edition = '2020') =>
  countrySchema.parse(
    await (await desk.get(`/scoreboard/${edition}/countries/${code}`, 'application/json')).json(),
  )
const figuresOf = async (edition: string, code: string) =>
  (await desk.json(`/scoreboard/${edition}`)).countries.find(one => one.country === code)

/** Every answer of Spain in a year takes so long. */
async function answersTake(days: number, year: number): Promise<void> {
  const { sql } = desk.database
  await sql`update scoreboard_fact set answered_at = sent_at + ${`${days} days`}::interval
    where recipient_country = 'ES' and answered_at is not null and exchange like ${`${year}-%`}`
  await rebuildScoreboard(sql)
}

test('a correction of the edition before shows at once', async () => {
  await answersTake(2, 2020)
  await publish('2017')
  await answersTake(99, 2017)
  const days = async () => (await country('ES')).before?.moved.find(one => one.id === 'days-to-answer')
  const published = (await figuresOf('2017', 'ES'))?.indicators[1]
  expect((await days())?.before ?? published).toEqual(published)
  await publish('2017', 'late answers')
  const corrected = (await figuresOf('2017', 'ES'))?.indicators[1]
  expect(corrected).toMatchObject({ value: 99, band: 'red' })
  expect((await days())?.before).toEqual(corrected)
})

const whatIf = async (query = '') =>
  whatIfSchema.parse(await (await desk.get(`/scoreboard/2020/what-if${query}`, 'application/json')).json())
const pageOf = async (path: string, lang = 'en') => (await desk.get(path, 'text/html', lang)).text()
/** The same for all rules that are those of the edition. */
const nowIn = ({ countries: all }: Awaited<ReturnType<typeof whatIf>>) =>
  all.map(({ country: code, now, indicators }) => ({
    ...{ country: code, indicators: indicators.map(one => one.now), ...now },
  }))

test('while it is live, nothing is said of what was published', async () => {
  expect([(await country('ES')).since, (await whatIf()).since]).toEqual([null, null])
  const live = (await desk.json()).countries
  expect(nowIn(await whatIf())).toEqual(live)
  expect(await pageOf('/scoreboard/2020/what-if')).not.toContain('/scoreboard/2020-v')
})

describe('once an edition is published and its requests went on', () => {
  const published = { countries: [] as unknown[], ways: [] as unknown[], answers: [] as unknown[] }
  const beyond = async () => {
    const views = await Promise.all(countries.map(code => country(code)))
    return {
      ways: views.map(({ indicators }) => indicators),
      answers: views.map(({ answers }) => answers),
    }
  }
  beforeAll(async () => {
    Object.assign(published, { countries: (await desk.json()).countries, ...(await beyond()) })
    await publish('2020')
    await answersTake(60, 2020)
  })

  test('by its own rules other rules give what is published, to the last digit', async () => {
    const view = await whatIf()
    expect(nowIn(view)).toEqual(published.countries)
    expect(view.changed).toBe(0)
    for (const { indicators, now, would } of view.countries) {
      expect([would.scoreLow, would.scoreHigh, would.colour]).toEqual([now.score, now.score, now.colour])
      expect(indicators.every(one => one.low.numerator === one.now.numerator)).toBe(true)
    }
    expect(nowIn(await whatIf('?within=3&green2=40&yellow2=50'))).toEqual(published.countries)
  })

  test('figures, ways and distribution of a country are those published', async () => {
    const now = await beyond()
    expect([now.ways, now.answers]).toEqual([published.ways, published.answers])
    const { indicators, method } = await country('ES')
    const [figure, indicator] = [indicators[1], method.indicators[1]]
    // It needs the distribution: all of Spain’s answers took two days then.
    expect(figure && indicator && wayTo(indicator, figure, [])).toEqual(figure?.way)
    expect(figure).toMatchObject({ value: 2, way: null })
  })

  test('what differs today is named with both figures, and only that', async () => {
    const { since } = await country('ES')
    expect(since).toMatchObject({ version: 1, href: '/scoreboard/2020-v1', basis: 'published' })
    const days = since?.changed.find(one => one.today.id === 'days-to-answer')
    expect([days?.published.value, Math.round(days?.today.value ?? 0)]).toEqual([2, 60])
    expect((await country('DE')).since?.changed).toEqual([])
    expect(new Set((await whatIf()).since?.changed.map(one => one.country))).toEqual(new Set(['ES']))
  })

  test('pages say so in all languages and lead to what is published', async () => {
    for (const { code } of library.languages) {
      const own = await pageOf('/scoreboard/2020/countries/ES', code)
      const t = library.in(code)
      expect(own).toContain(t('scoreboard-since.changed', { count: 2 }))
      expect(own.match(/href="\/scoreboard\/2020-v1"/g)).toHaveLength(2)
      const rules = await pageOf('/scoreboard/2020/what-if', code)
      expect(rules).toContain('href="/scoreboard/2020-v1"')
      for (const page of [own, rules]) expect(page).not.toMatch(/scoreboard-since\.|undefined|NaN/)
    }
    expect(await pageOf('/scoreboard/2020/countries/DE')).not.toContain('id="changed"')
  })

  test('of an edition signed without distributions other rules start from today, and say by how much', async () => {
    const row = await desk.scoring.store.published({ edition: '2020', version: 1 })
    if (!row) throw new Error('not published')
    const { spreads, ...older } = JSON.parse(row.document)
    expect(spreads.length).toBeGreaterThan(30)
    const text = JSON.stringify({ ...older, version: 2 })
    await insertPublished(desk.database.sql, {
      ...row,
      ...{ version: 2, document: text, signature: signer.sign(text) },
    })
    expect((await desk.json()).countries).toEqual(published.countries)
    const view = await whatIf()
    expect(view.since).toMatchObject({ version: 2, basis: 'today' })
    expect(view.changed).toBe(0)
    const days = view.countries.find(one => one.country === 'ES')?.indicators[1]
    expect([days?.now, Math.round(days?.now.value ?? 0)]).toEqual([days?.low, 60])
    const page = await pageOf('/scoreboard/2020/what-if')
    expect(page).toContain('as they stand today')
    expect(page).toContain('Figures that are different today: 2')
  })
})
