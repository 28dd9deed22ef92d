// Where the questions of a split lie: children on the page, their answers in the form, and a child's parent.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { rich } from '../base/ui/rich.ts'
import { partName } from './parts.ts'
import { anchors } from './permalink.ts'
import type { ChildView, ExchangeView, QuestionView } from './view-schema.ts'

/** Anchor of a question's card. */
export const cardId = ({ round, id }: QuestionView): string => anchors.question(round, id)

/** Each child with the questions that it holds; nothing where the request was not split. */
export function childrenOf(t: Texts, view: ExchangeView): Html | null {
  if (view.children.length === 0) return null
  return html`<section class="children" id="children"><h2>${t('exchange-split.title')}</h2>
<ul>${view.children.map(child => html`<li data-standing="${child.standing}">${childOf(t, view, child)}</li>`)}</ul>
</section>`
}

function childOf(t: Texts, view: ExchangeView, child: ChildView): Html {
  const held = view.questions.filter(({ id, round }) => round === child.round && child.questions.includes(id))
  return html`<p>${partName(t, child.recipient)}</p>
<p class="where"><span>${child.stateLabel}</span>${
    child.number && html` <a href="/exchanges/${child.number}">${child.number}</a>`
  }</p>
<ol>${held.map(
    question => html`<li><span class="at">${t.number(question.number)}</span>
<a href="#${cardId(question)}">${question.text}</a></li>`,
  )}</ol>`
}

/** Of which request a child is a part; the number for who may open it. */
export const partOf = (t: Texts, { parent }: ExchangeView): Html | null =>
  parent &&
  html`<p class="part-of">${rich(t, 'exchange-split.part-of', { name: partName(t, parent.sender) })}${
    parent.number && html` <a href="/exchanges/${parent.number}">${parent.number}</a>`
  }</p>`

/** The child that holds a question; one that was refused or withdrawn gave it back. */
export const holderOf = (view: ExchangeView, { id, round }: QuestionView): ChildView | undefined =>
  view.children.find(
    child => child.round === round && child.standing !== 'returned' && child.questions.includes(id),
  )

/** At a question: with whom it lies, or whose answer stands there. */
export function holderLine(t: Texts, view: ExchangeView, question: QuestionView): Html | null {
  const child = holderOf(view, question)
  if (!child) return null
  const isHere = child.answers[question.id] !== undefined
  return html`<p class="help">${t(isHere ? 'exchange-split.from' : 'exchange-split.with', {
    name: child.recipient.name,
  })}</p>`
}

/** What came back for a round, as the fields of the answer hold it. */
export const returnedAnswers = (view: ExchangeView, round: number): Record<string, unknown> =>
  Object.assign({}, ...view.children.filter(child => child.round === round).map(({ answers }) => answers))

/** Questions whose answer came back after a draft was saved: what stands in the draft was typed before. */
export const overtakenIn = ({ draft, children }: ExchangeView): readonly string[] =>
  draft
    ? children
        .filter(({ answeredAt }) => answeredAt !== null && answeredAt > draft.savedAt)
        .flatMap(({ answers }) => Object.keys(answers))
    : []
