// What programs and pages get to see of the authorities that are proposed for a draft.
import { z } from 'zod'
import { groundRules } from '../../authority/competent.ts'

const proposalSchema = z.object({
  authority: z.string(),
  /** Official name in the reader's language where it has one; `lang` is its language. */
  name: z.string(),
  lang: z.string(),
  title: z.string(),
  country: z.string(),
  town: z.string(),
  /** Why it is competent, in the reader's language; none where only forwards speak for it. */
  grounds: z.array(z.object({ rule: z.enum(groundRules), text: z.string() })),
  /** Requests like this that went to another authority were forwarded here; null: nothing is known. */
  learned: z.object({ asked: z.string(), forwarded: z.int(), of: z.int(), text: z.string() }).nullable(),
})
export type ProposalView = Readonly<z.infer<typeof proposalSchema>>

export const proposalsSchema = z.object({
  /** In which they are looked for; null: none is chosen yet. */
  country: z.string().nullable(),
  /** Whether the form says what the request is about. */
  isAbout: z.boolean(),
  /** At most three, the best first. Take one as the draft's recipient: nothing is sent by that. */
  items: z.array(proposalSchema),
  /** How many are as competent as the first. */
  total: z.int(),
  /** The search with the same conditions. */
  searchHref: z.string(),
})
export type ProposalsView = Readonly<z.infer<typeof proposalsSchema>>
