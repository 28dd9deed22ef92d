// In which state each exchange is left: by weight, and for the cast by a list, so that it finds something of all.
import type { Authority } from '../authority/model.ts'
import type { State } from '../exchange/kinds/request-shape.ts'
import type { CoordinatorPart, Side } from '../permission/model.ts'
import { castAuthorities, castCoordinators } from './cast.ts'
import type { Chance } from './chance.ts'
import { type DayNumber, dayNumber } from './days.ts'
import { type Pair, pairsIn } from './pairs.ts'
import type { Aim, Due } from './tempo.ts'
import type { Wish } from './weave.ts'

/** Of a coordinator for which something is to wait: whose coordinator it is there. */
export type Waiting = { readonly coordinator: string; readonly part: CoordinatorPart | 'through' }

export type Assignment = Pair & {
  readonly aim: Aim
  readonly wish: Wish | null
  readonly waiting: Waiting | null
  /** Of a year past: on or after which day it was sent. */
  readonly sent?: DayNumber
}

/** Whom each exchange is between and how it ends; `number` counts from 0. */
export type Assign = (number: number, chance: Chance) => Assignment

/** What an authority of the cast has, first what tells most. Side, state, when it is due, what else happens in it. */
const castList: readonly (readonly [Side, State, Due | null, Wish?])[] = [
  ['recipient', 'accepted', 'late', 'remind'],
  ['recipient', 'sent', null],
  ['sender', 'answered', null],
  ['recipient', 'accepted', 'soon', 'message'],
  ['sender', 'date-proposed', null],
  ['sender', 'draft', null],
  ['recipient', 'further-requested', 'soon'],
  ['sender', 'accepted', 'later', 'split'],
  ['recipient', 'accepted', 'today', 'attach'],
  ['sender', 'awaiting-approval', null],
  ['recipient', 'answer-awaiting-approval', null],
  ['recipient', 'closed', null],
  ['sender', 'referred', null],
  ['sender', 'closed', null],
  ['recipient', 'accepted', 'later', 'split'],
  ['recipient', 'sent', null, 'forward'],
  ['sender', 'sent', null],
  ['sender', 'refused', null],
  ['recipient', 'withdrawn', null],
  ['sender', 'further-requested', 'later', 'message'],
  ['recipient', 'referred', null],
  ['recipient', 'accepted', 'late'],
  ['sender', 'answered', null, 'split'],
  ['recipient', 'date-proposed', null],
  ['sender', 'accepted', 'late', 'forward'],
  ['recipient', 'answered', null, 'attach'],
  ['recipient', 'refused', null],
  ['sender', 'draft', null],
  ['recipient', 'accepted', 'soon', 'split'],
  ['sender', 'accepted', 'soon', 'attach'],
  ['sender', 'awaiting-approval', null, 'return'],
  ['recipient', 'closed', null, 'split'],
  ['sender', 'closed', null, 'message'],
  ['recipient', 'closed', null],
  ['sender', 'closed', null],
]

/** What waits for a coordinator of a legal area, and for a national one: side of the authority for which it acts. */
const areaList: readonly (readonly [Side, State])[] = [
  ['sender', 'awaiting-approval'],
  ['recipient', 'referred'],
  ['recipient', 'answer-awaiting-approval'],
]
const nationalList: readonly (readonly [Side, State])[] = [
  ['sender', 'awaiting-approval'],
  ['recipient', 'sent'],
  ['recipient', 'answer-awaiting-approval'],
]

/** Of a hundred exchanges of the others. */
const usual: Readonly<Record<State, number>> = {
  closed: 73,
  answered: 4,
  accepted: 8,
  sent: 4,
  'date-proposed': 1.5,
  'further-requested': 1.5,
  refused: 3,
  withdrawn: 2.5,
  draft: 0.5,
  'awaiting-approval': 0.5,
  'answer-awaiting-approval': 0.7,
  referred: 0.8,
}

const usualDue: Readonly<Record<Due, number>> = { later: 62, soon: 22, today: 5, late: 11 }

/** How far the lists of two authorities of the cast lie apart: even a small world has every state. */
const listStep = 4
const withinCast = 0.4

/** What waits for the coordinators of the cast comes first, then the exchanges of its authorities; then the others. */
export function assignmentsIn(directory: readonly Authority[]): Assign {
  const pairs = pairsIn(directory)
  const byId = new Map(directory.map(authority => [authority.id, authority]))
  const cast = castAuthorities.flatMap(id => byId.get(id) ?? [])
  const coordinated = castCoordinators.flatMap(id => waitingFor(byId.get(id), cast))
  return (number, chance) => {
    const first = coordinated[number]
    if (first) {
      const { one, side, aim, waiting } = first
      const wish = waiting.part === 'through' ? 'to-coordinator' : null
      return { ...pairs.of(one, side === 'sender', chance), aim, waiting, wish }
    }
    const counted = number - coordinated.length
    const place = counted % cast.length
    const round = Math.floor(counted / cast.length)
    const one = cast[place]
    const listed = castList[(round + place * listStep) % castList.length]
    if (!one || !listed || round >= castList.length)
      return { ...pairs.any(chance), aim: usualAim(chance), wish: null, waiting: null }
    const [part, state, due, wish = null] = listed
    const among = chance.isIn(withinCast) ? cast : []
    return { ...pairs.of(one, part === 'sender', chance, among), aim: { state, due }, wish, waiting: null }
  }
}

/** Of a hundred exchanges of a year past: nothing is open any more. */
const ended = { closed: 93, refused: 3, withdrawn: 4 } as const
/** Neither the first week nor the last days, so that nothing slips out of the year. Unit: days of the year, from 0. */
const within = { from: 8, to: 350 } as const

/** A year past: everything was sent in it and has ended since. */
export function assignmentsOfYear(directory: readonly Authority[], year: number): Assign {
  const pairs = pairsIn(directory)
  const first = dayNumber(`${year}-01-01`)
  return (_, chance) => ({
    ...pairs.any(chance),
    aim: { state: chance.weighted(ended), due: null },
    ...{ wish: null, waiting: null, sent: first + chance.between(within.from, within.to) },
  })
}

type First = Pick<Assignment, 'aim'> & {
  readonly one: Authority
  readonly side: Side
  readonly waiting: Waiting
}

/** At the cast's authority in the country that the coordinator is there for. */
function waitingFor(coordinator: Authority | undefined, cast: readonly Authority[]): readonly First[] {
  if (!coordinator) return []
  const isNational = coordinator.type === 'national-coordinator'
  const one = cast.find(
    ({ country, area }) => country === coordinator.country && (isNational || area === coordinator.area),
  )
  if (!one) return []
  return (isNational ? nationalList : areaList).map(([side, state]) => ({
    ...{ one, side, aim: { state, due: null } },
    waiting: { coordinator: coordinator.id, part: state === 'sent' ? 'through' : `${side}-coordinator` },
  }))
}

function usualAim(chance: Chance): Aim {
  const state = chance.weighted(usual)
  const isOwed = state === 'accepted' || state === 'further-requested'
  return { state, due: isOwed ? chance.weighted(usualDue) : null }
}
