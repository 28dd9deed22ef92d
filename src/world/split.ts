// Plays what becomes of questions that were given to another authority of the country: an exchange of its own.
import type { Asked, Command, Given } from '../exchange/kinds/request-shape.ts'
import { inventAnswers } from './answers.ts'
import { isoDay } from './days.ts'
import type { Telling } from './deeds.ts'
import type { Deed } from './fold.ts'
import { type Gap, momentIn } from './gaps.ts'
import { seatOf } from './seats.ts'

/** What a child is made from: the parent's case, and until when it has time. */
export type Splitting = {
  readonly send: Command & { readonly action: 'send' }
  readonly asked: readonly Asked[]
  readonly gap: Gap
  /** Whether the parent was answered at the end of the gap: then all has come back. */
  readonly isOver: boolean
}

export type ChildStory = {
  readonly deeds: readonly Deed[]
  /** What came back, with the language; null: not answered. */
  readonly answers: Readonly<Record<string, Given>> | null
}

/**
 * Accepted, answered, closed, as far as there is time; in the end of some that are still open the answer is missing.
 * Null where the parent's answer would come before the child's.
 */
export function childStory(telling: Telling, { send, asked, gap, isOver }: Splitting): ChildStory | null {
  const { days, seats, sources, substance, chance } = telling
  const [asker, helper] = [seatOf(seats, 'recipient'), seatOf(seats, 'helper')]
  const lang = helper.handler.lang
  const accepted = momentIn(days, helper.country, gap, 0.3)
  const answered = accepted && momentIn(days, helper.country, { ...gap, fromMs: accepted.atMs }, 0.6)
  const isDone = isOver || chance.isIn(0.4)
  const isBegun = isOver || chance.isIn(0.7)
  if (isOver && !answered) return null
  const deeds: Deed[] = [{ by: 'sender', atMs: gap.fromMs, command: send }]
  const today = (at: { readonly day: number }) => isoDay(at.day)
  if (accepted && isBegun && today(accepted) <= send.askedDay)
    deeds.push({
      by: 'recipient',
      atMs: accepted.atMs,
      command: { action: 'accept', today: today(accepted) },
    })
  else return isOver ? null : { deeds, answers: null }
  if (!answered || !isDone) return { deeds, answers: null }
  const plain = inventAnswers({ sources, substance, asked, lang, day: answered.day, chance, known: {} })
  const answer = { action: 'answer', language: lang, answers: plain } as const
  deeds.push({ by: 'recipient', atMs: answered.atMs, command: answer })
  const closed = momentIn(days, asker.country, { ...gap, fromMs: answered.atMs }, 0.5)
  if (closed && chance.isIn(0.6))
    deeds.push({ by: 'sender', atMs: closed.atMs, command: { action: 'close' } })
  const answers = Object.entries(plain).map(([id, one]) => [id, { ...one, language: lang }] as const)
  return { deeds, answers: Object.fromEntries(answers) }
}
