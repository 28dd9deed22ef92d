// The head of an exchange's page and the bar of its actions: whose turn it is, until when, what can be done now.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { button, linkButton } from '../base/ui/button.ts'
import { backLink } from '../base/ui/page-parts.ts'
import { daysBetween } from '../calendar/model.ts'
import { isCoordinator } from '../permission/model.ts'
import { type Content, marksOf } from './draft-merge.ts'
import { nextKey } from './kinds/request-table.ts'
import type { Again } from './page-exchange.ts'
import { actionBar, exchangeHead, urgencyOf } from './parts.ts'
import type { ActionView, ExchangeView } from './view-schema.ts'

export const areaName = (t: Texts, area: string): string =>
  t.has(`lexicon.area.${area}`) ? t(`lexicon.area.${area}`) : area

/** Subject, number, legal area, procedure, and who asks whom. */
export function headOf(t: Texts, view: ExchangeView, back: Html = worklistLink(t)): Html {
  const { sender, recipient } = view.parties
  const missing = { name: t('exchange.recipient.none'), country: sender.country, lang: t.lang }
  return exchangeHead(t, {
    back,
    title: view.title,
    about: [view.number, areaName(t, view.area), t(`${view.procedure}.short`)],
    sender,
    recipient: recipient ?? missing,
  })
}

const worklistLink = (t: Texts): Html => backLink(t('exchange.worklist.title'), '/worklist')

/** Actions that take nothing but the version: one click. The others lead to a page of their own. */
const oneClick = new Set(['accept', 'agree', 'insist', 'acknowledge', 'approve', 'take-back'])
/** The first of these that is possible is the primary one. */
const mainOnes = [
  ...['answer', 'accept', 'agree', 'propose-date', 'close', 'acknowledge'],
  ...['approve', 'give-opinion'],
]
const grave = new Set(['refuse', 'withdraw', 'insist'])
/** Sent by the form on the page itself. */
const inForm = new Set(['answer', 'answer-part', 'save-answer', 'send', 'save-draft'])
/** Stands with the messages and attachments, not in the bar. */
const isElsewhere = ({ action }: ActionView): boolean =>
  ['write-message', 'attach', 'withdraw-attachment'].includes(action)

/** `saving` tells whether what was typed is saved. */
export function barOf(t: Texts, view: ExchangeView, saving?: Html): Html {
  const { deadlines, actions, state, part, turn } = view
  const day = deadlines.answerBy ?? deadlines.proposed ?? deadlines.asked
  const isOwed = part === 'recipient' && ['accepted', 'further-requested'].includes(state)
  const isOver =
    turn === 'ended' || ['answered', 'referred', 'closed', 'refused', 'withdrawn'].includes(state)
  const urgency = urgencyOf({ day, today: deadlines.today, state: isOver ? 'done' : 'owed' })
  const late = day && !isOver ? -daysBetween(deadlines.today, day) : 0
  const primary = mainOnes.find(name => actions.some(({ action }) => action === name))
  return actionBar({
    // The coordinators' opinions are waited for: neither late nor done.
    tone: urgency === 'later' || state === 'referred' ? 'calm' : urgency,
    headline:
      late > 0 && isOwed
        ? t('exchange.bar.late', { count: late })
        : t(`exchange.next.${nextKey(leftBy(view) ?? state, part, turn)}`),
    saving,
    detail: html`${detailOf(t, view)}${approvalOf(t, view)}`,
    buttons: actions
      .filter(one => !isElsewhere(one))
      .toSorted((a, b) => Number(b.action === primary) - Number(a.action === primary))
      .map(one => actionButton(one, one.action === primary)),
  })
}

/** Who left it by a hand-over did not forward it. */
const leftBy = ({ part, history }: ExchangeView): string | undefined =>
  part === 'former' ? history.at(-1)?.event : undefined

function detailOf(t: Texts, { deadlines, state, stateLabel, parties }: ExchangeView): string {
  const { answerBy, proposed, asked } = deadlines
  if (['refused', 'withdrawn', 'closed'].includes(state)) return stateLabel
  const country = parties.recipient?.country ?? parties.sender.country
  // After a forwarding another day may be proposed than the one that was agreed.
  if (proposed && state === 'date-proposed')
    return t('exchange.bar.proposed', { when: t.dayLong(proposed), askedDay: answerBy ?? asked ?? proposed })
  if (answerBy) return t('exchange.bar.agreed', { when: t.dayLong(answerBy), country })
  return asked ? t('exchange.bar.asked', { when: t.dayLong(asked), country }) : stateLabel
}

/** Who approves before it leaves; the coordinator itself knows. */
export const approvalOf = (t: Texts, { approver, part }: ExchangeView): Html | null =>
  approver && !isCoordinator(part) ? html`<p>${t('exchange.approval.by', { name: approver.name })}</p>` : null

function actionButton({ action, href, label }: ActionView, isPrimary: boolean): Html {
  const look = {
    variant: isPrimary ? 'primary' : grave.has(action) ? 'tertiary' : 'secondary',
    ...(grave.has(action) && { color: 'danger' as const }),
  } as const
  if (oneClick.has(action) || inForm.has(action))
    return button(label, { ...look, formAction: href, isUnchecked: true })
  return linkButton(label, href, look)
}

/** Title and number for the browser's tab. */
export const tabTitle = (view: ExchangeView): string => `${view.title} – ${view.number}`

/** The first button of a form is the one that Enter in a field presses: it saves, and nothing leaves the house. */
export const quietSave = (label: string, href: string): Html =>
  html`<button class="ds-sr-only" type="submit" formaction="${href}" formnovalidate tabindex="-1">${label}</button>`

/** Where a text was only put in, the form stays the one that was sent: who was faster is told when it is sent on. */
export const isPutIn = (again: Again | undefined): boolean => again?.refusal === null

type Held = Readonly<Record<'version' | 'revision' | 'marks', string | undefined>>

/** What the form carried then. */
export function heldIn(again: Again | undefined): Held | undefined {
  if (!again || !isPutIn(again)) return undefined
  const textIn = (name: string): string | undefined => {
    const value = again.typed[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  return { version: textIn('version'), revision: textIn('revision'), marks: textIn('marks') }
}

/** The fields of the machinery: proof, key, version, revision of the draft. */
export const versionFields = (view: ExchangeView, held?: Held): Html =>
  html`<input type="hidden" name="version" value="${held?.version ?? view.version}">`
/** `shown` is what stood in the fields before anybody typed: the saved draft, and what is filled in beforehand. */
export const revisionField = (view: ExchangeView, shown: Content, held?: Held): Html =>
  html`<input type="hidden" name="revision" value="${held?.revision ?? view.revision}">
<input type="hidden" name="marks" value="${held?.marks ?? marksOf(shown)}">`
