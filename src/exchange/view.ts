// Builds the view of an exchange for one reader: labels, free texts with translations, what this person may do.
import { nameOf } from '../authority/model.ts'
import type { Call } from '../base/door.ts'
import type { Texts } from '../base/text.ts'
import { dayIn } from '../calendar/model.ts'
import { type Actor, isCoordinator } from '../permission/model.ts'
import { choiceKey, optionKey, optionsOf, type Procedure } from '../procedure/model.ts'
import { actionsOf } from './action-view.ts'
import { attachmentActions } from './attachment/forms.ts'
import { attachmentsOf } from './attachment/view.ts'
import { childrenView, parentView } from './children-view.ts'
import { approverOf, referralOf } from './coordination-view.ts'
import { explain } from './deadline-explained.ts'
import { explainingOf } from './deadline-view.ts'
import { marksOf } from './draft-merge.ts'
import { filedIn } from './filing.ts'
import { historyOf, messagesOf } from './history-view.ts'
import { insideSummary, peopleInside } from './inside-view.ts'
import { hasSaid } from './kinds/request-referral.ts'
import type { Rating, Value } from './kinds/request-shape.ts'
import { turnOf } from './kinds/request-table.ts'
import type { Opened } from './open.ts'
import { partyView } from './party-view.ts'
import { anchors, answerEntries, hrefOf } from './permalink.ts'
import type { ExchangePorts } from './ports.ts'
import { proposalsOf } from './proposal/view.ts'
import { whyHidden } from './right.ts'
import { namesOf, textOfPairs, textsOf } from './texts-of.ts'
import { type TextOf, valueView } from './value.ts'
import type { AnswerView, ExchangeView, PartyView, QuestionView } from './view-schema.ts'

/** The view of an opened exchange for the caller. At most two statements: translations and names of colleagues. */
export async function viewOf(
  ports: ExchangePorts,
  { t, who }: { readonly t: Texts; readonly who: Actor },
  opened: Opened,
): Promise<ExchangeView> {
  const { stored, procedure, request, personal, today } = opened
  const texts = textsOf(opened)
  const textOf = textOfPairs(
    texts,
    await ports.translator.pairs(stored.exchange, texts, t.lang, namesOf(opened)),
  )
  const people = await ports.people(peopleOf(opened, who))
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
    personalHidden: hiddenWords(t, who, opened),
    reasons: request.rounds.flatMap(({ reason, language }, i) => {
      const text = wordsIn(textOf, reason, language)
      return text ? [{ round: i + 1, text }] : []
    }),
    questions: questionsOf(t, textOf, opened),
    answers: answersOf(t, textOf, opened, who),
    messages: messagesOf(textOf, opened, readers),
    attachments: attachmentsOf(ports, opened, readers),
    ...{ children: childrenView(t, opened), parent: parentView(t, opened) },
    deadlines: { ...deadlinesOf(opened, today), explained: explainedOf(ports, t, opened) },
    approver: partyOf(t, opened, approverOf(opened)),
    referral: referralOf(t, textOf, opened),
    rating: request.rating && ratingOf(request.rating),
    history: historyOf(t, textOf, opened, readers),
    seen: { version: stored.seenVersion, at: stored.seenAt },
    seenBy: stored.seenBy.map(one => ({ ...one, version: Math.min(one.version, request.version) })),
    dossier: filedIn(ports, t, who, stored),
    draft: opened.draft && {
      savedAt: opened.draft.savedAt,
      by: people.get(opened.draft.user) ?? '',
      ...{ content: opened.draft.content, marks: marksOf(opened.draft.content) },
    },
    proposals: await proposalsOf(ports, t, who, opened),
    inside: insideSummary(t, who, stored, people),
    actions: [...actionsOf(ports, t, who, opened), ...attachmentActions(ports, t, who, opened)],
  }
}

const ratingOf = ({ timeliness, efforts }: Rating): ExchangeView['rating'] => ({
  ...{ timeliness: timeliness ?? null, efforts: efforts ?? null },
})

/** Colleagues whose names are shown. */
const peopleOf = ({ log, stored: { draft, inside } }: Opened, { authority }: Actor): readonly string[] => [
  ...log.filter(entry => entry.authority === authority).map(entry => entry.user),
  ...(draft ? [draft.user] : []),
  ...peopleInside(inside),
]

/** Before acceptance, not by this role, allocated to a colleague, or erased. */
function hiddenWords(t: Texts, who: Actor, { personal, stored }: Opened): string | null {
  if (personal === 'shown') return null
  if (personal === 'erased') return t('exchange.person.erased')
  return t(whyHidden(who, stored))
}

/** Words that are sealed for this reader, or erased, are not there. */
const wordsIn = (textOf: TextOf, value: Value | null | undefined, lang: string | undefined) =>
  typeof value === 'string' && value !== '' && lang ? textOf(value, lang) : null

/** An authority as a party; null where there is none. */
const partyOf = (t: Texts, { authorities }: Opened, id: string | null | undefined): PartyView | null =>
  id && authorities.has(id) ? partyView(t, authorities, id) : null

function headOf(t: Texts, opened: Opened) {
  const { stored, procedure, request, authorities } = opened
  const { part } = stored
  const wanted = opened.draft?.content.recipient
  const chosen = part === 'sender' && request.state === 'draft' && typeof wanted === 'string' ? wanted : null
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
    part,
    turn: turnOf(request.state, part, isCoordinator(part) && hasSaid(request, part)),
    parties: {
      sender: partyView(t, authorities, request.sender),
      recipient: partyOf(t, opened, chosen ?? request.recipient),
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

function questionsOf(t: Texts, textOf: TextOf, { procedure, request, stored }: Opened): QuestionView[] {
  let number = 0
  return request.rounds.flatMap((round, i) =>
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
        href: hrefOf(stored.exchange, anchors.question(i + 1, question.id)),
      }
    }),
  )
}

function answersOf(t: Texts, textOf: TextOf, opened: Opened, who: Actor): AnswerView[] {
  const { procedure, personal, request, stored } = opened
  const entries = answerEntries(opened.log)
  const answered = request.rounds.flatMap((round, i) =>
    procedure.questions.map(question => ({
      ...{ question, round: i + 1, given: round.answers?.[question.id] },
      anchor: anchors.answer(i + 1, question.id),
    })),
  )
  return answered.flatMap(({ question, round, given, anchor }) => {
    if (!given) return []
    const entry = entries.get(anchor)
    const isOwn = entry?.authority === who.authority
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
    return {
      ...{ question: question.id, round, answer: given.answer, label, details },
      ...{ version: entry?.version ?? 0, href: hrefOf(stored.exchange, anchor) },
      isNew: !isOwn && (entry?.version ?? 0) > stored.seenVersion,
    }
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
export function nameIn(
  authorities: Opened['authorities'],
  { t }: Pick<Call<Actor>, 't'>,
  id: string,
): string {
  const authority = authorities.get(id)
  return authority ? nameOf(authority, t.lang) : id
}
