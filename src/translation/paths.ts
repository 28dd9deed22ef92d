// Which ways a rule-based engine offers: what was measured decides, not what is shortest.
import type { Lang } from '../base/text.ts'
import type { Quality, Route } from './model.ts'
import table from './paths.json' with { type: 'json' }

export type Measured = { readonly path: readonly Lang[]; readonly chrF: number }

export const measured: readonly Measured[] = table.rows

/** One installed step between two languages. */
export type Hop = { readonly from: Lang; readonly to: Lang; readonly version: string }

const roughFrom = 45
const gistFrom = 35
/** Offered below the limit: without it most readers cannot even read the script. */
const offeredAnyway: ReadonlySet<string> = new Set(['bg>en'])

/** Null: too poor to be shown. */
export function qualityOf(path: readonly Lang[], chrF: number): Quality | null {
  if (chrF >= roughFrom) return 'rough'
  if (chrF >= gistFrom || offeredAnyway.has(ends(path))) return 'gist'
  return null
}

/**
 * The routes over installed steps. A direct step that nobody has measured counts as `gist`, unless the
 * pair was
 * measured on some path and found too poor; unmeasured chains are never offered.
 */
export function routesOver(
  hops: readonly Hop[],
  languages: readonly Lang[],
  rows: readonly Measured[] = measured,
): readonly Route[] {
  const versions = new Map(hops.map(hop => [`${hop.from}>${hop.to}`, hop.version]))
  const found: Route[] = []
  for (const { path, chrF } of rows) {
    const steps = versionsAlong(path, versions)
    const quality = qualityOf(path, chrF)
    if (steps && quality) found.push({ path, quality, chrF, version: steps.join('+') })
  }
  const isMeasured = new Set(rows.map(row => row.path.join('>')))
  const isPoor = new Set(rows.filter(row => !qualityOf(row.path, row.chrF)).map(row => ends(row.path)))
  for (const { from, to, version } of hops) {
    const pair = `${from}>${to}`
    if (!languages.includes(from) || !languages.includes(to) || isMeasured.has(pair) || isPoor.has(pair))
      continue
    found.push({ path: [from, to], quality: 'gist', chrF: null, version })
  }
  return found
}

const ends = (path: readonly Lang[]): string => `${path[0]}>${path.at(-1)}`

function versionsAlong(
  path: readonly Lang[],
  versions: ReadonlyMap<string, string>,
): readonly string[] | null {
  const steps: string[] = []
  for (let i = 1; i < path.length; i++) {
    const version = versions.get(`${path[i - 1]}>${path[i]}`)
    if (version === undefined) return null
    steps.push(version)
  }
  return steps
}
