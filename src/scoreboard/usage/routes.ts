// The doors of the statistics of use: the page of a year, and each chart as a picture and as CSV. Public.
import { z } from 'zod'
import { type AnyDoor, type Call, door } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Lang } from '../../base/text.ts'
import { type Actor, mayOperate } from '../../permission/model.ts'
import { sizes } from './chart.ts'
import { csvOfChart } from './csv.ts'
import type { UseMethod } from './method.ts'
import { usagePage } from './pages.ts'
import { pictureOf, styleHash } from './picture.ts'
import { type SortTyped, sortedView, sortQuery } from './sort.ts'
import type { Known, Usage } from './usage.ts'
import {
  type ChartId,
  type ChartView,
  chartIds,
  chartPath,
  type UsageView,
  usagePath,
  usageSchema,
  usageView,
} from './view.ts'

export type UsageDoorPorts = {
  readonly usage: Usage
  readonly method: UseMethod
  readonly languages: readonly Lang[]
  readonly clock: () => string
  readonly publicUrl: string
}

const yearQuery = z.object({
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
})
const pictureQuery = yearQuery.extend({ size: z.enum(sizes).optional() })

type YearQuery = { readonly year?: string | undefined }

/** `GET /statistics`, `…/charts/{chart}.svg`, `.csv`. Errors: scoreboard-usage.year.unknown. */
export function usageDoors(ports: UsageDoorPorts): readonly AnyDoor<Actor>[] {
  const view = viewsOf(ports)
  return [
    door<Actor, YearQuery & SortTyped, unknown, UsageView>({
      ...{ method: 'GET', path: usagePath, summary: 'scoreboard-usage.title', isOpen: true },
      ...{ query: yearQuery.extend(sortQuery.shape), view: usageSchema },
      async run(call, { query }) {
        const made = await view(call, query.year)
        return made.ok ? sortedView(made.value, query, call.t) : made
      },
      page: (made, { t }) => usagePage(t, made, ports),
    }),
    ...chartIds.flatMap(id => [pictureDoor(view, id), csvDoor(view, id)]),
  ]
}

type Views = (call: Call<Actor>, year: string | undefined) => Promise<Result<UsageView>>

/** One view for all who ask for a year while nothing changes. */
function viewsOf({ usage, method, clock }: UsageDoorPorts): Views {
  const made = new WeakMap<Known, Map<string, UsageView>>()
  return async ({ who }, asked) => {
    const known = await usage.known()
    const today = clock().slice(0, 10)
    const mayAnnounce = who !== null && mayOperate(who).ok
    const views = made.get(known) ?? new Map<string, UsageView>()
    made.set(known, views)
    // In a new year others are there.
    const key = `${asked}|${today.slice(0, 4)}|${mayAnnounce}`
    const year = asked === undefined ? null : Number(asked)
    const view = views.get(key) ?? usageView(known, { method, today, year, mayAnnounce })
    if (!view) return refuse('scoreboard-usage.year.unknown', { year: asked ?? '' })
    views.set(key, view)
    return done(view)
  }
}

const chartIn = (view: UsageView, id: ChartId): ChartView | undefined =>
  view.charts.find(one => one.id === id)

function pictureDoor(view: Views, id: ChartId): AnyDoor<Actor> {
  return door<Actor, YearQuery, unknown, UsageView>({
    ...{ method: 'GET', path: chartPath(id, 'svg'), summary: 'scoreboard-usage.picture', isOpen: true },
    ...{ query: pictureQuery, view: usageSchema },
    run: (call, { query }) => view(call, query.year),
    file: {
      ...{ type: 'image/svg+xml; charset=utf-8', isAll: true, picture: { style: styleHash } },
      of(made, { t, url }) {
        const chart = chartIn(made, id)
        const size = url.searchParams.get('size') === 'narrow' ? 'narrow' : 'wide'
        const body = chart ? pictureOf(t, made, chart, { size, isAlone: true }).markup : ''
        return done({ name: `${id}-${made.year}.svg`, body })
      },
    },
  })
}

function csvDoor(view: Views, id: ChartId): AnyDoor<Actor> {
  return door<Actor, YearQuery, unknown, UsageView>({
    ...{ method: 'GET', path: chartPath(id, 'csv'), summary: 'scoreboard-usage.csv', isOpen: true },
    ...{ query: yearQuery, view: usageSchema },
    run: (call, { query }) => view(call, query.year),
    file: {
      ...{ type: 'text/csv; charset=utf-8', isAll: true },
      of(made) {
        const chart = chartIn(made, id)
        return done({ name: `${id}-${made.year}.csv`, body: chart ? csvOfChart(chart) : '' })
      },
    },
  })
}
