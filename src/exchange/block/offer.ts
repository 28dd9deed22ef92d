// What an official may put into a field of an exchange: text blocks that fit it, and reply templates of its procedure.
import { z } from 'zod'
import { nameOf } from '../../authority/model.ts'
import type { SignedCall } from '../../base/door.ts'
import { done, type Result, refuseFields } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import type { Answer } from '../kinds/request-shape.ts'
import type { Opened } from '../open.ts'
import type { ExchangePorts } from '../ports.ts'
import type { BlockRow } from '../store/block.ts'
import { blocksOf } from './keep.ts'
import { filledAnswer, filledIn, kindOf, offeredFor, type Values } from './model.ts'

export const offerSchema = z.object({
  /** Name of the field, as the form has it. */
  field: z.string(),
  language: z.string(),
  items: z.array(
    z.object({
      block: z.string(),
      title: z.string(),
      language: z.string(),
      /** With its placeholders replaced. */
      text: z.string(),
      /** Written in another language than the field: it stands below the others. */
      isOther: z.boolean(),
    }),
  ),
})
export type OfferView = Readonly<z.infer<typeof offerSchema>>

export const templateOfferSchema = z.object({
  items: z.array(
    z.object({
      template: z.string(),
      title: z.string(),
      language: z.string(),
      isOther: z.boolean(),
      /** How many questions it answers. */
      count: z.int(),
    }),
  ),
})
export type TemplateOfferView = Readonly<z.infer<typeof templateOfferSchema>>

/** A field as forms name it: `answers.training.details.subjects`. */
const fieldName = /^[a-z][a-zA-Z0-9-]*(?:\.[a-z][a-zA-Z0-9-]*){0,5}$/

/** The exchange to which a form belongs, as far as blocks ask for it. */
export type About = {
  readonly number: string
  readonly procedure: string
  readonly answerByDay: string | null
}

export const aboutOf = ({ stored, request }: Pick<Opened, 'stored' | 'request'>): About => ({
  ...{ number: stored.exchange, procedure: stored.procedure, answerByDay: request.answerByDay },
})

type Field = { readonly action: string; readonly field: string; readonly language: string }

/** What fits one field of an action. Errors: base.fields.invalid, permission.area. One statement. */
export async function offerOf(
  ports: ExchangePorts,
  { t, who }: SignedCall<Actor>,
  about: About,
  { action, field, language }: Field,
): Promise<Result<OfferView>> {
  if (!fieldName.test(field))
    return refuseFields('base.fields.invalid', [{ path: 'field', code: 'base.field.unknown' }])
  const rows = await blocksOf(ports, who)
  if (!rows.ok) return rows
  const texts = rows.value.flatMap(({ text, ...row }) => (text === null ? [] : [{ ...row, text }]))
  const fitting = { language, procedure: about.procedure, kind: kindOf(action, field) }
  const valuesIn = await valuesOf(ports, who, about)
  return done({
    ...{ field, language },
    items: offeredFor(texts, fitting, t.compare).map(row => ({
      ...{ block: row.block, title: row.title, language: row.language },
      ...{ text: filledIn(row.text, valuesIn(row.language)), isOther: row.language !== language },
    })),
  })
}

export type Templates = {
  readonly offered: TemplateOfferView
  /** The answers of one of those that are offered, filled in. */
  readonly answersOf: (template: string) => Readonly<Record<string, Answer>> | null
  readonly titleOf: (template: string) => string
  readonly languageOf: (template: string) => string | null
}

/** Reply templates for an exchange, those in the language of the answer first. Errors: permission.area. */
export async function templatesFor(
  ports: ExchangePorts,
  { t, who }: SignedCall<Actor>,
  opened: Opened,
  language: string,
): Promise<Result<Templates>> {
  const rows = await blocksOf(ports, who)
  if (!rows.ok) return rows
  const fitting = { language, procedure: opened.procedure.id, kind: null }
  const fit = offeredFor(
    rows.value.filter(({ answers }) => answers !== null),
    fitting,
    t.compare,
  )
  const valuesIn = await valuesOf(ports, who, aboutOf(opened))
  const find = (template: string): BlockRow | undefined => fit.find(({ block }) => block === template)
  return done({
    offered: {
      items: fit.map(row => ({
        ...{ template: row.block, title: row.title, language: row.language },
        ...{ isOther: row.language !== language, count: Object.keys(row.answers ?? {}).length },
      })),
    },
    answersOf(template) {
      const row = find(template)
      if (!row?.answers) return null
      const values = valuesIn(row.language)
      return Object.fromEntries(
        Object.entries(row.answers).map(([id, answer]) => [id, filledAnswer(answer, values)]),
      )
    },
    titleOf: template => find(template)?.title ?? '',
    languageOf: template => find(template)?.language ?? null,
  })
}

/** What the placeholders become, in the language of the text in which they stand. */
async function valuesOf(
  { authorities, library }: ExchangePorts,
  who: Actor,
  { number, answerByDay }: About,
): Promise<(language: string) => Values> {
  const own = (await authorities([who.authority])).get(who.authority)
  return language => ({
    number,
    authority: own ? nameOf(own, language) : null,
    'answer-by': answerByDay && library.in(language).day(answerByDay),
  })
}
