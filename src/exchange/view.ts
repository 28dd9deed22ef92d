// Builds the view of an exchange for one reader: labels, free texts with translations, what this person may do.
import { nameOf } from '../authority/model.ts'
import type { Call } from '../base/door.ts'
import type { Texts } from '../base/text.ts'
import { dayIn } from '../calendar/model.ts'
import type { Actor } from '../permission/model.ts'
import { choiceKey, optionKey, optionsOf, type Procedure } from '../procedure/model.ts'
import { actionsOf } from './action-view.ts'
import { attachmentActions } from './attachment/forms.ts'
import { attachmentsOf } from './attachment/view.ts'
import { childrenView, parentView } from './children-view.ts'
import { explain } from './deadline-explained.ts'
import { explainingOf } from './deadline-view.ts'
import { historyOf, messagesOf } from './history-view.ts'
import type { Round, Value } from './kinds/request-shape.ts'
import type { Opened } from './open.ts'
import { partyView } from './party-view.ts'
import type { ExchangePorts } from './ports.ts'
import { namesOf, textOfPairs, textsOf } from './texts-of.ts'
import { type TextOf, valueView } from './value.ts'
import type { AnswerView, ExchangeView, QuestionView } from './view-schema.ts'

/** The view of an opened exchange for the caller. At most two statements: translations and names of colleagues. */
export async function viewOf(
  ports: ExchangePorts,
  { t, who }: { readonly t: Texts; readonly who: Actor },
  opened: Opened,
): Promise<ExchangeView> {
  const { stored, log, procedure, request, personal, today } = opened
  const texts = textsOf(opened)
  const textOf = textOfPairs(
    texts,
    await ports.translator.pairs(stored.exchange, texts, t.lang, namesOf(opened)),
  )
  const colleagues = log.filter(entry => entry.authority === who.authority).map(entry => entry.user)
  const people = await ports.people(stored.draft ? [...colleagues, stored.draft.user] : colleagues)
  const readers = { who, people, lang: t.lang }
  const [first] = request.rounds
  return {
    ...headOf(t, opened),
    urgent: {
      isUrgent: request.isUrgent,
      reason: wordsIn(textOf, request.urgentReason, first?.language),
    },
    form: procedure.form.map(item =>
      valueView(t, textOf, {
        ...{ item, personal, place: `${procedure.id}.field.${item.id}`, value: request.fields[item.id] },
        lang: first?.language ?? t.lang,
      }),
    ),
    reasons: request.rounds.flatMap(({ reason, language }, i) => {
      const text = wordsIn(textOf, reason, language)
      return text ? [{ round: i + 1, text }] : []
    }),
    questions: questionsOf(t, textOf, procedure, request.rounds),
    answers: request.rounds.flatMap((round, i) => answersOf(t, textOf, opened, round, i + 1)),
    messages: messagesOf(textOf, opened, readers),
    attachments: attachmentsOf(ports, opened, readers),
    children: childrenView(t, opened),
    parent: parentView(t, opened),
    deadlines: { ...deadlinesOf(opened, today), explained: explainedOf(ports, t, opened) },
    rating: request.rating && {
      timeliness: request.rating.timeliness ?? null,
      efforts: request.rating.efforts ?? null,
    },
    history: historyOf(t, textOf, opened, readers),
    seen: { version: stored.seenVersion, at: stored.seenAt },
    seenBy: [...stored.seenBy],
    draft: opened.draft &&
      stored.draft && {
        savedAt: stored.draft.savedAt,
        by: people.get(stored.draft.user) ?? '',
        content: opened.draft,
      },
    actions: [...actionsOf(ports, t, who, opened), ...attachmentActions(ports, t, who, opened)],
  }
}

/** Words that are sealed for this reader, or erased, are not there. */
const wordsIn = (textOf: TextOf, value: Value | null | undefined, lang: string | undefined) =>
  typeof value === 'string' && value !== '' && lang ? textOf(value, lang) : null

