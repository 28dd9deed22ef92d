// Goal: the statistics are public, exact, in every language, as page, JSON, picture and CSV from one view; what others
//   published stands beside what is counted and is never added; a page whose figures stand costs one statement.
// Method: invented requests, within a country too, on a real database; the doors as anybody calls them.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { insertOffice, library } from '../../../test/small-office.ts'
import { createApp } from '../../base/app.ts'
import type { Texts } from '../../base/text.ts'
import { countries } from '../../calendar/model.ts'
import type { Actor } from '../../permission/model.ts'
import { openStatistics, statisticsDoors } from '../../usage.ts'
import { rebuildScoreboard } from '../rebuild.ts'
import { inventedFact } from '../small-facts.ts'
import { writeFacts } from '../store/facts.ts'
import { chartIds, type UsageView, usageSchema } from './view.ts'

const root = new URL('../../..', import.meta.url).pathname
const publicUrl = 'https://imi.example'
const clock = { now: '2026-11-26T09:00:00.000Z' }
const languages = library.languages.map(({ code }) => code)

let database: TestDatabase
let app: ReturnType<typeof createApp<Actor>>

/** Two requests of 2020 and one of 2025, one within Poland, one alert; a part of a split and a draft do not count. */
async function send(): Promise<void> {
  const { sql } = database
  await writeFacts(sql, [
    inventedFact({
      ...{ number: '1', sentAt: '2020-02-01T09:00:00.000Z', senderCountry: 'PL', recipientCountry: 'ES' },
      area: 'professional-qualifications',
    }),
    inventedFact({
      ...{ number: '2', sentAt: '2020-08-01T09:00:00.000Z', senderCountry: 'EL', recipientCountry: 'ES' },
      ...{ area: 'firearms', procedure: 'firearms-request' },
    }),
    inventedFact({
      number: '3',
      sentAt: '2025-08-01T09:00:00.000Z',
      senderCountry: 'EL',
      recipientCountry: 'PL',
    }),
  ])
  const exchange = (number: string, kind: string, more: object) => ({
    ...{ exchange: number, procedure: 'pq-information-request', area: 'professional-qualifications', kind },
    ...{ state: 'sent', version: 2, hash: '', sender: 'small-pl', recipient: 'small-pl-c', parent: null },
    ...{ created_at: '2020-05-01T09:00:00Z', sent_at: '2020-05-01T09:00:00Z', ...more },
  })
  await sql`insert into exchange ${sql([
    exchange('4', 'request', {}),
    exchange('5', 'alert', { recipient: null }),
    exchange('6', 'request', { parent: '4' }),
    exchange('7', 'request', { sent_at: null }),
  ])}`
  await rebuildScoreboard(sql)
}

beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  await send()
  const ports = openStatistics({
    ...{ sql: database.sql, root, library, publicUrl, clock: () => clock.now, people: async () => new Map() },
  })
  app = createApp<Actor>({
    ...{ library, passages: [], publicUrl, doors: statisticsDoors(ports) },
    recognise: async () => ({
      ...{ who: null, csrf: '', isCsrf: () => false, lang: null, zone: 'Europe/Athens', isProgram: false },
    }),
    wrap: (call, { title, main, look }) =>
      `<title>${title}</title><body class="${look}">${main}${call.t.lang}`,
    onFault: error => {
      throw error
    },
  })
})
afterAll(() => database.drop())

/** As the seed names them, and one in which something was sent. */
const otherAreas = (t: Texts): readonly string[] =>
  [
    ...['public-procurement', 'patients-rights', 'e-commerce', 'train-driving-licences', 'cultural-objects'],
    ...['public-documents', 'data-protection', 'firearms'],
  ].map(area => t(`lexicon.area.${area}`))

const get = (path: string, accept = 'text/html', lang = 'en') =>
  Promise.resolve(app.request(publicUrl + path, { headers: { accept, 'accept-language': lang } }))
const json = async (year: number): Promise<UsageView> =>
  usageSchema.parse(await (await get(`/statistics?year=${year}`, 'application/json')).json())

test('every exchange that was sent is counted once, within one country too', async () => {
  const { figures, charts, isOver, otherAreas, links } = await json(2020)
  expect(figures).toEqual({
    ...{ users: 8, authorities: 7, exchanges: 4, growth: null, requests: 3, notifications: 0, alerts: 1 },
    allExchanges: 4,
  })
  expect([isOver, links.years.length]).toEqual([true, 7])
  expect(otherAreas).toContain('firearms')
  const rowsOf = (id: string) =>
    (charts.find(one => one.id === id)?.rows ?? [])
      .filter(one => one.total > 0)
      .map(one => [one.id, ...one.counts])
  expect(rowsOf('exchanges')).toEqual([['2020', 3, 0, 1, 0]])
  expect(rowsOf('quarters')).toEqual([
    ['2020-Q1', 1, 0, 0, 0],
    ['2020-Q2', 1, 0, 0, 0],
    ['2020-Q3', 0, 0, 0, 1],
  ])
  expect(rowsOf('senders')).toEqual([
    ['PL', 2, 0, 0, 0],
    ['EL', 0, 0, 0, 1],
  ])
  expect(rowsOf('recipients')).toEqual([
    ['ES', 1, 0, 0, 1],
    ['PL', 1, 0, 0, 0],
  ])
  expect((await json(2025)).figures).toMatchObject({ exchanges: 1, allExchanges: 5 })
})

