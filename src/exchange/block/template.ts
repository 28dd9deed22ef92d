// Reply templates: read what a form sends for one, and make one of the answers of an exchange without personal data.
import type { Sent, SignedCall } from '../../base/door.ts'
import { parseSent } from '../../base/form.ts'
import { done, type Result, refuse, refuseFields } from '../../base/result.ts'
import { type Actor, mayWithBlocks } from '../../permission/model.ts'
import type { Procedure } from '../../procedure/model.ts'
import { tidyAnswers } from '../kinds/request-forms.ts'
import type { Answer, Value } from '../kinds/request-shape.ts'
import { readingOf } from '../look.ts'
import { isSealed } from '../model.ts'
import { type Opened, openExchange } from '../open.ts'
import { namingValues, personWords } from '../person-words.ts'
import type { ExchangePorts } from '../ports.ts'
import type { BlockContent } from '../store/block.ts'
import { placesIn } from './keep.ts'
import { isEmpty } from './model.ts'
import { answersForm, impersonal, type TemplateBody } from './view.ts'

type Answers = Readonly<Record<string, Answer>>

/**
 * A template as it is kept. Errors: base.fields.invalid (what an answer lacks, nothing answered, a person named),
 * those of `openExchange`.
 */
export async function templateContent(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { title, language, procedure: id, exchange, answers = {} }: TemplateBody,
  kind: Sent['kind'],
): Promise<Result<BlockContent>> {
  const procedure = ports.catalogue.byId(id)
  if (!procedure)
    return refuseFields('base.fields.invalid', [{ path: 'procedure', code: 'base.field.choice' }])
  const chosen = Object.fromEntries(Object.entries(answers).filter(([, one]) => !isEmpty(one)))
  const read = parseSent(answersForm(procedure, ports.lists), { kind, value: { answers: chosen } })
  if (!read.ok) return read
  const tidy = tidied(procedure, read.value.answers as Answers)
  if (Object.keys(tidy).length === 0)
    return refuseFields('base.fields.invalid', [{ path: 'answers', code: 'exchange-blocks.template.none' }])
  const named = exchange === undefined ? done(true) : await namesNobody(ports, call, exchange, tidy)
  if (!named.ok) return named
  return done({ title, language, procedure: id, kind: null, text: null, answers: tidy })
}

/** Details stay only where the answer calls for them; which questions will be asked is not known. */
const tidied = (procedure: Procedure, answers: Answers): Answers =>
  tidyAnswers(
    impersonal(procedure),
    Object.keys(answers).map(question => ({ question })),
    answers,
  )

/** Shorter words are parts of names ("de", "van") and of every other text. */
const lettersMin = 3

/** Words written small are no names: "lange" is said of a delay, and Lange of a person. */
const namesIn = (text: string): string => text.replace(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{N}]*/gu, ' ')

/** Refuses texts that name the person of the exchange from which they come. */
async function namesNobody(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  answers: Answers,
): Promise<Result<true>> {
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const { request, procedure, draft } = opened.value
  const typed = (draft?.content.answers ?? {}) as Answers
  const values = [
    ...namingValues(request, procedure),
    ...procedure.questions.flatMap(({ id, details }) =>
      details.filter(one => one.identifies).map(one => typed[id]?.details?.[one.id]),
    ),
  ].filter(value => value !== undefined && !isSealed(value))
  const words = new Set(personWords(values as Value[]).filter(word => word.length >= lettersMin))
  const problems = placesIn(answers, 'answers')
    .filter(({ path }) => path.includes('.details.'))
    .filter(({ text }) => personWords([namesIn(text)]).some(word => words.has(word)))
    .map(({ path }) => ({ path, code: 'exchange-blocks.template.person' }))
  return problems.length > 0 ? refuseFields('base.fields.invalid', problems) : done(true)
}

export type Started = {
  readonly procedure: string
  readonly language: string
  readonly answers: Readonly<Record<string, unknown>>
}

/**
 * The answers of an exchange without what is marked as personal, for a new template: those being written, else those
 * given last. Free texts may still name the person, so it is a reading. Errors: permission.keep-blocks, those of
 * `openExchange`, permission.read-personal.
 */
export async function templateFrom(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
): Promise<Result<Started>> {
  const allowed = mayWithBlocks(call.who, 'keep')
  if (!allowed.ok) return allowed
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const { procedure, personal, request } = opened.value
  if (personal !== 'shown' || request.state === 'draft') return refuse('permission.read-personal')
  const { answers, language } = answersIn(opened.value)
  const at = ports.clock()
  const { user, authority } = call.who
  await ports.store.noteLook({
    ...{ exchange: opened.value.stored.exchange, user, authority, version: 0, at },
    read: readingOf(call.who, at),
  })
  return done({
    ...{ procedure: procedure.id, language: language ?? call.who.lang },
    answers: Object.fromEntries(
      impersonal(procedure).questions.flatMap(({ id, details }) => {
        const given = answers[id]
        if (isEmpty(given)) return []
        const kept = details.map(one => [one.id, given?.details?.[one.id]] as const)
        const open = kept.filter(([, value]) => value !== undefined && !isSealed(value))
        return [[id, { answer: given?.answer, details: Object.fromEntries(open) }]]
      }),
    ),
  })
}

type Found = { readonly answers: Answers; readonly language: string | undefined }

function answersIn({ draft, request }: Opened): Found {
  const typed = draft?.content
  if (typed?.answers !== undefined)
    return {
      answers: typed.answers as Answers,
      language: typeof typed.language === 'string' ? typed.language : undefined,
    }
  const answers = request.rounds.findLast(round => round.answers)?.answers ?? {}
  return { answers, language: Object.values(answers)[0]?.language }
}
