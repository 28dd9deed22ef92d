// The page of an exchange: whose turn it is, what is asked, what was answered, and the form where an answer is owed.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Refusal } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { banner } from '../base/ui/banner.ts'
import { formDraft, refreshPending } from '../base/ui/elements.ts'
import { errorSummary, errorsByPath } from '../base/ui/error-summary.ts'
import { hidden } from '../base/ui/hidden.ts'
import { type Actor, mayWithBlocks } from '../permission/model.ts'
import { attachmentsOf } from './attachment/page-list.ts'
import type { OfferView } from './block/offer.ts'
import { blockWords, type Templating, templateBar } from './block/picker.ts'
import { answerFields } from './page-answer.ts'
import { childrenOf, holderOf, overtakenIn, partOf, returnedAnswers } from './page-children.ts'
import { draftPage } from './page-draft.ts'
import { languageField } from './page-field.ts'
import { dossierSection } from './page-filing.ts'
import {
  barOf,
  headOf,
  heldIn,
  isPutIn,
  quietSave,
  revisionField,
  tabTitle,
  versionFields,
} from './page-head.ts'
import { insideForm, insideSection } from './page-inside.ts'
import { liveExchange, seenOf } from './page-live.ts'
import { messagesOf } from './page-messages.ts'
import {
  answerText,
  changesOf,
  freeTexts,
  historyOf,
  personOf,
  plainFacts,
  questionCards,
  ruleOf,
} from './page-parts.ts'
import { referralPart } from './page-referral.ts'
import type { ExchangePorts } from './ports.ts'
import type { ExchangeView } from './view-schema.ts'

/** What was typed and why it was refused, where the page is shown again. Null: something was only to be put in. */
export type Again = {
  readonly typed: Readonly<Record<string, unknown>>
  readonly refusal: Refusal | null
  /** Text blocks for one of the fields. */
  readonly offer?: OfferView | null
  readonly templates?: Templating
}

/** `GET /exchanges/:number`: the editor while it is a draft, else the case file. */
export function exchangePage(
  ports: ExchangePorts,
  call: Call<Actor>,
  view: ExchangeView,
  again?: Again,
): Page {
  // Who may not write it reads it like any other.
  const isWritten = view.state === 'draft' && view.part === 'sender' && view.actions.length > 0
  if (isWritten) return draftPage(ports, call, view, again)
  const { t } = call
  const isAnswering = view.actions.some(({ action }) => action === 'save-answer')
  const first = isAnswering ? 'save-answer' : (view.actions[0]?.action ?? '')
  const typed = isAnswering && again && isOfAnswer(again) ? again : undefined
  return {
    title: tabTitle(view),
    current: 'worklist',
    main: html`${headOf(t, view)}${partOf(t, view)}
${liveExchange(t, view)}
${refusalOf(call, view, again)}
${again && !typed && typedText(t('exchange.typed.title'), again.typed)}
${colleagues(t, view, again)}
${!again && !isAnswering && view.draft && typedText(draftTitle(t, view), view.draft.content)}
<form method="post" action="/exchanges/${view.number}/actions/${first}" novalidate>
${hidden(call)}${versionFields(view, heldIn(again))}
${isAnswering && quietSave(t('exchange.action.save-answer'), saveHref(view))}
${barOf(t, view, isAnswering ? formDraft(t, saveHref(view), isPutIn(again)) : undefined)}
${refreshPending(html`<div class="exchange-grid"><div>
${changesOf(t, view)}
${referralPart(t, view)}
${childrenOf(t, view)}
${freeTexts(t, view)}
${isAnswering ? answering(ports, call, view, typed) : questionCards(call, view)}
${messagesOf(t, view)}
${attachmentsOf(t, view)}
</div><aside>
${historyOf(t, view)}
${insideSection(t, view)}
${personOf(t, view)}
${plainFacts(t, view)}
${dossierSection(t, view)}
${ruleOf(t, view)}
${seenOf(t, view)}
${!isAnswering && keepLink(call, view)}
<p class="on-screen"><a href="/exchanges/${view.number}/report">${t('exchange-report.link')}</a></p>
</aside></div>`)}
</form>
${insideForm(call, view)}`,
  }
}

const saveHref = ({ number }: ExchangeView): string => `/exchanges/${number}/actions/save-answer`

/** Who was about to do something else, such as refuse, typed nothing that belongs into the answer. */
const isOfAnswer = ({ typed }: Again): boolean => !('reason' in typed || 'text' in typed)

/** What was answered can be kept for the next time. */
const keepLink = ({ t, who }: Call<Actor>, view: ExchangeView): Html | null =>
  view.part === 'recipient' &&
  view.answers.length > 0 &&
  view.personalHidden === null &&
  who !== null &&
  mayWithBlocks(who, 'keep').ok
    ? html`<p class="on-screen"><a href="/reply-templates/new?exchange=${view.number}">${t(
        'exchange-blocks.template.keep',
      )}</a></p>`
    : null

