// Seats those who take part in an invented exchange: both sides, their coordinators, others of the recipient's country.
import type { Authority } from '../authority/model.ts'
import type { CoordinatorPart, Side } from '../permission/model.ts'
import type { Assignment } from './aims.ts'
import type { Chance } from './chance.ts'
import type { Given } from './histories.ts'
import { handlerAt, type Seat, type Seats } from './seats.ts'

export type Seating = {
  readonly seats: Seats
  readonly isApproved: Readonly<Record<Side, boolean>>
  readonly waitsFor: CoordinatorPart | null
}

/** Who approves is set by each authority; who gives an opinion is the nearest. */
export function seatsFor(given: Given, assignment: Assignment, chance: Chance): Seating {
  const { handlers, judges, coordination, others } = given
  const { aim, sender, recipient, procedure, waiting } = assignment
  const handler = (one: Authority): Seat => seat(one, handlerAt(handlers, one.id, chance))
  const judge = (one: Authority | null): Seat | null => one && seat(one, handlerAt(judges, one.id, chance))
  const forced = waiting && coordination.byId(waiting.coordinator)
  const nearest = (one: Authority) => coordination.nearest(one.country, one.area)
  const setBy = {
    sender: coordination.approver(sender, procedure, 'send'),
    recipient: coordination.approver(recipient, procedure, 'answer'),
  }
  const wanted = {
    sender: waiting?.part === 'sender-coordinator' ? forced : null,
    recipient: waiting?.part === 'recipient-coordinator' ? forced : null,
  }
  const sides = { sender: handler(sender), recipient: handler(recipient) }
  const first = others(recipient, [], chance)
  const helper = first && others(recipient, [first.id], chance)
  const through = waiting?.part === 'through' ? forced : nearest(recipient)
  const found = {
    ...sides,
    'sender-coordinator': judge(coordinatorFor('sender')),
    'recipient-coordinator': judge(coordinatorFor('recipient')),
    first: first && handler(first),
    helper: (helper ?? first) && handler(helper ?? first ?? recipient),
    through: through && handler(through),
  }
  function coordinatorFor(side: Side): Authority | null {
    const one = side === 'sender' ? sender : recipient
    return aim.state === 'referred' ? nearest(one) : (wanted[side] ?? setBy[side] ?? nearest(one))
  }
  return {
    seats: Object.fromEntries(Object.entries(found).filter(([, one]) => one !== null)) as Seats,
    isApproved: { sender: setBy.sender !== null, recipient: setBy.recipient !== null },
    waitsFor: waiting?.part === 'through' ? null : (waiting?.part ?? null),
  }
}

const seat = ({ id, country }: Authority, handler: Seat['handler']): Seat => ({
  authority: id,
  country,
  handler,
})
