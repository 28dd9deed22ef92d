// What an edition's page says, for programs and pages alike.
import { z } from 'zod'
import { editionSchema } from './edition.ts'
import type { EditionFigures } from './figures.ts'
import { areaSchema, countrySchema } from './figures-schema.ts'
import type { LivePrint } from './prints.ts'
import { csvSchema, type Published, supersededSchema } from './publication.ts'

export type { CountryView, FigureView } from './figures-schema.ts'

const publicationSchema = z.object({
  version: z.int(),
  publishedAt: z.string(),
  /** Of the signed document, `links.figures`. */
  sha256: z.string(),
  /** Ed25519 over the bytes of the signed document, in base64. */
  signature: z.string(),
  /** PEM. */
  publicKey: z.string(),
  supersedes: supersededSchema.nullable(),
  /** Another number than `version`: a newer one has replaced this. */
  newest: z.int(),
})

const linkSchema = z.object({ name: z.string(), href: z.string() })

export const scoreboardSchema = z.object({
  edition: z.string(),
  countries: z.array(countrySchema),
  areas: z.array(areaSchema),
  /** By which all this was worked out. */
  method: editionSchema,
  /** Every request of the period has been sent: figures still move, but by late answers only. */
  isOver: z.boolean(),
  /** Null: the figures are live. */
  publication: publicationSchema.nullable(),
  /** Of requests.csv as it was published, or as it was at an instant; null: not worked out yet. */
  csv: csvSchema.extend({ at: z.string() }).nullable(),
  scripts: z.array(z.object({ name: z.string(), href: z.string(), sha256: z.string() })),
  links: z.object({
    /** Of what is published: this version, whatever comes after it. */
    permanent: z.string(),
    requests: z.string(),
    /** What is signed, of a published edition. */
    figures: z.string(),
    signature: z.string().nullable(),
    key: z.string(),
    pdf: z.string(),
    map: z.string(),
    charts: z.array(linkSchema),
    /** Other versions of the same edition. */
    versions: z.array(z.object({ version: z.int(), href: z.string() })),
    editions: z.array(z.object({ edition: z.string(), href: z.string() })),
  }),
})
export type ScoreboardView = Readonly<z.infer<typeof scoreboardSchema>>

/** A script with which anybody works the figures out anew. */
export type Script = { readonly name: string; readonly text: string; readonly sha256: string }

export const pathOf = (edition: string): string => `/scoreboard/${edition}`
/** Of one version of what was published. */
export const versionPathOf = (edition: string, version: number): string => pathOf(`${edition}-v${version}`)
export const keyPath = '/scoreboard/key.pem'

type Around = {
  readonly today: string
  readonly ids: readonly string[]
  readonly scripts: readonly Script[]
  /** Of a live edition. */
  readonly print: LivePrint | null
}

export function scoreboardView(
  { edition, countries, areas, stand, frozen }: EditionFigures,
  { today, ids, scripts, print }: Around,
): ScoreboardView {
  const path = frozen ? versionPathOf(edition.id, frozen.document.version) : pathOf(edition.id)
  const shown = (all: EditionFigures['countries']) =>
    all.map(one => ({ ...one, indicators: [...one.indicators] }))
  const versions = Array.from({ length: stand.published }, (_, i) => stand.published - i)
  return {
    edition: edition.id,
    countries: shown(countries),
    areas: areas.map(({ area, countries: all }) => ({ area, countries: shown(all) })),
    method: edition,
    isOver: today > edition.period.to,
    publication: frozen && publicationOf(frozen, stand.published),
    csv: frozen ? { ...frozen.document.csv, at: frozen.document.publishedAt } : print,
    scripts: (frozen?.document.scripts ?? scripts).map(({ name, sha256 }) => ({
      ...{ name, href: `${path}/${name}`, sha256 },
    })),
    links: {
      permanent: path,
      requests: `${path}/requests.csv`,
      figures: `${path}/figures.json`,
      signature: frozen && `${path}/figures.sig`,
      key: keyPath,
      pdf: `${path}/report.pdf`,
      map: `${path}/map.svg`,
      charts: edition.indicators.map(({ id }) => ({ name: id, href: `${path}/charts/${id}.svg` })),
      versions: versions.map(version => ({ version, href: versionPathOf(edition.id, version) })),
      editions: ids.map(id => ({ edition: id, href: pathOf(id) })),
    },
  }
}

const publicationOf = ({ row, document, sha256 }: Published, newest: number) => ({
  ...{ version: document.version, publishedAt: document.publishedAt, sha256 },
  signature: Buffer.from(row.signature).toString('base64'),
  publicKey: row.publicKey,
  supersedes: document.supersedes,
  newest,
})
