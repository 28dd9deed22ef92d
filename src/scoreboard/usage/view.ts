// What the page of the statistics says, for programs and pages alike.
import { z } from 'zod'
import { countries } from '../../calendar/model.ts'
import { parts } from '../announcement/model.ts'
import { measures, precisions, type UseMethod } from './method.ts'
import {
  byCountry,
  byQuarter,
  byYear,
  growthOf,
  kinds,
  otherAreas,
  quarterYears,
  type Row,
  seriesOf,
  totalOf,
  yearsOf,
} from './model.ts'
import type { Known } from './usage.ts'

export const chartIds = ['exchanges', 'quarters', 'senders', 'recipients'] as const
export type ChartId = (typeof chartIds)[number]

const publishedSchema = z.object({
  measure: z.enum(measures),
  year: z.int(),
  value: z.int(),
  precision: z.enum(precisions),
  source: z.string(),
})
export type PublishedView = Readonly<z.infer<typeof publishedSchema>>

const chartSchema = z.object({
  id: z.enum(chartIds),
  /** Kinds of exchanges, or legal areas. */
  series: z.array(z.string()),
  /** By which column the rows of countries were asked for; null: as in the picture. */
  sort: z.string().nullable(),
  rows: z.array(
    z.object({
      /** A year, a quarter (`2020-Q3`) or a country. */
      id: z.string(),
      /** Counted here, one for each of the series. */
      counts: z.array(z.number()),
      total: z.number(),
      /** By somebody else: never added to what is counted here. */
      published: publishedSchema.nullable(),
    }),
  ),
  picture: z.string(),
  csv: z.string(),
})
export type ChartView = Readonly<z.infer<typeof chartSchema>>

const figuresSchema = z.object({
  users: z.number(),
  authorities: z.number(),
  /** Sent in the year. */
  exchanges: z.number(),
  /** Unit: percent, against the year before; null where nothing was sent then. */
  growth: z.number().nullable(),
  requests: z.number(),
  notifications: z.number(),
  alerts: z.number(),
  /** Sent in all years. */
  allExchanges: z.number(),
})

const announcementSchema = z.object({
  part: z.enum(parts),
  lang: z.string(),
  version: z.int(),
  text: z.string(),
  at: z.string(),
})

export const usageSchema = z.object({
  year: z.int(),
  isOver: z.boolean(),
  charts: z.array(chartSchema),
  /** Counted here. */
  figures: figuresSchema,
  published: z.array(publishedSchema),
  /** Legal areas that stand in `other`. */
  otherAreas: z.array(z.string()),
  announcements: z.array(announcementSchema),
  mayAnnounce: z.boolean(),
  links: z.object({
    years: z.array(z.object({ year: z.int(), href: z.string() })),
    scoreboard: z.string(),
    announcements: z.string(),
  }),
})
export type UsageView = Readonly<z.infer<typeof usageSchema>>

export const usagePath = '/statistics'
export const announcementsPath = '/statistics/announcements'
export const chartPath = (id: ChartId, ending: 'svg' | 'csv'): string => `${usagePath}/charts/${id}.${ending}`

type Asked = {
  readonly method: UseMethod
  readonly today: string
  /** Null: the running one. */
  readonly year: number | null
  readonly mayAnnounce: boolean
}

/** Null where there is no such year. */
export function usageView(
  known: Known,
  { method, today, year: asked, mayAnnounce }: Asked,
): UsageView | null {
  const now = Number(today.slice(0, 4))
  const years = yearsOf(known.sums, now)
  const year = asked ?? now
  if (!years.includes(year)) return null
  const published = method.published.map(one => ({
    ...one,
    source: method.sources[one.source] ?? one.source,
  }))
  const named = { areas: method.areas, named: method.otherAreas }
  return {
    year,
    isOver: year < now,
    charts: chartsOf(known, { method, year, published }),
    figures: figuresOf(known, year, method.firstYear),
    published,
    otherAreas: [...otherAreas(known.sums, named)],
    announcements: known.announcements.map(({ user: _, ...one }) => one),
    mayAnnounce,
    links: {
      years: years.map(one => ({ year: one, href: `${usagePath}?year=${one}` })),
      scoreboard: '/scoreboard',
      announcements: announcementsPath,
    },
  }
}

function chartsOf(
  { sums }: Known,
  {
    method,
    year,
    published,
  }: { readonly method: UseMethod; readonly year: number; readonly published: readonly PublishedView[] },
): ChartView[] {
  const { areas, firstYear } = method
  const place = { countries, areas }
  const exchanges = published.filter(one => one.measure === 'exchanges')
  return [
    chartOf('exchanges', kinds, byYear(sums, firstYear, year), year, exchanges),
    chartOf('quarters', seriesOf(areas), byQuarter(sums, year, areas), year),
    chartOf('senders', seriesOf(areas), highestFirst(byCountry(sums, year, 'sender', place)), year),
    chartOf('recipients', seriesOf(areas), highestFirst(byCountry(sums, year, 'recipient', place)), year),
  ]
}

/** As they are drawn. Equal ones in the order of the countries' codes. */
export const highestFirst = <One extends Row>(rows: readonly One[]): readonly One[] =>
  rows.toSorted((a, b) => totalOf(b) - totalOf(a) || placeOf(a) - placeOf(b))

const places = new Map<string, number>(countries.map((country, at) => [country, at]))
const placeOf = ({ id }: Row): number => places.get(id) ?? -1

const chartOf = (
  id: ChartId,
  series: readonly string[],
  rows: readonly Row[],
  year: number,
  published: readonly PublishedView[] = [],
): ChartView => ({
  id,
  ...{ series: [...series], sort: null },
  rows: rows.map(row => ({
    ...{ id: row.id, counts: [...row.counts], total: totalOf(row) },
    published: published.find(one => String(one.year) === row.id) ?? null,
  })),
  picture: `${chartPath(id, 'svg')}?year=${year}`,
  csv: `${chartPath(id, 'csv')}?year=${year}`,
})

function figuresOf({ sums, people }: Known, year: number, firstYear: number): UsageView['figures'] {
  const rows = byYear(sums, firstYear, year)
  const row = rows.at(-1) ?? { id: '', counts: [] }
  const [requests = 0, notifications = 0, alerts = 0] = row.counts
  return {
    ...{ users: people.users, authorities: people.authorities },
    ...{ exchanges: totalOf(row), growth: growthOf(rows, year), requests, notifications, alerts },
    allExchanges: rows.reduce((sum, one) => sum + totalOf(one), 0),
  }
}

/** The first of the years that the quarters show. */
export const firstQuarterYear = (year: number): number => year - quarterYears + 1