test('what others published stands beside it, with its source, and is never added', async () => {
  const row = (await json(2020)).charts[0]?.rows.find(one => one.id === '2020')
  expect(row).toMatchObject({ total: 4, published: { value: 81_700, precision: 'rounded' } })
  const page = await (await get('/statistics?year=2020')).text()
  for (const part of [
    'about 81,700',
    'almost 34,000',
    'about 55,600 (estimate)',
    'more than 207,000',
    '>1,828<',
  ])
    expect(page).toContain(part)
  expect(page).toContain('<td class="source" lang="en">Single Market Scoreboard, Internal Market')
})

describe('the page', () => {
  test.each(languages)('has every picture, table and footnote in %s', async lang => {
    const t = library.in(lang)
    const page = await (await get('/statistics?year=2020', 'text/html', lang)).text()
    expect(page).not.toMatch(/scoreboard[a-z-]*\.[a-z]|[{}]|undefined|NaN/)
    for (const id of chartIds) expect(page).toContain(`<h2 id="${id}">`)
    for (const country of countries) expect(page).toContain(`<th scope="row">${t.country(country)}</th>`)
    for (const note of ['posting', 'kinds', 'counted', 'within', 'published'] as const)
      expect(page, note).toContain(t(`scoreboard-usage.note.${note}`))
    expect(page).toContain(`* ${t('scoreboard-usage.note.other', { areas: t.list(otherAreas(t)) })}`)
    expect(page.match(/<svg [^>]*role="img"/g)).toHaveLength(2 * chartIds.length)
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('costs one statement while the figures stand, and what moved is summed up again', async () => {
    const cost = async () =>
      (await counted(database.sql, () => get('/statistics?year=2020'))).statements.length
    await get('/statistics?year=2020')
    expect(await cost()).toBe(1)
    expect(
      (await counted(database.sql, () => get('/statistics/charts/senders.svg'))).statements,
    ).toHaveLength(1)
    await database.sql`update usage_count set count = 5 where month = '2020-05-01' and kind = 'alert'`
    await database.sql`update usage_month set version = version + 1 where month = '2020-05-01'`
    expect(await cost()).toBe(2)
    expect((await json(2020)).figures.alerts).toBe(5)
    expect(await cost()).toBe(1)
    expect((await rebuildScoreboard(database.sql)).use).toBe(1)
    expect((await json(2020)).figures.alerts).toBe(1)
  })

  test('of a year without anything is refused; without a year it is the running one', async () => {
    for (const year of ['2019', '2027'])
      expect((await get(`/statistics?year=${year}`)).status, year).toBe(404)
    expect((await get('/statistics?year=x')).status).toBe(422)
    expect((await get('/statistics/charts/senders.svg?year=1999')).status).toBe(404)
    expect(await (await get('/statistics')).text()).toContain('Statistics of use 2026')
  })
})

describe('a table by country', () => {
  const table = async (query: string, lang = 'en') => {
    const page = await (await get(`/statistics?year=2020${query}`, 'text/html', lang)).text()
    const [, own = ''] = /<details[^>]* id="senders-table"([\s\S]*?)<\/details>/.exec(page) ?? []
    const heads = [...own.matchAll(/<th scope="col"([^>]*)><a href="([^"]+)">([^<]+)/g)].map(one => ({
      sort: /aria-sort="(\w+)"/.exec(one[1] ?? '')?.[1] ?? null,
      href: (one[2] ?? '').replaceAll('&amp;', '&'),
      name: one[3] ?? '',
    }))
    const rows = [...own.matchAll(/<th scope="row">([^<]+)/g)].map(([, name]) => name ?? '')
    return { page, own, heads, rows }
  }
  const names = ['Country', 'Professional', 'Services', 'Posting', 'Other', 'Total']

  test('says how it is sorted, and links to every other order; “Other” keeps its place', async () => {
    const { heads, rows, own } = await table('')
    expect(own.startsWith('>')).toBe(true)
    expect(heads.map(one => one.sort)).toEqual([null, null, null, null, null, 'descending'])
    expect(rows.slice(0, 2)).toEqual(['Poland', 'Greece'])
    for (const [at, name] of names.entries()) {
      const query = new URL(heads[at]?.href ?? '', publicUrl).search.replace('?year=2020', '')
      const once = await table(query)
      expect(once.own.startsWith(' open>')).toBe(true)
      expect(once.heads.map(one => one.name.startsWith(name))).toEqual(names.map(one => one === name))
      for (const [i, head] of once.heads.entries()) {
        expect(head.name).toContain(names[i])
        expect(head.sort !== null).toBe(i === at)
      }
      // The same column once more turns it round.
      const twice = await table(
        new URL(once.heads[at]?.href ?? '', publicUrl).search.replace('?year=2020', ''),
      )
      expect(new Set([once, twice].map(one => one.heads[at]?.sort))).toEqual(
        new Set(['ascending', 'descending']),
      )
    }
  })

  test('is sorted by number or by the reader’s names, the other table and the picture stay', async () => {
    expect((await table('&senders=-other')).rows[0]).toBe('Greece')
    expect((await table('&senders=total')).rows.slice(-2)).toEqual(['Greece', 'Poland'])
    for (const lang of ['en', 'el', 'sv']) {
      const t = library.in(lang)
      const sorted = countries.map(one => t.country(one)).toSorted(t.compare)
      expect((await table('&senders=name', lang)).rows).toEqual(sorted)
      expect((await table('&senders=-name', lang)).rows).toEqual(sorted.toReversed())
    }
    const both = await table('&senders=name&recipients=-services')
    expect(both.heads[1]?.href).toContain('&recipients=-services#senders-table')
    expect(both.page).toContain('/statistics?year=2025&amp;senders=name&amp;recipients=-services"')
    const drawn = (page: string) => page.match(/<svg [\s\S]*?<\/svg>/g)
    expect(drawn(both.page)).toEqual(drawn((await table('')).page))
  })

  test('programs get the same order; a column that is not there is refused', async () => {
    const answer = await get('/statistics?year=2020&recipients=name', 'application/json')
    const { charts } = usageSchema.parse(await answer.json())
    const recipients = charts.find(one => one.id === 'recipients')
    expect([recipients?.sort, recipients?.rows[0]?.id]).toEqual(['name', 'AT'])
    for (const query of ['senders=size', 'recipients=--total', 'senders=-'])
      expect((await get(`/statistics?year=2020&${query}`, 'application/json')).status, query).toBe(422)
  })
})

