// Goal: an edition's figures, page and open data are public and agree; strangers recompute them byte for byte; a page
//   whose figures stand costs one statement.
// Method: some thousand invented requests of 2020, near midnight too, on a real database; the doors in both media
//   types; docs/recompute run by Python and by PostgreSQL over requests.csv alone.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { counted } from '../../test/database.ts'
import { library, openScoreboardDesk, root } from '../../test/scoreboard-desk.ts'
import { countries } from '../calendar/model.ts'
import { runExport, runScoreboard } from './command.ts'
import { columns } from './fact.ts'
import { ratiosFrom } from './small-facts.ts'

const folder = mkdtempSync(join(tmpdir(), 'open-imi-scoreboard-'))
const say = { part: () => {} }

type Desk = Awaited<ReturnType<typeof openScoreboardDesk>>
let desk: Desk

beforeAll(async () => {
  desk = await openScoreboardDesk(6000)
})
afterAll(async () => {
  await desk.database.drop()
  rmSync(folder, { recursive: true })
})

const json = (path?: string) => desk.json(path)
const csv = () => desk.text('/scoreboard/2020/requests.csv')
const get: Desk['get'] = (...asked) => desk.get(...asked)

test('the figures are those of the facts, worked out the long way round', async () => {
  const { countries: all, areas } = await json()
  expect(all.map(one => one.country)).toEqual(countries)
  const brussels = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Brussels' })
  const inYear = desk.facts.filter(({ sentAt }) => brussels.format(new Date(sentAt)).startsWith('2020'))
  expect(inYear).toHaveLength(desk.facts.length - 2)
  for (const { country, indicators } of all)
    expect(
      indicators.map(({ numerator, denominator }) => [numerator, denominator]),
      country,
    ).toEqual(ratiosFrom(inYear.filter(one => one.recipientCountry === country)))
  const bands = new Set(all.flatMap(one => one.indicators.map(({ band }) => band)))
  expect(bands).toEqual(new Set(['green', 'yellow', 'red', null]))
  const answered = areas.flatMap(one =>
    one.countries.map(({ indicators }) => indicators[1]?.denominator ?? 0),
  )
  expect(answered.reduce((a, b) => a + b)).toBe(inYear.filter(one => one.answeredAt !== null).length)
})

describe('the open data', () => {
  test('has a line for each request, nothing else, in order', async () => {
    const lines = (await csv()).split('\n')
    expect(lines[0]).toBe(
      'number,area,procedure,sender_country,recipient_country,sent_at,accepted_at,withdrawn_at,proposed_day,' +
        'agreed_day,answered_at,rating_timeliness,rating_efforts',
    )
    expect(lines.pop()).toBe('')
    const rows = lines.slice(1).map(line => line.split(','))
    expect(rows.every(row => row.length === columns.length)).toBe(true)
    const order = rows.map(row => `${row[5]} ${row[0]}`)
    expect(order).toEqual(order.toSorted())
    const seventh = desk.facts.find(({ number }) => number === rows[7]?.[0])
    expect(rows[7]).toEqual(Object.values(seventh ?? {}).map(value => (value === null ? '' : String(value))))
  })

  test('is what the command exports', async () => {
    const asked = { what: 'requests', edition: '2020', isJson: false }
    const { file = [] as never } = await runExport(desk.scoring, asked)
    let text = ''
    for await (const piece of file) text += piece
    expect(text).toBe(await csv())
    const told = await runExport(desk.scoring, { ...asked, isJson: true })
    const sha256 = createHash('sha256').update(text).digest('hex')
    expect(told.json).toEqual({ edition: '2020', requests: text.split('\n').length - 2, sha256 })
  })
})

