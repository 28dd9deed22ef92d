// Where the questions of a split lie, and what a child is a part of, as one reader may see it.
import type { Texts } from '../base/text.ts'
import type { Opened } from './open.ts'
import { partyView } from './party-view.ts'
import type { ChildView, ExchangeView } from './view-schema.ts'

/** In the order of the log. */
export const childrenView = (t: Texts, { children, authorities }: Opened): ChildView[] =>
  children.map(child => ({
    ...{ round: child.round, state: child.state, standing: child.standing },
    number: child.isOwn ? child.exchange : null,
    recipient: partyView(t, authorities, child.recipient),
    stateLabel: t(`exchange.state.${child.state}`),
    questions: [...child.questions],
    answeredAt: child.answeredAt,
    answers: child.answers,
  }))

/** The number only for who gave the questions: nobody else in the child has a part in what was split. */
export const parentView = (t: Texts, { request, stored, authorities }: Opened): ExchangeView['parent'] =>
  request.parent && {
    number: stored.part === 'sender' ? request.parent.exchange : null,
    sender: partyView(t, authorities, request.parent.sender),
  }
