// Puts a text block into a field, or a reply template into empty answers, of a form that was sent and is shown again.
import { z } from 'zod'
import type { Sent, SignedCall } from '../../base/door.ts'
import { parseSent } from '../../base/form.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import type { Procedure } from '../../procedure/model.ts'
import { actionFormSchema, chosenOf } from '../action-form.ts'
import { withRecipient } from '../again.ts'
import type { Lists } from '../kinds/request-forms.ts'
import type { Answer } from '../kinds/request-shape.ts'
import { noteLook } from '../look.ts'
import { openExchange } from '../open.ts'
import { holderOf } from '../page-children.ts'
import type { ExchangePorts } from '../ports.ts'
import { viewOf } from '../view.ts'
import type { ExchangeView } from '../view-schema.ts'
import { fillEmpty } from './model.ts'
import {
  aboutOf,
  type OfferView,
  offerOf,
  offerSchema,
  type Templates,
  templateOfferSchema,
  templatesFor,
} from './offer.ts'
import { answersForm } from './view.ts'

const content = z.record(z.string(), z.unknown())

/** What comes with a form that is shown again with everything that was typed. */
export const putInShape = {
  /** What was sent, with the text put in. Nothing is saved. */
  content,
  /** What can be put into one of its fields. Null: the text is in. */
  offer: offerSchema.nullable(),
}

export const insertedSchema = actionFormSchema.extend(putInShape)
export type InsertedView = Readonly<z.infer<typeof insertedSchema>>

export const filledSchema = actionFormSchema.extend({
  content,
  /** Null: the answers are in. */
  offer: templateOfferSchema.nullable(),
  /** The template that was used, and how many answers it gave; null: none was chosen yet. */
  filled: z.object({ title: z.string(), count: z.int() }).nullable(),
})
export type FilledView = Readonly<z.infer<typeof filledSchema>>

export type Content = Readonly<Record<string, unknown>>
type Asked = { readonly number: string; readonly action: string; readonly sent: Sent }

export const contentOf = ({ value }: Sent): Content =>
  typeof value === 'object' && value !== null ? (value as Content) : {}

const languageIn = ({ language }: Content, who: Actor): string =>
  typeof language === 'string' && language !== '' ? language : who.lang

/**
 * Nothing is saved and nothing is sent. Errors: those of `openExchange`, exchange.action.invalid, base.fields.invalid,
 * exchange-blocks.unknown.
 */
export async function inserted(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  asked: Asked,
  { field, block }: { readonly field: string; readonly block?: string | undefined },
): Promise<Result<InsertedView>> {
  const form = await formOf(ports, call, asked)
  if (!form.ok) return form
  const { opened, typed, ...shown } = form.value
  const language = languageIn(typed, call.who)
  const offer = await offerOf(ports, call, aboutOf(opened), { action: asked.action, field, language })
  if (!offer.ok) return offer
  const put = putIn(offer.value, typed, block)
  return put.ok ? done({ ...shown, ...put.value }) : put
}

/** The text of a block in its field; without a block what is offered there. Errors: exchange-blocks.unknown. */
export function putIn(
  offer: OfferView,
  typed: Content,
  block: string | undefined,
): Result<{ readonly content: Content; readonly offer: OfferView | null }> {
  if (block === undefined) return done({ content: typed, offer })
  const found = offer.items.find(one => one.block === block)
  if (!found) return refuse('exchange-blocks.unknown')
  return done({ content: withText(typed, offer.field.split('.'), found.text), offer: null })
}

/** Errors: as `inserted`. */
export async function filledFrom(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { number, sent }: Pick<Asked, 'number' | 'sent'>,
  template: string | undefined,
): Promise<Result<FilledView>> {
  const form = await formOf(ports, call, { number, action: 'save-answer', sent })
  if (!form.ok) return form
  const { opened, typed, ...shown } = form.value
  const templates = await templatesFor(ports, call, opened, languageIn(typed, call.who))
  if (!templates.ok) return templates
  const { offered } = templates.value
  if (template === undefined) return done({ ...shown, content: typed, offer: offered, filled: null })
  const fill = filling(ports, opened.procedure, shown.exchange, { typed, template, ...templates.value })
  if (fill === null) return refuse('exchange-blocks.unknown')
  const title = templates.value.titleOf(template)
  return done({ ...shown, content: fill.content, offer: null, filled: { title, count: fill.count } })
}

/** The exchange as its page shows it, and what was typed into the form of an action that is possible now. */
async function formOf(ports: ExchangePorts, call: SignedCall<Actor>, { number, action, sent }: Asked) {
  const found = await openExchange(ports, call, number)
  if (!found.ok) return found
  const typed = contentOf(sent)
  const opened = await withRecipient(ports, found.value, typed)
  const exchange = await viewOf(ports, call, opened)
  await noteLook(ports, call, opened, exchange)
  const possible = exchange.actions.find(one => one.action === action)
  if (!possible) return refuse('exchange.action.invalid', { action, state: exchange.state })
  const chosen = await chosenOf(ports, call, typed.recipient)
  return done({ action: possible, exchange, chosen, opened, typed })
}

/** A new line for a text that comes after another one. */
function withText(value: unknown, steps: readonly string[], text: string): Content {
  const here: Content = typeof value === 'object' && value !== null ? (value as Content) : {}
  const [step = '', ...rest] = steps
  const now = Object.hasOwn(here, step) ? here[step] : undefined
  if (rest.length > 0) return { ...here, [step]: withText(now, rest, text) }
  const before = typeof now === 'string' ? now.trimEnd() : ''
  return { ...here, [step]: before === '' ? text : `${before}\n${text}` }
}

type Filling = Pick<Templates, 'answersOf' | 'languageOf'> & {
  readonly typed: Content
  readonly template: string
}

/** Null: there is no such template. */
function filling(
  { lists }: Pick<ExchangePorts, 'lists'>,
  procedure: Procedure,
  exchange: ExchangeView,
  { typed, template, answersOf, languageOf }: Filling,
): { readonly content: Content; readonly count: number } | null {
  const answers = answersOf(template)
  if (!answers) return null
  const before = (typed.answers ?? {}) as Content
  const added = fillEmpty(before, stillTrue(procedure, lists, answers), openQuestions(exchange))
  const count = Object.keys(added).length
  const isFirst = Object.values(before).every(one => !hasAnswer(one))
  const language = isFirst && count > 0 ? languageOf(template) : null
  return {
    content: { ...typed, ...(language !== null && { language }), answers: { ...before, ...added } },
    count,
  }
}

const hasAnswer = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'answer' in value && value.answer !== ''

/** A template may be older than the procedure: what it does not take any more is left out. */
const stillTrue = (
  procedure: Procedure,
  lists: Lists,
  answers: Readonly<Record<string, Answer>>,
): Readonly<Record<string, Answer>> =>
  Object.fromEntries(
    Object.entries(answers).filter(
      ([id, answer]) =>
        parseSent(answersForm(procedure, lists), { kind: 'json', value: { answers: { [id]: answer } } }).ok,
    ),
  )

/** Questions that have fields on the page: of the last round, and with no other authority. */
function openQuestions(view: ExchangeView): readonly string[] {
  const round = Math.max(...view.questions.map(question => question.round))
  return view.questions
    .filter(question => question.round === round && holderOf(view, question)?.standing !== 'open')
    .map(({ id }) => id)
}