function headOf(t: Texts, opened: Opened) {
  const { stored, procedure, request, authorities } = opened
  const wanted = opened.draft?.recipient
  const chosen = stored.part === 'sender' && typeof wanted === 'string' ? wanted : null
  const recipient = request.recipient ?? chosen
  return {
    number: stored.exchange,
    procedure: procedure.id,
    procedureName: t(`${procedure.id}.name`),
    area: procedure.area,
    kind: procedure.kind,
    title: titleOfExchange(t, procedure, request.fields[procedure.titleField]),
    state: request.state,
    stateLabel: t(`exchange.state.${request.state}`),
    version: request.version,
    revision: stored.draft?.revision ?? 0,
    part: stored.part,
    parties: {
      sender: partyView(t, authorities, request.sender),
      recipient: recipient && authorities.has(recipient) ? partyView(t, authorities, recipient) : null,
    },
  }
}

/** The procedure's title with what it is about, in the reader's language. */
export function titleOfExchange(t: Texts, procedure: Procedure, value: unknown): string {
  const field = procedure.form.find(one => one.id === procedure.titleField)
  const key =
    field && typeof value === 'string' && choiceKey(field, `${procedure.id}.field.${field.id}`, value)
  return key && t.has(key) ? t(`${procedure.id}.title`, { subject: t(key) }) : t(`${procedure.id}.name`)
}

function questionsOf(
  t: Texts,
  textOf: TextOf,
  procedure: Procedure,
  rounds: readonly Round[],
): QuestionView[] {
  let number = 0
  return rounds.flatMap((round, i) =>
    procedure.questions.flatMap(question => {
      const asked = round.asked.find(one => one.question === question.id)
      if (!asked) return []
      const key = `${procedure.id}.question.${question.id}`
      const { when } = question
      number += 1
      return {
        ...{ id: question.id, number, round: i + 1, group: question.group, text: t(key) },
        help: t.has(`${key}.help`) ? t(`${key}.help`) : null,
        note: wordsIn(textOf, asked.note, round.language),
        options: optionsOf(question).map(id => ({ id, label: t(optionKey(procedure, question, id)) })),
        when: when ? { question: when.question, is: when.is } : null,
      }
    }),
  )
}

function answersOf(
  t: Texts,
  textOf: TextOf,
  { procedure, personal }: Opened,
  round: Round,
  number: number,
): AnswerView[] {
  return procedure.questions.flatMap(question => {
    const given = round.answers?.[question.id]
    if (!given) return []
    const place = `${procedure.id}.question.${question.id}`
    const details = question.details
      .filter(detail => given.details?.[detail.id] !== undefined)
      .map(item =>
        valueView(t, textOf, {
          ...{ item, personal, place: `${place}.detail.${item.id}`, value: given.details?.[item.id] },
          lang: given.language,
        }),
      )
    const label = t(optionKey(procedure, question, given.answer))
    return { question: question.id, round: number, answer: given.answer, label, details }
  })
}

function deadlinesOf({ request, procedure, authorities }: Opened, today: string) {
  const answeredAt = request.rounds.at(-1)?.answeredAt
  const country = authorities.get(request.recipient ?? '')?.country
  return {
    asked: request.askedDay,
    proposed: request.proposedDay,
    answerBy: request.answerByDay,
    rule: procedure.deadlines.answer.rule,
    source: procedure.deadlines.answer.source,
    today,
    answeredDay: answeredAt && country ? dayIn(country, answeredAt) : null,
  }
}

function explainedOf(ports: ExchangePorts, t: Texts, opened: Opened) {
  const one = explainingOf(opened)
  return one && explain(ports.calendar, t, one)
}
/** Name of an authority for facts in sentences. */
export const nameFor = (opened: Opened, call: Pick<Call<Actor>, 't'>, id: string): string =>
  nameIn(opened.authorities, call, id)

export function nameIn(
  authorities: Opened['authorities'],
  { t }: Pick<Call<Actor>, 't'>,
  id: string,
): string {
  const authority = authorities.get(id)
  return authority ? nameOf(authority, t.lang) : id
}
