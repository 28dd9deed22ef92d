// A published edition: the document that is signed, and how it is read again. It holds all that the page shows.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isSignedBy } from '../evidence/signature.ts'
import { editionSchema } from './edition.ts'
import { areaSchema, countrySchema } from './figures-schema.ts'
import { spreadsSchema } from './spread-schema.ts'
import type { PublishedRow } from './store/published.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What tells one requests.csv from another. `requests`: how many lines follow the first. */
export const csvSchema = z.object({ requests: z.int(), sizeBytes: z.int(), sha256 })
export type CsvPrint = Readonly<z.infer<typeof csvSchema>>

export const supersededSchema = z.object({
  version: z.int(),
  /** Of the document that was signed. */
  sha256,
  /** Why there is a newer one, in the operator's words. */
  reason: z.string(),
})

export const documentSchema = z.object({
  edition: z.string(),
  version: z.int(),
  publishedAt: z.string(),
  supersedes: supersededSchema.nullable(),
  csv: csvSchema,
  scripts: z.array(z.object({ name: z.string(), sha256 })),
  method: editionSchema,
  countries: z.array(countrySchema),
  areas: z.array(areaSchema),
  /** From which other rules and ways to a band are worked out. Editions of before this was signed have none. */
  spreads: spreadsSchema.optional(),
})
export type Document = Readonly<z.infer<typeof documentSchema>>

export type Published = {
  readonly row: PublishedRow
  readonly document: Document
  /** Of the bytes that were signed. */
  readonly sha256: string
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The bytes to be signed: laid out for people, too. */
export const textOf = (document: Document): string => `${JSON.stringify(document, null, 1)}\n`

/** Throws where the database holds something else than what was signed. */
export function readPublished(row: PublishedRow): Published {
  if (!isSignedBy(row.publicKey, row.document, row.signature))
    throw new Error(`scoreboard ${row.edition}, version ${row.version}: not what was signed`)
  const document = documentSchema.parse(JSON.parse(row.document))
  return { row, document, sha256: sha256Of(row.document) }
}

/** Whether two documents say the same, whenever and as whichever version they were published. */
export const saysSame = (one: Document, other: Document): boolean => matterOf(one) === matterOf(other)

const matterOf = ({ csv, scripts, method, countries, areas }: Document): string =>
  JSON.stringify([csv, scripts, method, countries, areas])