describe('a stranger', () => {
  const command = async (): Promise<string> =>
    JSON.stringify(
      (await runScoreboard(desk.scoring, { edition: '2020', isRebuild: false }, say)).json,
      null,
      2,
    )

  test.skipIf(spawnSync('python3', ['--version']).status !== 0)('recomputes with Python', async () => {
    const [view, data] = [join(folder, 'scoreboard.json'), join(folder, 'requests.csv')]
    writeFileSync(view, JSON.stringify(await json()))
    writeFileSync(data, await csv())
    for (const method of [view, join(root, 'editions/2020.json')]) {
      const args = [join(root, 'docs/recompute/recompute.py'), method, data]
      const told = spawnSync('python3', args, { encoding: 'utf8' })
      expect(told.stderr).toBe('')
      expect(told.stdout).toBe(`${await command()}\n`)
    }
  })

  test('recomputes with PostgreSQL', async () => {
    const rows = (await csv()).trimEnd().split('\n').slice(1)
    const told = await desk.database.sql.begin(async tx => {
      await tx`create temp table requests (number text, area text, procedure text, sender_country text,
        recipient_country text, sent_at timestamptz, accepted_at timestamptz, withdrawn_at timestamptz,
        proposed_day date, agreed_day date, answered_at timestamptz, rating_timeliness int, rating_efforts int)`
      await tx`insert into requests select c[1], c[2], c[3], c[4], c[5], nullif(c[6], '')::timestamptz,
          nullif(c[7], '')::timestamptz, nullif(c[8], '')::timestamptz, nullif(c[9], '')::date,
          nullif(c[10], '')::date, nullif(c[11], '')::timestamptz, nullif(c[12], '')::int, nullif(c[13], '')::int
        from (select string_to_array(line, ',') as c from unnest(${rows}::text[]) as line) as lines`
      return tx.unsafe(readFileSync(join(root, 'docs/recompute/recompute.sql'), 'utf8')).values()
    })
    const { countries: all } = JSON.parse(await command())
    expect(told.map(([line]) => line)).toEqual(all)
  })

  test('finds the hash of requests.csv as it was at a moment, which no page waited for', async () => {
    await vi.waitFor(async () => expect((await json()).csv).not.toBeNull())
    const text = await csv()
    const sha256 = createHash('sha256').update(text).digest('hex')
    const requests = text.split('\n').length - 2
    expect((await json()).csv).toEqual({
      ...{ requests, sizeBytes: Buffer.byteLength(text), sha256, at: '2026-11-26T09:00:00.000Z' },
    })
    expect(await (await get('/scoreboard/2020', 'text/html')).text()).toContain(sha256)
  })

  test('finds the hash of each script beside it; none is longer than 100 lines', async () => {
    for (const { href, sha256 } of (await json()).scripts) {
      const text = await (await get(href, '*/*')).text()
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(100)
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
    }
  })
})

describe('the page', () => {
  const codes = library.languages.map(({ code }) => code)
  test.each(codes)('has every country, value and method in %s', async lang => {
    const t = library.in(lang)
    const page = await (await get('/scoreboard/2020', 'text/html', lang)).text()
    expect(page).not.toMatch(/scoreboard\.[a-z]|[{}]|undefined|NaN/)
    for (const country of countries) {
      expect(page).toContain(
        `id="${country}"><th scope="row"><a href="/scoreboard/2020/countries/${country}">${t.country(country)}<`,
      )
      expect(page).toContain(
        `href="/scoreboard/2020/countries/${country}" aria-label="${t.country(country)}: `,
      )
    }
    for (const mark of ['▲', '●', '▼', t('scoreboard.colour.none'), t('scoreboard.method.posting')])
      expect(page).toContain(mark)
  })

  test('costs one statement while the figures stand, and another when they move', async () => {
    const cost = async () =>
      (await counted(desk.database.sql, () => get('/scoreboard/2020', 'text/html'))).statements.length
    // The hash of requests.csv is worked out beside the pages.
    await vi.waitFor(async () => expect((await json()).csv).not.toBeNull())
    await get('/scoreboard/2020', 'text/html')
    expect(await cost()).toBe(1)
    await desk.database.sql`update scoreboard_month set version = version + 1 where month = '2020-05-01'`
    expect(await cost()).toBe(2)
    expect(await cost()).toBe(1)
  })

  test('of an unknown edition is refused; the list leads to all there are', async () => {
    for (const path of ['/scoreboard/2014', '/scoreboard/2027/requests.csv', '/scoreboard/x/recompute.py'])
      expect((await get(path, 'application/json')).status, path).toBe(404)
    const { edition, links, isOver } = await json('/scoreboard')
    expect([edition, isOver]).toEqual(['2026', false])
    const ids = ['2026', '2025', '2024', '2023', '2022', '2021', '2020', '2017', '2013']
    expect(links.editions.map(one => one.edition)).toEqual(ids)
    for (const { href } of links.editions) expect((await get(href, 'text/html')).status).toBe(200)
  })
})
