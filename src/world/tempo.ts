// How fast the people of an exchange are, and in which state it is left: drawn before its days are counted.

import type { State } from '../exchange/kinds/request-shape.ts'
import type { CoordinatorPart, Side } from '../permission/model.ts'
import { type Chance, hashOf } from './chance.ts'

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

/** From 0 to 1; the same for a country in every world. Source of what the scoreboard shows. */
export const slownessOf = (country: string): number => hashOf(`slowness|${country}`) / 2 ** 32

export function inventTempo(aim: Aim, recipientCountry: string, chance: Chance): Tempo {
  const slowness = slownessOf(recipientCountry)
  const isFurther =
    aim.state === 'further-requested' ||
    ((aim.state === 'answered' || aim.state === 'closed') && chance.isIn(0.08))
  return {
    draftToSend: chance.isIn(0.7) ? 0 : chance.between(1, 3),
    react: chance.isIn(0.04 + 0.22 * slowness) ? chance.between(6, 9) : chance.between(0, 5),
    term: chance.between(10, 22),
    longer: aim.state === 'date-proposed' || chance.isIn(0.13) ? chance.between(3, 10) : null,
    isInsisted: chance.isIn(0.2),
    respond: chance.between(0, 3),
    answer: chance.isIn(0.06 + 0.26 * slowness) ? chance.between(1, 9) : -chance.between(0, 8),
    further: isFurther
      ? { after: chance.between(1, 5), term: chance.between(6, 12), answer: -chance.between(-2, 5) }
      : null,
    close: chance.isIn(0.85) ? chance.between(0, 7) : chance.between(8, 20),
  }
}

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
