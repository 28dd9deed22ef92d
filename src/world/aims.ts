// In which state each exchange is left: by weight, and for the cast by a list, so that it finds something of all.
import type { Authority } from '../authority/model.ts'
import type { Side } from '../permission/model.ts'
import { castAuthorities } from './cast.ts'
import type { Chance } from './chance.ts'
import { type Pair, pairsIn } from './pairs.ts'
import type { Aim, AimedState, Due } from './tempo.ts'

export type Assignment = Pair & { readonly aim: Aim; readonly isOfCast: boolean }

/** What an authority of the cast has, first what tells most. Side, state, when it is due. */
const castList: readonly (readonly [Side, AimedState, Due | null])[] = [
  ['recipient', 'accepted', 'late'],
  ['recipient', 'sent', null],
  ['sender', 'answered', null],
  ['recipient', 'accepted', 'soon'],
  ['sender', 'date-proposed', null],
  ['sender', 'accepted', 'later'],
  ['recipient', 'further-requested', 'soon'],
  ['sender', 'draft', null],
  ['recipient', 'accepted', 'today'],
  ['recipient', 'closed', null],
  ['sender', 'closed', null],
  ['recipient', 'accepted', 'later'],
  ['recipient', 'sent', null],
  ['sender', 'sent', null],
  ['sender', 'refused', null],
  ['recipient', 'withdrawn', null],
  ['sender', 'further-requested', 'later'],
  ['recipient', 'accepted', 'late'],
  ['sender', 'answered', null],
  ['recipient', 'date-proposed', null],
  ['sender', 'accepted', 'late'],
  ['recipient', 'answered', null],
  ['recipient', 'refused', null],
  ['sender', 'draft', null],
  ['recipient', 'accepted', 'soon'],
  ['sender', 'accepted', 'soon'],
  ['recipient', 'closed', null],
  ['sender', 'closed', null],
  ['recipient', 'closed', null],
  ['sender', 'closed', null],
]

/** Of a hundred exchanges of the others. */
const usual: Readonly<Record<AimedState, number>> = {
  closed: 75,
  answered: 4,
  accepted: 8,
  sent: 4,
  'date-proposed': 1.5,
  'further-requested': 1.5,
  refused: 3,
  withdrawn: 2.5,
  draft: 0.5,
}

const usualDue: Readonly<Record<Due, number>> = { later: 62, soon: 22, today: 5, late: 11 }

/** How far the lists of two authorities of the cast lie apart: even a small world has every state. */
const listStep = 4
const withinCast = 0.4

/** The exchanges of the cast come first; the others follow. `number` counts from 0. */
export function assignmentsIn(
  directory: readonly Authority[],
): (number: number, chance: Chance) => Assignment {
  const pairs = pairsIn(directory)
  const byId = new Map(directory.map(authority => [authority.id, authority]))
  const cast = castAuthorities.flatMap(id => byId.get(id) ?? [])
  return (number, chance) => {
    const place = number % cast.length
    const round = Math.floor(number / cast.length)
    const one = cast[place]
    const listed = castList[(round + place * listStep) % castList.length]
    if (!one || !listed || round >= castList.length)
      return { ...pairs.any(chance), aim: usualAim(chance), isOfCast: false }
    const [part, state, due] = listed
    const among = chance.isIn(withinCast) ? cast : []
    return { ...pairs.of(one, part === 'sender', chance, among), aim: { state, due }, isOfCast: true }
  }
}

function usualAim(chance: Chance): Aim {
  const state = chance.weighted(usual)
  const isOwed = state === 'accepted' || state === 'further-requested'
  return { state, due: isOwed ? chance.weighted(usualDue) : null }
}
