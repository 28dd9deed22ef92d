// How fast the people of an exchange are, and in which state it is left: drawn before its days are counted.

import type { State } from '../exchange/kinds/request-shape.ts'
import type { CoordinatorPart, Side } from '../permission/model.ts'
import type { Chance } from './chance.ts'
import { paceOf } from './pace.ts'

/** Where the agreed day lies, seen from today. */
export type Due = 'late' | 'today' | 'soon' | 'later'

export type Aim = { readonly state: State; readonly due: Due | null }

/** Who does something: a side, its coordinator, or one that had the request before it was forwarded. */
export type Doer = Side | CoordinatorPart | 'first' | 'through'

/** On whose side, and so in whose country. */
export const sideOf = (doer: Doer): Side => (doer.startsWith('sender') ? 'sender' : 'recipient')

export type Action =
  | 'draft'
  | 'send'
  | 'submit'
  | 'accept'
  | 'propose-date'
  | 'agree'
  | 'insist'
  | 'refuse'
  | 'withdraw'
  | 'answer'
  | 'submit-answer'
  | 'ask-further'
  | 'refer'
  | 'close'

/** Unit of all numbers: working days. */
export type Tempo = {
  readonly draftToSend: number
  /** From sending to accepting, proposing another day or refusing. */
  readonly react: number
  /** From sending to the day asked for. */
  readonly term: number
  /** How much later the recipient proposes; null: it accepts the day. */
  readonly longer: number | null
  readonly isInsisted: boolean
  readonly respond: number
  /** The answer against the agreed day: negative is early. */
  readonly answer: number
  readonly further: { readonly after: number; readonly term: number; readonly answer: number } | null
  readonly close: number
}

/** Nobody takes longer, not even where answers are slow. Unit: working days. */
const longestMax = 70
const workingShare = 5 / 7

export function inventTempo(aim: Aim, recipientCountry: string, chance: Chance): Tempo {
  const pace = paceOf(recipientCountry)
  const isFurther =
    aim.state === 'further-requested' ||
    ((aim.state === 'answered' || aim.state === 'closed') && chance.isIn(0.08))
  const react = chance.isIn(pace.acceptedSoon) ? chance.between(0, 4) : chance.between(7, 12)
  const wanted = Math.round(pace.daysToAnswer * workingShare * around(chance))
  const untilAnswer = Math.min(Math.max(wanted, react, 2), longestMax)
  const isLate = !chance.isIn(pace.onTime)
  const answer = isLate ? chance.between(1, Math.min(9, untilAnswer - 1)) : -chance.between(0, 6)
  const longer = aim.state === 'date-proposed' || chance.isIn(0.13) ? chance.between(3, 10) : null
  const isInsisted = chance.isIn(0.2)
  const isAgreedLater = longer !== null && !isInsisted
  return {
    draftToSend: chance.isIn(0.7) ? 0 : chance.between(1, 3),
    ...{ react, longer, isInsisted, answer },
    // The offices ask for the day that they may hope for.
    term: Math.max(untilAnswer - answer - (isAgreedLater ? longer : 0), react + 1, 2),
    respond: chance.between(0, 3),
    further: isFurther
      ? { after: chance.between(1, 5), term: chance.between(6, 12), answer: -chance.between(-2, 5) }
      : null,
    close: chance.isIn(0.85) ? chance.between(0, 7) : chance.between(8, 20),
  }
}

/** Around 1, with a long tail. */
const around = (chance: Chance): number => 0.4 - 0.6 * Math.log(1 - chance.next())

/** What happened, in order, until an exchange is left where the aim says. */
export function storyOf({ state }: Aim, tempo: Tempo, isWithdrawnLate: boolean): readonly Action[] {
  const sent: readonly Action[] = ['draft', 'send']
  const agreed: readonly Action[] =
    tempo.longer === null
      ? [...sent, 'accept']
      : [...sent, 'propose-date', tempo.isInsisted ? 'insist' : 'agree']
  const further: readonly Action[] = tempo.further ? ['ask-further', 'answer'] : []
  switch (state) {
    case 'draft':
      return ['draft']
    case 'awaiting-approval':
      return ['draft', 'submit']
    case 'sent':
      return sent
    case 'date-proposed':
      return [...sent, 'propose-date']
    case 'accepted':
      return agreed
    case 'further-requested':
      return [...agreed, 'answer', 'ask-further']
    case 'answered':
      return [...agreed, 'answer', ...further]
    case 'answer-awaiting-approval':
      return [...agreed, 'submit-answer']
    case 'referred':
      return [...agreed, 'answer', 'refer']
    case 'closed':
      return [...agreed, 'answer', ...further, 'close']
    case 'refused':
      return [...sent, 'refuse']
    case 'withdrawn':
      return [...(isWithdrawnLate ? agreed : sent), 'withdraw']
  }
}

/** Who does it. */
export const partOf = (action: Action): Side => {
  switch (action) {
    case 'accept':
    case 'propose-date':
    case 'refuse':
    case 'answer':
    case 'submit-answer':
      return 'recipient'
    default:
      return 'sender'
  }
}
