// What the pages of all countries of an edition are made from: asked for once, remembered while the counts stand.
import { addDays } from '../../calendar/model.ts'
import { type Edition, proceduresOf } from '../edition.ts'
import type { Editions } from '../editions.ts'
import { type EditionFigures, type Figures, figuresNow } from '../figures.ts'
import { heldByQuarter, type MonthVersion, readVersions } from '../held.ts'
import { termsOf } from '../model.ts'
import { type Since, sinceOf } from '../since.ts'
import type { Spreads } from '../spread.ts'
import { summed } from '../spread.ts'
import { readSpreads } from '../spread-schema.ts'
import type { TalliesAsked } from '../store/counts.ts'
import type { QuarterTally } from '../store/spreads.ts'
import type { ScoreboardStore } from '../store.ts'

/** Everything of one edition that is not in its figures. */
export type Sheet = {
  readonly before: EditionFigures | null
  /** Null: the edition is live. */
  readonly since: Since | null
  /** Of a published edition as it was published, where that was signed with it. */
  readonly spreads: Spreads
  readonly quarters: readonly QuarterTally[]
}

export type Sheets = {
  /** Undefined where there is no such edition. Three small statements, more where something changed. */
  of(id: string): Promise<{ readonly figures: EditionFigures; readonly sheet: Sheet } | undefined>
}

type Ports = {
  readonly store: Pick<ScoreboardStore, 'versions' | 'spreads' | 'quarters' | 'tallies'>
  readonly editions: Editions
  readonly figures: Figures
  readonly clock: () => string
}

/** The trend goes back so far. */
const yearsMax = 5

/** The edition before, in the order of the years; null: it is the first. */
const beforeOf = (editions: Editions, id: string, today: string): string | null =>
  editions.ids(today).find(one => one < id) ?? null

export function openSheets({ store, editions, figures, clock }: Ports): Sheets {
  type Held = {
    readonly version: string
    readonly figures: EditionFigures
    readonly old: EditionFigures | null
    readonly sheet: Promise<Sheet>
  }
  const known = new Map<string, Held>()
  const readers = openReaders(store)
  return {
    async of(id) {
      const edition = editions.byId(id, clock())
      if (!edition) return undefined
      const before = beforeOf(editions, id, clock())
      const from = firstDay(edition, before ? editions.byId(before, clock()) : undefined)
      // Publishing an edition, or the one before it, moves no count, but what is said of it.
      const [found, old = null, version] = await Promise.all([
        figures.of(id),
        before === null ? undefined : figures.of(before),
        store.versions({ from, to: edition.period.to }),
      ])
      if (!found) return undefined
      const held = known.get(id)
      if (held?.version === version && held.figures === found && held.old === old)
        return { figures: found, sheet: await held.sheet }
      const sheet = made(store, { readers, figures: found, before: old, versions: readVersions(version) })
      known.set(id, { version, figures: found, old, sheet })
      // What failed is tried again by the next one who asks.
      sheet.catch(() => known.delete(id))
      return { figures: found, sheet: await sheet }
    },
  }
}

/** The last years up to the end of an edition, in whole quarters. */
const trendFrom = ({ period }: Edition): string =>
  `${Number(addDays(period.to, 1).slice(0, 4)) - yearsMax}${addDays(period.to, 1).slice(4)}`

const firstDay = (edition: Edition, before: Edition | undefined): string =>
  [trendFrom(edition), edition.period.from, before?.period.from ?? edition.period.from].toSorted()[0] ?? ''

/** What is asked of the counts beyond the figures: once for all editions that ask the same. */
function openReaders(store: Pick<ScoreboardStore, 'spreads' | 'quarters'>) {
  const reader = (asked: Pick<TalliesAsked, 'procedures' | 'terms'>) => ({
    spreads: heldByQuarter(months => store.spreads({ ...asked, months })),
    quarters: heldByQuarter(months => store.quarters({ ...asked, months })),
  })
  const open = new Map<string, ReturnType<typeof reader>>()
  return (edition: Edition): ReturnType<typeof reader> => {
    const asked = { procedures: proceduresOf(edition), terms: edition.indicators.map(termsOf) }
    const key = JSON.stringify(asked)
    const known = open.get(key) ?? reader(asked)
    open.set(key, known)
    return known
  }
}

type Read = {
  readonly readers: ReturnType<typeof openReaders>
  readonly figures: EditionFigures
  readonly before: EditionFigures | null
  readonly versions: readonly MonthVersion[]
}

async function made(
  store: Pick<ScoreboardStore, 'tallies'>,
  { readers, figures, before, versions }: Read,
): Promise<Sheet> {
  const { edition, frozen } = figures
  const { from, to } = edition.period
  const read = readers(edition)
  const since = (first: string) => versions.filter(({ month }) => month >= first && month <= to)
  const signed = frozen?.document.spreads
  const [spreads, quarters, today] = await Promise.all([
    signed ? readSpreads(signed) : read.spreads(since(from)).then(summed),
    read.quarters(since(trendFrom(edition))),
    frozen ? figuresNow(store, edition) : figures,
  ])
  return { before, since: sinceOf(figures, today.countries), spreads, quarters }
}
