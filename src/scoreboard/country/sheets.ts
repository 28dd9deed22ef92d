// What the pages of all countries of an edition are made from: asked for once, remembered while the counts stand.
import { addDays } from '../../calendar/model.ts'
import { type Edition, proceduresOf } from '../edition.ts'
import type { Editions } from '../editions.ts'
import { type EditionFigures, type Figures, figuresNow } from '../figures.ts'
import { termsOf } from '../model.ts'
import { type Since, sinceOf } from '../since.ts'
import { readSpreads } from '../spread-schema.ts'
import type { QuarterTally, Spreads } from '../store/spreads.ts'
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
  readonly store: Pick<ScoreboardStore, 'version' | 'spreads' | 'quarters' | 'tallies'>
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
        store.version({ from, to: edition.period.to }),
      ])
      if (!found) return undefined
      const held = known.get(id)
      if (held?.version === version && held.figures === found && held.old === old)
        return { figures: found, sheet: await held.sheet }
      const sheet = made(store, found, old)
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

async function made(
  store: Ports['store'],
  figures: EditionFigures,
  before: EditionFigures | null,
): Promise<Sheet> {
  const { edition, frozen } = figures
  const { period, indicators } = edition
  const procedures = proceduresOf(edition)
  const signed = frozen?.document.spreads
  const [spreads, quarters, today] = await Promise.all([
    signed ? readSpreads(signed) : store.spreads({ period, procedures }),
    store.quarters({
      period: { from: trendFrom(edition), to: period.to },
      ...{ procedures, terms: indicators.map(termsOf) },
    }),
    frozen ? figuresNow(store, edition) : figures,
  ])
  return { before, since: sinceOf(figures, today.countries), spreads, quarters }
}
