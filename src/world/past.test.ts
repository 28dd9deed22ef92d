// Goal: an invented past has exactly as many requests as were asked for, grows as published, and its countries differ
//   so that the scoreboard has every colour; in the database it adds up, and DuckDB finds the same figures.
// Method: the generator by itself; then a small past by COPY into a real database, rebuilt, exported, asked three ways.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { countries } from '../calendar/model.ts'
import { runExport, runScoreboard } from '../scoreboard/command.ts'
import { countsOf, dayOf, type Fact } from '../scoreboard/fact.ts'
import { rebuildScoreboard } from '../scoreboard/rebuild.ts'
import { type Explored, openExplorer } from '../scoreboard/store/parquet.ts'
import { openScoring } from '../scoring.ts'
import { fillPast } from './fill-past.ts'
import { inventMonth, monthsOf } from './past.ts'
import { catalogue } from './small-world.ts'

const root = resolve(import.meta.dirname, '..', '..')
const say = Object.assign(() => {}, { part: () => {} })
const small = { count: 5000, years: { from: 2019, to: 2020 } } as const
const areaOf = (id: string): string => catalogue.byId(id)?.area ?? ''

function invented(count: number, years: { from: number; to: number }): readonly Fact[] {
  const ofCountry = new Map<string, number>()
  return monthsOf({ count, years }).flatMap(month => [...inventMonth({ areaOf }, month, ofCountry)])
}

describe('an invented past', () => {
  const facts = invented(8000, { from: 2020, to: 2020 })

  test('has as many as asked for, each number once, in the order in which they were sent', () => {
    expect(facts).toHaveLength(8000)
    expect(new Set(facts.map(one => one.number)).size).toBe(8000)
    const sent = facts.map(one => one.sentAt)
    expect(sent).toEqual(sent.toSorted())
    expect(invented(8000, { from: 2020, to: 2020 })).toEqual(facts)
  })

  test('could have happened: on working days, between two countries, nothing before it was sent', () => {
    const isWorking = (at: string | null) => at === null || ![0, 6].includes(new Date(at).getUTCDay())
    const wrong = facts.slice(0, 3000).filter(fact => {
      const { sentAt, acceptedAt, answeredAt, withdrawnAt, proposedDay } = fact
      const later = [acceptedAt, answeredAt, withdrawnAt]
      const isInOrder = later.every(at => at === null || at >= sentAt)
      const isAsked = (proposedDay ?? '') > dayOf(sentAt)
      const isAnswered = answeredAt === null || (acceptedAt ?? '~') < answeredAt
      const isRated = fact.ratingEfforts === null || answeredAt !== null
      const isBetween = fact.senderCountry !== fact.recipientCountry
      const isPossible = isInOrder && isAsked && isAnswered && isRated && isBetween
      return !isPossible || ![sentAt, ...later].every(isWorking)
    })
    expect(wrong).toEqual([])
  })

  test('grows as published: 114 thousand until 2017, 55 to 56 thousand in 2019', () => {
    const months = monthsOf({ count: 214_300, years: { from: 2008, to: 2019 } })
    const until = (year: number): number =>
      months.filter(one => one.year <= year).reduce((sum, one) => sum + one.count, 0)
    expect(until(2019)).toBe(214_300)
    expect(until(2017)).toBeGreaterThan(112_000)
    expect(until(2017)).toBeLessThan(120_000)
    expect(until(2019) - until(2018)).toBeGreaterThan(55_000)
    expect(until(2019) - until(2018)).toBeLessThan(58_000)
  })
})

describe('in a database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'open-imi-past-'))
  const file = join(folder, 'requests.parquet')
  let database: TestDatabase
  let asked: (query: string) => Promise<Explored>
  const closers: (() => void)[] = []
  beforeAll(async () => {
    database = await freshDatabase()
    const wanted = { ...small, areaOf }
    await database.sql.begin(tx => fillPast(tx, wanted, say))
    const written = { what: 'requests', edition: undefined, format: 'parquet', to: file, isJson: true }
    const answer = await runExport(
      openScoring(database.sql, root, () => '2026-11-26T09:00:00.000Z'),
      written,
    )
    expect(answer.json).toEqual({ file, requests: small.count })
    const explorer = await openExplorer(file)
    closers.push(explorer.close)
    asked = explorer.ask
  }, 120_000)
  afterAll(async () => {
    for (const close of closers) close()
    await database.drop()
    rmSync(folder, { recursive: true })
  })

  const published = async () => {
    const scoring = openScoring(database.sql, root, () => '2026-11-26T09:00:00.000Z')
    const { json } = await runScoreboard(scoring, { edition: '2020', isRebuild: false }, say)
    return json as {
      countries: { country: string; colour: string; indicators: Record<string, unknown>[] }[]
    }
  }

  test('adds up as each fact by itself does, and a rebuild finds nothing to change', async () => {
    const sums = new Map<string, number>()
    for (const count of invented(small.count, small.years).flatMap(countsOf)) {
      const key = Object.values(count).join(' ')
      sums.set(key, (sums.get(key) ?? 0) + 1)
    }
    const rows = await database.sql<Record<string, unknown>[]>`
      select month, country, procedure, measure, value, count from scoreboard_count`
    expect(new Map(rows.map(({ count, ...row }) => [Object.values(row).join(' '), Number(count)]))).toEqual(
      sums,
    )
    expect(await rebuildScoreboard(database.sql)).toEqual({ facts: 0, counts: 0 })
  })

  test('gives the scoreboard every colour and every band', async () => {
    const { countries: all } = await published()
    expect(new Set(all.map(one => one.colour))).toEqual(new Set(['green', 'yellow', 'red']))
    for (const at of [0, 1, 2, 3, 4]) {
      const bands = all.map(one => one.indicators[at]?.band)
      expect(new Set(bands).size, `${at}`).toBeGreaterThanOrEqual(3)
    }
  })

  test('DuckDB finds the same figures in the exported file, to the last digit', async () => {
    const rows = await asked(readFileSync(join(root, 'docs/explore/edition-2020.sql'), 'utf8'))
    const { countries: all } = await published()
    const ours = all.flatMap(({ country, indicators }) => indicators.map(one => ({ country, ...one })))
    const theirs = rows.map(row => ({
      ...row,
      ...{ numerator: Number(row.numerator), denominator: Number(row.denominator) },
    }))
    expect(new Set(rows.map(one => one.country)).size).toBe(countries.length)
    expect(theirs).toEqual(
      ours.toSorted((a, b) => (a.country < b.country ? -1 : a.country > b.country ? 1 : 0)),
    )
  })

  test.each(readdirSync(join(root, 'docs/explore')).filter(name => name.endsWith('.sql')))(
    'the documented query %s has rows, each column a value',
    async name => {
      const rows = await asked(readFileSync(join(root, 'docs/explore', name), 'utf8'))
      expect(rows.length).toBeGreaterThan(3)
      for (const row of rows.slice(0, 20)) expect(Object.values(row)).not.toContain(undefined)
    },
  )
})
