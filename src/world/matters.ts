// Reads what invented requests are about, by procedure (matters.json).
import { z } from 'zod'
import mattersData from './matters.json' with { type: 'json' }

const weights = z.record(z.string(), z.number())
const range = z.tuple([z.number(), z.number()])

const matterSchema = z.strictObject({
  core: z.array(z.string()).min(1),
  also: z.array(z.string()),
  /** What the background text says of the qualification. */
  year: z.number().optional(),
  /** Where the background text speaks of a woman. */
  isWoman: z.boolean().optional(),
  /** Values of the field `subject` that fit. */
  subject: z.array(z.string()).min(1).optional(),
})

const procedureSchema = z.strictObject({
  weight: z.number(),
  /** Kinds of authority: the type, for regulators with the profession. Both sides are of one kind. */
  between: weights,
  /** In the order of the background texts. */
  matters: z.array(matterSchema).min(1),
  /** Question -> place of the background text that explains it. */
  notes: z.record(z.string(), z.int()),
  /** Place of the background text that tells why it is urgent. */
  urgent: z.int(),
  /** What is asked further, with the place of the reason. */
  further: z.array(z.strictObject({ reason: z.int(), questions: z.array(z.string()).min(1) })).min(1),
  answers: z.record(z.string(), weights),
})

const schema = z.strictObject({
  about: z.string(),
  procedures: z.record(z.string(), procedureSchema),
  /** Detail -> least, most, step. */
  numbers: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])),
  /** Detail -> days before (negative) or after the answer. */
  days: z.record(z.string(), range),
})

export type Matter = Readonly<z.infer<typeof matterSchema>>
export type ProcedureMatters = Readonly<z.infer<typeof procedureSchema>>

const all = schema.parse(mattersData)

export const { numbers, days: dayRanges } = all

/** How often each procedure is used, compared with the others. */
export const procedureWeights: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(all.procedures).map(([id, { weight }]) => [id, weight]),
)

export function mattersOf(procedure: string): ProcedureMatters {
  const found = all.procedures[procedure]
  if (!found) throw new Error(`no matters for ${procedure}`)
  return found
}
