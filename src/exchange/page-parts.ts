// Parts of an exchange's page: what is asked and answered, the free texts, the person, history, facts.
import type { Call } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { facts } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import { explanation } from './deadline-page.ts'
import { cardId, holderLine } from './page-children.ts'
import { changedLine, history, person, questionCard, urgencyOf } from './parts.ts'
import { anchors, permalink } from './permalink.ts'
import { textPair } from './text-pair.ts'
import type { AnswerView, ExchangeView, QuestionView, TextView, ValueView } from './view-schema.ts'

/** A free text with its translation. `id` must be unique on the page: a pending part is replaced by it. */
export const pairOf = (t: Texts, text: TextView, id: string): Html => textPair(t, { ...text, id })

const isFree = (value: ValueView): boolean => value.text !== null

/** Background and other free texts of the form, each under its name. */
export const freeTexts = (t: Texts, view: ExchangeView): Html =>
  html`${view.form.filter(isFree).map(
    value => html`<section class="free-text"><h2>${value.label}</h2>
${value.text && pairOf(t, value.text, `text-${value.id}`)}</section>`,
  )}${
    view.urgent.reason &&
    html`<section class="free-text"><h2>${t('exchange.urgent.reason')}</h2>
${pairOf(t, view.urgent.reason, 'text-urgent')}</section>`
  }`

/** What is no free text and not personal. */
export const plainFacts = (t: Texts, view: ExchangeView): Html | null => {
  const rows = view.form.filter(value => !value.personal && value.display !== null)
  return rows.length === 0
    ? null
    : html`<section><h2>${t('exchange.facts.title')}</h2>
${facts(rows.map(value => [value.label, value.display ?? '']))}</section>`
}

/** The data subject; before acceptance, and once erased, what is missing and why. */
export function personOf(t: Texts, view: ExchangeView): Html | null {
  const rows = view.form.filter(value => value.personal && value.state !== 'empty')
  if (rows.length === 0) return null
  const shown = rows.filter(value => value.state === 'shown')
  if (shown.length > 0) {
    const facts = shown.map(value => [value.label, value.display ?? ''] as const)
    const alike = html`<a href="/exchanges/search?sameAs=${view.number}">${t('exchange-dossier.person.same-link')}</a>`
    return person(t, facts, view.part === 'former' ? undefined : alike)
  }
  return html`<section><h2>${t('exchange-parts.person.title')}</h2>
<p class="quiet">${view.personalHidden}</p></section>`
}

/** Newest first; what is owed stands on top. */
export function historyOf(t: Texts, view: ExchangeView): Html {
  const { answerBy, today } = view.deadlines
  const isOwed = ['accepted', 'further-requested'].includes(view.state)
  const owed =
    answerBy && isOwed
      ? [
          {
            day: answerBy,
            title: t(`exchange.owed.${view.part}`),
            owed: urgencyOf({ day: answerBy, today, state: 'owed' }),
          },
        ]
      : []
  const past = view.history.toReversed().map(one => ({
    ...{ at: one.at, title: one.label, country: one.country, isNew: one.isNew },
    ...(one.office && { office: one.office }),
    ...(one.person && { person: one.person }),
    ...{ id: anchors.event(one.version), href: one.href },
    ...(one.text &&
      placeOf(view, one) !== '#referral' && { comment: pairOf(t, one.text, `text-event-${one.version}`) }),
  }))
  return html`<section id="history"><h2>${t('exchange-parts.history.title')}</h2>
${history(t, [...owed, ...past])}</section>`
}

/** Where on the page a thing that happened is to be read: the message, the first of the answers, else its entry. */
function placeOf({ answers }: ExchangeView, { event, version }: ExchangeView['history'][number]): string {
  if (event === 'message') return `#${anchors.message(version)}`
  if (event === 'referred' || event === 'opinion-given') return '#referral'
  if (event === 'attached' || event === 'attachment-withdrawn') return '#attachments'
  if (event === 'split') return '#children'
  const first = answers.find(answer => answer.version === version)
  return `#${first ? anchors.answer(first.round, first.question) : anchors.event(version)}`
}

/** What the other side did since this person last looked; nothing on the first visit. */
export function changesOf(t: Texts, view: ExchangeView): Html | null {
  const { at } = view.seen
  if (!at) return null
  const links = view.history
    .filter(one => one.isNew)
    .map(one => ({ href: placeOf(view, one), label: one.label }))
  return changedLine(t, { sinceDay: t.dayAt(at), links })
}

