// Reads and proves statistics/use.json: what the statistics of use show, and what others published of earlier years.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Finding } from '../../procedure/messages.ts'
import { finding } from '../../procedure/messages.ts'
import { type Catalogue, readJson } from '../../procedure/store.ts'

const id = z.string().regex(/^[a-z0-9-]+$/)

/** `all-exchanges`: since the first year. `users` and `authorities`: at the end of the year. */
export const measures = [
  ...(['exchanges', 'all-exchanges', 'requests', 'notifications', 'alerts'] as const),
  ...(['card-decisions', 'users', 'authorities'] as const),
] as const

/** How a figure is printed by its source; `estimate`: worked out from figures that are. */
export const precisions = ['exact', 'rounded', 'at-least', 'at-most', 'estimate'] as const

const publishedFile = z.strictObject({
  measure: z.enum(measures),
  year: z.int(),
  value: z.int().min(0),
  precision: z.enum(precisions),
  source: id,
})

export const methodSchema = z.strictObject({
  about: z.string(),
  /** From which on exchanges a year are shown. */
  firstYear: z.int(),
  /** Legal areas that are shown by themselves. */
  areas: z.array(id).min(1).max(3),
  /** Named in the footnote on what is not. */
  otherAreas: z.array(id),
  sources: z.record(id, z.string().min(1)),
  published: z.array(publishedFile),
})

export type UseMethod = Readonly<z.infer<typeof methodSchema>>
export type Published = UseMethod['published'][number]

const file = 'statistics/use.json'

/** What does not keep to the schema is a fault: `imi check` names it. */
export const readUseMethod = (root: string): UseMethod =>
  methodSchema.parse(JSON.parse(readFileSync(join(root, file), 'utf8')))

/** What is wrong in the file of a folder; one without it has nothing to prove. */
export function checkUseMethod(root: string, { all }: Catalogue): readonly Finding[] {
  const problems: Finding[] = []
  const method = readJson({ root, problems }, file, methodSchema, 'statistics-invalid')
  if (!method) return problems
  const { areas, otherAreas, sources, published, firstYear } = method
  const twice = otherAreas.filter(area => areas.includes(area))
  const unnamed = all
    .filter(({ kind, area }) => kind === 'request' && !areas.includes(area) && !otherAreas.includes(area))
    .map(({ area }) => area)
  const keyOf = ({ measure, year }: Published) => `${measure}|${year}`
  const keys = published.map(keyOf)
  return [
    ...problems,
    ...twice.map(area => finding('statistics-area-twice', file, 'otherAreas', area)),
    ...[...new Set(unnamed)].map(area => finding('statistics-area-missing', file, 'otherAreas', area)),
    ...published.flatMap((one, at) => [
      ...(Object.hasOwn(sources, one.source)
        ? []
        : [finding('reference-unknown', file, `published.${at}.source`, one.source)]),
      ...(keys.indexOf(keyOf(one)) === at ? [] : [finding('statistics-twice', file, `published.${at}`)]),
      ...(one.year < firstYear ? [finding('statistics-year', file, `published.${at}.year`)] : []),
    ]),
  ]
}
