// What programs and pages get to see of an exchange. One schema: page and interface cannot differ.
import { z } from 'zod'
import { parts } from '../permission/model.ts'
import { explainedSchema } from './deadline-explained.ts'
import { verdicts } from './kinds/request-shape.ts'
import { turns } from './model.ts'
import { proposalsSchema } from './proposal/schema.ts'

const reason = z.enum([
  'translation.failed.engine',
  'translation.failed.marks',
  'translation.failed.long',
  'translation.failed.unavailable',
])
const translation = z.discriminatedUnion('state', [
  z.object({ state: z.literal('same-language') }),
  z.object({ state: z.literal('pending') }),
  z.object({ state: z.literal('none'), from: z.string(), to: z.string() }),
  z.object({ state: z.literal('failed'), reason }),
  z.object({
    state: z.literal('done'),
    text: z.string(),
    lang: z.string(),
    engine: z.string(),
    path: z.array(z.string()).readonly(),
    quality: z.enum(['rough', 'gist']),
    at: z.string(),
    warnings: z.array(z.enum(['translation.warning.numbers', 'translation.warning.sentences'])).readonly(),
  }),
])

/** What its author wrote, and beside it what a machine made of it: never one in place of the other. */
export const textSchema = z.object({ text: z.string(), lang: z.string(), translation })
export type TextView = Readonly<z.infer<typeof textSchema>>

export const partySchema = z.object({
  authority: z.string(),
  /** Official name in the reader's language where it has one; `lang` is its language. */
  name: z.string(),
  lang: z.string(),
  title: z.string(),
  country: z.string(),
})
export type PartyView = Readonly<z.infer<typeof partySchema>>

/** A value of the form or of an answer. `state` tells why a personal one is not shown. */
export const valueSchema = z.object({
  id: z.string(),
  label: z.string(),
  type: z.string(),
  personal: z.boolean(),
  state: z.enum(['shown', 'empty', 'hidden', 'erased']),
  value: z.unknown(),
  /** The value as it reads in the caller's language. */
  display: z.string().nullable(),
  /** Free text: the author's with its translation. */
  text: textSchema.nullable(),
})
export type ValueView = Readonly<z.infer<typeof valueSchema>>

export const questionSchema = z.object({
  id: z.string(),
  /** Counts the questions of the whole exchange, from 1. */
  number: z.int(),
  /** Which asking it belongs to: 1 the request, 2 the first further question. */
  round: z.int(),
  group: z.string(),
  text: z.string(),
  help: z.string().nullable(),
  note: textSchema.nullable(),
  options: z.array(z.object({ id: z.string(), label: z.string() })),
  when: z.object({ question: z.string(), is: z.array(z.string()) }).nullable(),
  /** Address of this place on the page. */
  href: z.string(),
})
export type QuestionView = Readonly<z.infer<typeof questionSchema>>

export const answerSchema = z.object({
  question: z.string(),
  round: z.int(),
  answer: z.string(),
  label: z.string(),
  details: z.array(valueSchema),
  /** The event that brought it; whether that is news for this person. */
  version: z.int(),
  isNew: z.boolean(),
  href: z.string(),
})
export type AnswerView = Readonly<z.infer<typeof answerSchema>>

export const historySchema = z.object({
  version: z.int(),
  event: z.string(),
  label: z.string(),
  at: z.string(),
  authority: z.string(),
  country: z.string(),
  /** Where the country alone does not tell who it was: both are of one country. */
  office: z.string().nullable(),
  /** Colleagues see each other's names; of the other side only the authority is told. */
  person: z.string().nullable(),
  isNew: z.boolean(),
  text: textSchema.nullable(),
  href: z.string(),
})

/** A clarification between the two sides: it stops no clock. `text` is null once erased. */
export const messageSchema = historySchema
  .omit({ event: true, label: true })
  .extend({ isOwn: z.boolean(), text: textSchema.nullable() })

