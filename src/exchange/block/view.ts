// Text blocks and reply templates as an authority reads them, and what they take.
import { z } from 'zod'
import type { SignedCall } from '../../base/door.ts'
import { done, type Result } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { type Actor, mayWithBlocks } from '../../permission/model.ts'
import type { Procedure } from '../../procedure/model.ts'
import { answerShape, type Lists } from '../kinds/request-forms.ts'
import type { ExchangePorts } from '../ports.ts'
import type { BlockRow } from '../store/block.ts'
import { blocksOf } from './keep.ts'
import { kinds, limits } from './model.ts'

const common = {
  title: z.string(),
  language: z.string(),
  /** Send it back with the next change: who was slower learns who was faster. */
  version: z.int(),
  changedAt: z.string(),
  by: z.string(),
}

export const blockSchema = z.object({
  ...{ block: z.string(), ...common, text: z.string() },
  /** Null: for every procedure, for every field. */
  procedure: z.string().nullable(),
  kind: z.enum(kinds).nullable(),
})
export type BlockView = Readonly<z.infer<typeof blockSchema>>

export const templateSchema = z.object({
  ...{ template: z.string(), ...common, procedure: z.string(), procedureName: z.string() },
  answers: z.record(
    z.string(),
    z.object({ answer: z.string(), details: z.record(z.string(), z.unknown()).optional() }),
  ),
})
export type TemplateView = Readonly<z.infer<typeof templateSchema>>

export const keptSchema = z.object({
  blocks: z.array(blockSchema),
  templates: z.array(templateSchema),
  /** Whether the caller may make, change and remove them. */
  mayKeep: z.boolean(),
})
export type KeptView = Readonly<z.infer<typeof keptSchema>>

type Names = ReadonlyMap<string, string>

const commonOf = ({ title, language, version, changedAt, user }: BlockRow, names: Names) => ({
  ...{ title, language, version, changedAt, by: names.get(user) ?? '' },
})

export const blockView = (row: BlockRow, names: Names): BlockView => ({
  ...{ block: row.block, ...commonOf(row, names), text: row.text ?? '', procedure: row.procedure },
  kind: kinds.find(kind => kind === row.kind) ?? null,
})

export const templateView = (t: Texts, row: BlockRow, names: Names): TemplateView => ({
  ...{ template: row.block, ...commonOf(row, names), procedure: row.procedure ?? '' },
  procedureName: procedureName(t, row.procedure ?? ''),
  answers: { ...row.answers } as TemplateView['answers'],
})

/** Its id where the installation has it no more. */
export const procedureName = (t: Texts, id: string): string => (t.has(`${id}.name`) ? t(`${id}.name`) : id)

/** Everything that the authority keeps. At most two statements. Errors: permission.area. */
export async function keptOf(
  ports: Pick<ExchangePorts, 'store' | 'people'>,
  { t, who }: SignedCall<Actor>,
): Promise<Result<KeptView>> {
  const rows = await blocksOf(ports, who)
  if (!rows.ok) return rows
  const names = await ports.people(rows.value.map(({ user }) => user))
  const sorted = rows.value.toSorted((a, b) => t.compare(a.title, b.title))
  return done({
    blocks: sorted.filter(({ text }) => text !== null).map(row => blockView(row, names)),
    templates: sorted.filter(({ answers }) => answers).map(row => templateView(t, row, names)),
    mayKeep: mayWithBlocks(who, 'keep').ok,
  })
}

type Given = Pick<ExchangePorts, 'lists' | 'catalogue'>

const oneOf = (values: readonly string[]) => z.enum(values as [string, ...string[]])
const title = z.string().trim().min(1).max(limits.titleMax)
export const versionSchema = z.int().min(1)

/** What a text block takes. */
export const blockForm = ({ lists, catalogue }: Given) =>
  z.strictObject({
    ...{ title, language: oneOf(lists.languages), text: z.string().trim().min(1).max(limits.textMax) },
    procedure: oneOf(catalogue.all.map(({ id }) => id)).optional(),
    kind: z.enum(kinds).optional(),
  })
export type BlockBody = z.infer<ReturnType<typeof blockForm>>

/** What a reply template takes; its answers are read once more by `answersForm` of the procedure. */
export const templateForm = ({ lists, catalogue }: Given) =>
  z.strictObject({
    ...{ title, language: oneOf(lists.languages), procedure: oneOf(catalogue.all.map(({ id }) => id)) },
    answers: z
      .record(
        z.string().max(60),
        z.looseObject({ answer: z.string().max(60).optional(), details: z.looseObject({}).optional() }),
      )
      .optional(),
    /** From whose answers it is kept: it must not name the person of this exchange. */
    exchange: z.string().max(40).optional(),
  })
export type TemplateBody = z.infer<ReturnType<typeof templateForm>>

/** Without what is marked as personal: a template never holds it. */
export const impersonal = (procedure: Procedure): Procedure => ({
  ...procedure,
  questions: procedure.questions.map(question => ({
    ...question,
    details: question.details.filter(({ personal }) => !personal),
  })),
})

/** Answers to any of the questions of a procedure, without personal data. */
export function answersForm(procedure: Procedure, lists: Lists) {
  const asked = procedure.questions.map(({ id }) => ({ question: id }))
  return z.strictObject({ answers: answerShape(impersonal(procedure), asked, lists).answers.partial() })
}