/** A draft for a step that is over, or one that others write. */
const draftTitle = (t: Texts, { state }: ExchangeView): string =>
  t(state === 'draft' ? 'exchange.state.draft' : 'exchange.typed.title')

/** The summary of faulty fields, or the one sentence of any other refusal. */
export function refusalOf({ t }: Call<Actor>, view: ExchangeView, again: Again | undefined) {
  if (!again?.refusal) return null
  const { refusal } = again
  if (!refusal.problems) return banner('danger', t.refusal(refusal))
  const isDraft = refusal.code === 'exchange.draft.conflict'
  return html`${isDraft && banner('warning', t.refusal(refusal))}
${errorSummary(t, refusal.problems, labelsOf(t, view))}`
}

const noWords = new Set([
  'version',
  'revision',
  'language',
  'answer',
  'asked',
  'recipient',
  'timeliness',
  'efforts',
])

/** Where the step is over, what was typed for it is shown to be copied: nothing that somebody wrote is lost. */
function typedText(title: string, typed: Again['typed']): Html | null {
  const words = wordsIn(typed)
  if (words.length === 0) return null
  return html`<section class="editor-part"><h2>${title}</h2>
${words.map(text => html`<p class="prose">${text}</p>`)}</section>`
}

/** What a colleague saved meanwhile; where both wrote in the same field, it stands at the field. */
export const colleagues = (t: Texts, view: ExchangeView, again: Again | undefined): Html | null =>
  again?.refusal?.code === 'exchange.draft.conflict' && !again.refusal.problems && view.draft
    ? typedText(`${t('exchange.state.draft')} (${view.draft.by})`, view.draft.content)
    : null

const wordsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value].filter(text => text.trim() !== '')
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => (noWords.has(key) ? [] : wordsIn(one)))
      : []

/** Names of fields by their path, for the summary. */
function labelsOf(t: Texts, view: ExchangeView): Record<string, string> {
  const labels: Record<string, string> = {
    recipient: t('exchange.recipient.label'),
    language: t('exchange.language.label'),
    asked: t('exchange.questions.title'),
    askedDay: t('exchange.day.label'),
    day: t('exchange.day.propose'),
    reason: t('exchange.reason.label'),
    verdict: t('exchange.verdict.label'),
    text: t('exchange.messages.label'),
    urgentReason: t('exchange.urgent.reason'),
  }
  for (const { id, label } of view.form) labels[`fields.${id}`] = label
  for (const { id, text } of view.questions) {
    labels[`answers.${id}.answer`] = text
    labels[`notes.${id}`] = t('base.field.named', { label: t('exchange.note.label'), message: text })
  }
  return labels
}

/** What stands in the fields: what was typed, or the saved draft where only a button was sent. */
export const contentOf = (view: ExchangeView, again: Again | undefined): Again['typed'] =>
  again && 'language' in again.typed ? again.typed : { ...view.draft?.content, ...again?.typed }

/** What was sent already of the answers to a round, as its fields hold it. */
const sentAnswers = (view: ExchangeView, round: number): Record<string, unknown> =>
  Object.fromEntries(
    view.answers
      .filter(answer => answer.round === round)
      .map(({ question, answer, details }) => [
        question,
        { answer, details: Object.fromEntries(details.map(({ id, value }) => [id, value])) },
      ]),
  )

function answering(ports: ExchangePorts, call: Call<Actor>, view: ExchangeView, again?: Again) {
  const { t } = call
  const procedure = ports.catalogue.byId(view.procedure)
  if (!procedure) return questionCards(call, view)
  const content = contentOf(view, again)
  const errors = errorsByPath(t, again?.refusal?.problems ?? [])
  const language = typeof content.language === 'string' ? content.language : (call.who?.lang ?? t.lang)
  const round = Math.max(...view.questions.map(question => question.round))
  const typed = Object.entries({ ...(content.answers as object | undefined) })
  const overtaken = again ? [] : overtakenIn(view)
  const before = { ...returnedAnswers(view, round), ...sentAnswers(view, round) }
  const answers = { ...before, ...Object.fromEntries(typed.filter(([id]) => !overtaken.includes(id))) }
  const picks = { href: saveHref(view), offer: again?.offer ?? null }
  const spec = { procedure, lists: ports.lists, language, answers, errors, picks }
  const saved = view.draft?.content.answers as object | undefined
  const start = { language: call.who?.lang ?? t.lang, ...view.draft?.content }
  return html`${revisionField(view, { ...start, answers: { ...before, ...saved } }, heldIn(again))}
${blockWords(t)}${templateBar(t, view.number, again?.templates)}
${questionCards(call, view, question =>
  question.round === round && holderOf(view, question)?.standing !== 'open'
    ? answerFields(t, question, spec)
    : answerText(t, view, question),
)}
${languageField(t, ports.lists, language, errors)}`
}