describe('a picture', () => {
  test.each(chartIds)(
    '%s stands alone: title, finding, language, and a policy that lets nothing in',
    async id => {
      const answer = await get(
        `/statistics/charts/${id}.svg?year=2020&lang=el`,
        'image/avif,image/*,*/*;q=0.8',
      )
      const svg = await answer.text()
      expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(answer.headers.get('content-disposition')).toMatch(/^inline; /)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      const style = /<style>([\s\S]*?)<\/style>/.exec(svg)?.[1] ?? ''
      const hash = createHash('sha256').update(style).digest('base64')
      expect(answer.headers.get('content-security-policy')).toBe(
        `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'; sandbox`,
      )
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* lang="el" role="img"/)
      expect(svg).toMatch(
        /<title id="[a-z]+-wide-title">[^<]*2020[^<]*<\/title><desc id="[a-z]+-wide-told">[^<]+<\/desc>/,
      )
      for (const rule of ['prefers-color-scheme: dark', 'forced-colors: active'])
        expect(style).toContain(rule)
      expect(svg).not.toMatch(/<script|href=|javascript:| style=|<image|url\((?!#)/)
    },
  )

  test('is drawn anew for a narrow place, and another size is refused', async () => {
    const narrow = await (await get('/statistics/charts/quarters.svg?year=2020&size=narrow')).text()
    expect(Number(/ width="(\d+)"/.exec(narrow)?.[1])).toBeLessThan(400)
    expect((await get('/statistics/charts/quarters.svg?size=huge')).status).toBe(422)
  })
})

test('CSV has a line for each number, the same in every language', async () => {
  const csv = async (id: string, lang: string) =>
    (await get(`/statistics/charts/${id}.csv?year=2020`, '*/*', lang)).text()
  const lines = (await csv('exchanges', 'en')).trimEnd().split('\r\n')
  expect(lines[0]).toBe('year,kind,count,origin,precision,source')
  expect(lines).toContain('2020,alert,1,counted,exact,')
  expect(lines.filter(one => one.includes(',published,'))).toHaveLength(3)
  const senders = (await csv('senders', 'el')).trimEnd().split('\r\n')
  expect(senders[0]).toBe('sender_country,area,count,origin,precision,source')
  expect(senders).toHaveLength(1 + 30 * 4)
  expect(await csv('senders', 'de')).toBe(await csv('senders', 'el'))
})