/** Cards of all questions, round after round. `answerPart` puts fields where an answer is owed. */
export function questionCards(
  call: Call<Actor>,
  view: ExchangeView,
  answerPart: (question: QuestionView) => Html | null = question => answerText(call.t, view, question),
): Html {
  const { t } = call
  const rounds = [...new Set(view.questions.map(question => question.round))]
  return html`<div id="questions">${rounds.map(round => {
    const reason = view.reasons.find(one => one.round === round)
    const title = t(round === 1 ? 'exchange.questions.title' : 'exchange.questions.further')
    return html`<h2>${title} <span class="quiet count-words">${answeredWords(t, view, round)}</span></h2>
${reason && pairOf(t, reason.text, `text-reason-${round}`)}
${view.questions
  .filter(question => question.round === round)
  .map(question => card(t, view, question, answerPart(question)))}`
  })}</div>`
}

function answeredWords(t: Texts, view: ExchangeView, round: number): string {
  const total = view.questions.filter(one => one.round === round).length
  const done = view.answers.filter(one => one.round === round).length
  return done === 0
    ? t('exchange.questions.count', { count: total })
    : t('exchange.questions.answered', { done, total })
}

function card(t: Texts, view: ExchangeView, question: QuestionView, answer: Html | null): Html {
  const { note, help, when } = question
  const asked = when && view.questions.find(one => one.id === when.question && one.round === question.round)
  const given = answerTo(view, question)
  return questionCard(t, {
    id: cardId(question),
    number: question.number,
    question: question.text,
    isChanged: given?.isNew ?? false,
    link: permalink(t, question.href, question.text),
    explanation: html`${holderLine(t, view, question)}${help && html`<p class="help">${help}</p>`}${
      asked && html`<p class="help">${conditionWords(t, asked, when)}</p>`
    }${note && pairOf(t, note, `text-note-${question.round}-${question.id}`)}`,
    ...(answer && { answer }),
  })
}

/** "Only if question 1 is answered: Yes". */
function conditionWords(t: Texts, asked: QuestionView, when: NonNullable<QuestionView['when']>): string {
  const answers = asked.options.filter(option => when.is.includes(option.id)).map(option => option.label)
  return t('exchange.questions.only-if', { number: asked.number, answers: answers.join(' / ') })
}

/** Answers come in parts: what is not there yet is still owed. */
const isAnswered = (view: ExchangeView, round: number): boolean =>
  view.deadlines.answeredDay !== null || round < Math.max(...view.questions.map(one => one.round))

/** The answer as it reads; nothing while there is none. */
export function answerText(t: Texts, view: ExchangeView, question: QuestionView): Html | null {
  const given = answerTo(view, question)
  if (!given)
    return isAnswered(view, question.round) ? html`<p class="quiet">${t('exchange.answer.none')}</p>` : null
  const link = permalink(t, given.href, `${question.text} – ${given.label}`)
  const details = detailsOf(t, view, given)
  const id = anchors.answer(given.round, given.question)
  return html`<p class="answer" id="${id}"><b>${given.label}</b>${link}</p>${details}`
}

const answerTo = ({ answers }: ExchangeView, { id, round }: QuestionView): AnswerView | undefined =>
  answers.find(one => one.question === id && one.round === round)

function detailsOf(t: Texts, view: ExchangeView, answer: AnswerView): Html | null {
  if (answer.details.length === 0) return null
  return html`<dl class="facts">${answer.details.map(
    value =>
      html`<dt>${value.label}</dt><dd>${
        value.text
          ? pairOf(t, value.text, `text-${answer.round}-${answer.question}-${value.id}`)
          : (value.display ?? view.personalHidden)
      }</dd>`,
  )}</dl>`
}

/** Which rule sets the answer-by day, and where it stands. */
export const ruleOf = (
  t: Texts,
  view: ExchangeView,
): Html => html`<section><h2>${t('exchange.rule.title')}</h2>
<p class="quiet">${t(`${view.procedure}.deadline`)}</p>
${
  view.deadlines.explained &&
  html`${explanation(t, view.deadlines.explained, view.parties.sender.country)}
<p><a href="/exchanges/${view.number}/deadline">${t('calendar.title')}</a></p>`
}
<p class="quiet"><a href="/procedures/${view.procedure}">${view.procedureName}</a></p></section>`
