// From what was sent to the command that the workflow decides on: days of the recipient's country, tidy answers.
import { done, type Result, refuseFields } from '../base/result.ts'
import { dayIn, deadline } from '../calendar/model.ts'
import type { Actor } from '../permission/model.ts'
import { approvedFirst, coordinationOf } from './coordination.ts'
import { askedOf, missingAnswers, tidyAnswers } from './kinds/request-forms.ts'
import type { Answer, Command, Rating, Value } from './kinds/request-shape.ts'
import type { Action } from './kinds/request-table.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { otherHereProblem, recipientProblem } from './recipient.ts'
import { splitOf } from './split.ts'

export type Given = {
  readonly action: Exclude<Action, 'save-draft' | 'save-answer'>
  /** Read by the action's own schema. */
  readonly body: Readonly<Record<string, unknown>>
  /** A form without script sends fields that the chosen answers do not call for: these are left out. */
  readonly isForm: boolean
  readonly who: Actor
  readonly at: string
}

type Asking = {
  readonly asked: readonly string[]
  readonly notes?: Readonly<Record<string, string | undefined>>
}

/** Errors: base.fields.invalid (recipient unknown or not active, answers missing or not applicable). */
export async function commandOf(
  ports: ExchangePorts,
  opened: Opened,
  given: Given,
): Promise<Result<Command>> {
  const { action, body, who } = given
  const { today } = opened
  const language = (body.language as string | undefined) ?? who.lang
  const asked = () => {
    const { asked: ids, notes } = body as Asking
    return askedOf([...new Set(ids)], notes)
  }
  switch (action) {
    case 'accept':
    case 'agree':
    case 'insist':
      return done({ action, today })
    case 'propose-date':
      return done({ action, today, language, day: body.day as string, ...reasonOf(body) })
    case 'refuse':
    case 'withdraw':
      return done({ action, language, ...reasonOf(body) })
    case 'acknowledge':
    case 'take-back':
      return done({ action })
    case 'approve':
    case 'return':
    case 'not-satisfied':
    case 'give-opinion':
      return coordinationOf(ports, opened, { action, body }, language)
    case 'reopen':
      return done({ action, today, language, ...reasonOf(body) })
    case 'write-message':
      return done({ action, text: body.text as string, language })
    case 'forward':
      return forwardOf(ports, opened, given, language)
    case 'split':
      return splitOf(ports, opened, { ...given, language })
    case 'close': {
      const { timeliness, efforts } = body as Rating
      return done({ action, timeliness, efforts })
    }
    case 'ask-further':
      return done({ action, today, language, asked: asked(), ...askedDayOf(body), ...reasonOf(body) })
    case 'answer':
      return approvedFirst(ports, opened, answerOf(opened, given, language))
    case 'answer-part':
      return approvedFirst(ports, opened, answerPartOf(opened, given, language))
    case 'send':
      return approvedFirst(ports, opened, await sendOf(ports, opened, given, { language, asked: asked() }))
  }
}

const askedDayOf = ({ askedDay }: Readonly<Record<string, unknown>>) => ({ askedDay: askedDay as string })

const reasonOf = ({ reason }: Readonly<Record<string, unknown>>): { readonly reason?: string } =>
  typeof reason === 'string' ? { reason } : {}

function answerOf(
  { procedure, request, children }: Opened,
  { body, isForm }: Given,
  language: string,
): Result<Command> {
  const asked = request.rounds.at(-1)?.asked ?? []
  const sent = body.answers as Record<string, Answer | undefined>
  const answers = isForm ? tidyAnswers(procedure, asked, sent) : sent
  const problems = missingAnswers(procedure, asked, answers)
  if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
  return done({ action: 'answer', language, answers: tidyAnswers(procedure, asked, answers), children })
}

/** A form sends all its fields: what was left empty is no answer. Details of what is answered must be there. */
function answerPartOf({ procedure, request }: Opened, { body }: Given, language: string): Result<Command> {
  const asked = request.rounds.at(-1)?.asked ?? []
  const answers = tidyAnswers(procedure, asked, body.answers as Record<string, Answer | undefined>)
  const given = Object.keys(answers)
  const known = { ...request.rounds.at(-1)?.answers, ...answers }
  const problems = missingAnswers(procedure, asked, known).filter(({ path }) =>
    given.some(id => path.startsWith(`answers.${id}.`)),
  )
  const first = asked[0]?.question ?? ''
  if (given.length === 0) problems.push({ path: `answers.${first}.answer`, code: 'base.field.required' })
  if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
  return done({ action: 'answer-part', language, answers })
}

export async function forwardOf(
  ports: Pick<ExchangePorts, 'authorities'>,
  opened: Pick<Opened, 'request' | 'authorities'> & Partial<Pick<Opened, 'children'>>,
  { body }: Pick<Given, 'body'>,
  language: string,
): Promise<Result<Command & { readonly action: 'forward' }>> {
  const recipient = body.recipient as string
  const problem = await otherHereProblem(ports, opened, recipient)
  if (problem) return refuseFields('base.fields.invalid', [problem])
  const { children } = opened
  return done({ action: 'forward', recipient, reason: body.reason as string, language, children })
}

async function sendOf(
  ports: ExchangePorts,
  { procedure }: Opened,
  { body, at }: Given,
  said: Pick<Command & { action: 'send' }, 'language' | 'asked'>,
): Promise<Result<Command>> {
  const id = body.recipient as string
  const recipient = (await ports.authorities([id])).get(id)
  const problem = recipientProblem(recipient)
  if (!recipient || problem) return refuseFields('base.fields.invalid', problem ? [problem] : [])
  const { country } = recipient
  const { rule } = procedure.deadlines.answer
  const latest = rule === 'agreed-date' ? null : deadline(ports.calendar, rule, at, country)
  if (latest && !latest.ok) return latest
  const urgentReason = body.urgentReason as string | undefined
  return done({
    action: 'send',
    ...said,
    recipient: id,
    today: dayIn(country, at),
    latestDay: latest?.value.day ?? null,
    fields: body.fields as Record<string, Value>,
    isUrgent: body.isUrgent === true,
    ...(body.isUrgent === true && urgentReason ? { urgentReason } : {}),
    askedDay: body.askedDay as string,
  })
}
