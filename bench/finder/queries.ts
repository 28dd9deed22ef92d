// The queries of test/queries: what officials type, and which authority they want.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Authority } from '../../src/authority/model.ts'

const expectSchema = z.strictObject({
  type: z.string(),
  area: z.string().optional(),
  country: z.string().optional(),
  town: z.string().optional(),
  competence: z.string().optional(),
})

const querySchema = z.strictObject({
  lang: z.string(),
  query: z.string().min(1),
  kind: z.enum(['exact', 'inflected', 'synonym', 'compound', 'typo', 'script', 'nodia', 'cross', 'plain']),
  expect: expectSchema,
})

export type LabelledQuery = Readonly<z.infer<typeof querySchema>>

/** Those of one folder, file by file. Throws where a file does not keep to the schema. */
export const readQueries = (folder: string): readonly LabelledQuery[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .sort()
    .flatMap(file => z.array(querySchema).parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))))

/** Whether an authority is one that the query wants. */
export const fits = (authority: Authority, { expect }: LabelledQuery): boolean =>
  authority.type === expect.type &&
  (expect.area === undefined || authority.area === expect.area) &&
  (expect.country === undefined || authority.country === expect.country) &&
  (expect.town === undefined || authority.town === expect.town) &&
  (expect.competence === undefined || authority.competences.includes(expect.competence))
