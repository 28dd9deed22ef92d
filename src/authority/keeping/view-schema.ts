// What programs and pages get to see of an authority as it is kept. One schema: page and interface cannot differ.
import { z } from 'zod'
import { areaRoles, areaStatuses } from '../model.ts'
import { authoritySchema } from '../view.ts'
import { standings } from './model.ts'

/** An authority by name; `lang` is the language of the name. */
export const namedSchema = z.object({ authority: z.string(), name: z.string(), lang: z.string() })
export type NamedView = Readonly<z.infer<typeof namedSchema>>

const areaSchema = z.object({
  /** `*` for every area. */
  area: z.string(),
  role: z.enum(areaRoles),
  competences: z.array(z.string()).readonly(),
  /** Null: all of the area. */
  procedures: z.array(z.string()).readonly().nullable(),
  status: z.enum(areaStatuses),
  /** NUTS codes to which a coordinator is limited; none: the whole country. */
  regions: z.array(z.string()).readonly(),
  accessCoordinator: namedSchema.nullable(),
  requestCoordinators: z.array(namedSchema),
  linkedCoordinators: z.array(namedSchema),
})

/** Authorities among the values are named. */
const changeSchema = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })
export type ChangeView = Readonly<z.infer<typeof changeSchema>>

const historySchema = z.object({
  version: z.int(),
  event: z.string(),
  at: z.string(),
  /** Null: the clock. */
  office: namedSchema.nullable(),
  person: z.string().nullable(),
  changes: z.array(changeSchema).readonly(),
  reason: z.string().nullable(),
})
export type HistoryView = Readonly<z.infer<typeof historySchema>>

const proposalSchema = z.object({
  id: z.string(),
  field: z.string(),
  value: z.unknown(),
  reason: z.string(),
  office: namedSchema,
  at: z.string(),
  /** Whether the caller may accept or refuse it. */
  isMine: z.boolean(),
})
export type ProposalView = Readonly<z.infer<typeof proposalSchema>>

export const actionSchema = z.object({
  action: z.string(),
  method: z.literal('POST'),
  href: z.string(),
  label: z.string(),
  schema: z.record(z.string(), z.unknown()),
})
export type ActionView = Readonly<z.infer<typeof actionSchema>>

export const keptSchema = authoritySchema.extend({
  /** The language of the official name. */
  officialNameLang: z.string(),
  version: z.int(),
  standing: z.enum(standings),
  region: z.string().nullable(),
  informalTitles: z.record(z.string(), z.string()).readonly(),
  /** By language. */
  description: z.record(z.string(), z.string()).readonly(),
  areas: z.array(areaSchema),
  validatingCoordinator: namedSchema.nullable(),
  /** Takes over what is open while it is suspended; or for good, where it was merged. */
  successor: namedSchema.nullable(),
  /** Where a coordinator sees who registers it; null: nobody does, or not for this caller. */
  registration: z.string().nullable(),
  activeSince: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  askedAt: z.string().nullable(),
  /** Median from sent to answered, over the requests that it answered; null: none yet. Unit: days. */
  answering: z.object({ medianDays: z.number(), answered: z.int() }).nullable(),
  /** How long the next answer takes, by procedure; none where too little is known. */
  foretold: z.array(
    z.object({
      procedure: z.string(),
      from: z.enum(['authority', 'country']),
      answers: z.int(),
      medianDays: z.int(),
      lowDays: z.int(),
      highDays: z.int(),
    }),
  ),
  /** Null: not for this caller. */
  history: z.array(historySchema).nullable(),
  proposals: z.array(proposalSchema),
  actions: z.array(actionSchema),
  /** What the step has moved; null: it moves nothing. */
  handedOver: z.object({ handedOver: z.int(), left: z.array(z.string()).readonly() }).nullable(),
})
export type KeptView = Readonly<z.infer<typeof keptSchema>>