/** A part of the questions that was given to another authority: where it lies, and how far it is. */
export const childSchema = z.object({
  /** For who may open it; null for everybody else. */
  number: z.string().nullable(),
  round: z.int(),
  recipient: partySchema,
  state: z.string(),
  stateLabel: z.string(),
  standing: z.enum(['open', 'answered', 'returned']),
  questions: z.array(z.string()),
  /** Instant of the last answer, for who asks in it. */
  answeredAt: z.string().nullable(),
  /** For who answers the parent: what came back, each with its language, to be sent on as it is or changed. */
  answers: z.record(
    z.string(),
    z.object({
      language: z.string(),
      answer: z.string(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
})
export type ChildView = Readonly<z.infer<typeof childSchema>>
/** A file of one side. `title` and `name` are null where personal data are not shown. */
export const attachmentSchema = historySchema.omit({ event: true, label: true, text: true }).extend({
  id: z.string(),
  title: z.string().nullable(),
  name: z.string().nullable(),
  type: z.string(),
  media: z.string(),
  sizeBytes: z.int(),
  language: z.string(),
  kind: z.string(),
  /** The question it belongs to; null: the exchange. */
  question: z.string().nullable(),
  isOwn: z.boolean(),
  check: z.enum(['clean', 'unchecked', 'waiting', 'infected']),
  finding: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  /** Where its bytes are; null while they may not be opened, and then `whyNot` is a code. */
  href: z.string().nullable(),
  whyNot: z.string().nullable(),
})

export const actionSchema = z.object({
  action: z.string(),
  method: z.literal('POST'),
  href: z.string(),
  label: z.string(),
  /** JSON Schema of what the action takes. */
  schema: z.record(z.string(), z.unknown()),
})
export type ActionView = Readonly<z.infer<typeof actionSchema>>

/** What the authority of the caller keeps to itself: who handles the exchange. Its notes: `href`. */
export const insideSchema = z.object({
  allocation: z.enum(['nobody', 'mine', 'others']),
  /** Send it back with the next allocation. 0: never allocated. */
  revision: z.int(),
  handlers: z.array(
    z.object({
      user: z.string(),
      name: z.string(),
      at: z.string(),
      by: z.string(),
      /** Who acts while this person is away, and up to which day. */
      cover: z.string().nullable(),
      coverUntil: z.string().nullable(),
    }),
  ),
  notes: z.int(),
  href: z.string(),
  actions: z.array(actionSchema),
})
export type InsideSummary = Readonly<z.infer<typeof insideSchema>>

export const exchangeSchema = z.object({
  number: z.string(),
  procedure: z.string(),
  procedureName: z.string(),
  area: z.string(),
  kind: z.string(),
  title: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  version: z.int(),
  /** Of the own draft: send it back with the next saving. 0: nothing is saved. */
  revision: z.int(),
  part: z.enum(parts),
  /** Whose turn it is, as the caller's worklist has it. */
  turn: z.enum(turns),
  parties: z.object({ sender: partySchema, recipient: partySchema.nullable() }),
  urgent: z.object({ isUrgent: z.boolean(), reason: textSchema.nullable() }),
  form: z.array(valueSchema),
  /** Why personal data are not shown, in the caller's language; null where they are. */
  personalHidden: z.string().nullable(),
  reasons: z.array(z.object({ round: z.int(), text: textSchema })),
  questions: z.array(questionSchema),
  answers: z.array(answerSchema),
  messages: z.array(messageSchema),
  attachments: z.array(attachmentSchema),
  /** The exchanges that it was split into; whose questions they hold. */
  children: z.array(childSchema),
  /** Of a child: what it is a part of; the number for who gave the questions. */
  parent: z.object({ number: z.string().nullable(), sender: partySchema }).nullable(),
  deadlines: z.object({
    /** Days in the recipient's calendar. */
    asked: z.string().nullable(),
    proposed: z.string().nullable(),
    answerBy: z.string().nullable(),
    rule: z.string(),
    source: z.string(),
    today: z.string(),
    answeredDay: z.string().nullable(),
    /** How the day came about; null while none was named. */
    explained: explainedSchema.nullable(),
  }),
  /** The coordinator that has to approve what can be sent now, or what waits; null where none has to. */
  approver: partySchema.nullable(),
  /** What the coordinators of both sides were asked about the answers, and said; null where nobody was. */
  referral: z
    .object({
      reason: textSchema.nullable(),
      opinions: z.array(
        z.object({
          authority: z.string(),
          country: z.string(),
          at: z.string(),
          verdict: z.enum(verdicts),
          label: z.string(),
          text: textSchema.nullable(),
        }),
      ),
    })
    .nullable(),
  rating: z.object({ timeliness: z.int().nullable(), efforts: z.int().nullable() }).nullable(),
  history: z.array(historySchema),
  seen: z.object({ version: z.int(), at: z.string().nullable() }),
  /** The other office: when it first looked, and when it first saw the latest version that it has seen. */
  seenBy: z.array(
    z.object({ authority: z.string(), firstAt: z.string(), lastAt: z.string(), version: z.int() }),
  ),
  /** Where the caller's own office keeps it; `action` puts it elsewhere, where the caller may. */
  dossier: z.object({
    dossier: z.string().nullable(),
    name: z.string().nullable(),
    action: actionSchema.nullable(),
  }),
  draft: z
    .object({
      ...{ savedAt: z.string(), by: z.string(), content: z.record(z.string(), z.unknown()) },
      /** Send them back with the next saving: what a colleague wrote meanwhile in other fields stays. */
      marks: z.string(),
    })
    .nullable(),
  /** Who could be asked, by what the draft says; null where nobody is to be chosen by the caller. */
  proposals: proposalsSchema.nullable(),
  /** Null in what the other side will read. */
  inside: insideSchema.nullable(),
  actions: z.array(actionSchema),
})
export type ExchangeView = Readonly<z.infer<typeof exchangeSchema>>
