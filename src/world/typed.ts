// What somebody has typed and not sent, and what each side has looked at: so that a worklist has drafts and news.
import type { HistoryRow } from '../exchange/store/history.ts'
import { inventAnswers } from './answers.ts'
import { type DayNumber, isoDay } from './days.ts'
import type { Telling } from './deeds.ts'
import type { Deed, Typed } from './fold.ts'
import { inventAsking } from './matter.ts'
import type { Step } from './schedule.ts'
import { seatAt, seatOf } from './seats.ts'

const share = { answerBegun: 0.3, fieldTyped: 0.7, lookedAt: 0.75 } as const

type Told = {
  readonly steps: readonly Step[]
  readonly deeds: readonly Deed[]
}

/** A draft where nothing was sent; an answer that was begun, now and then, where one is owed. */
export function typedOf(telling: Telling, { steps, deeds }: Told): Typed | null {
  const { chance, days, seats } = telling
  const { country } = seatOf(seats, 'recipient')
  const last = steps.at(-1)
  if (!last) return null
  if (last.action === 'draft') {
    const asked = days.shift(country, last.day, chance.between(15, 22))
    return { by: 'sender', atMs: last.atMs, content: draftOf(telling, last.day, isoDay(asked)) }
  }
  const isOwed = ['accept', 'agree', 'insist', 'ask-further'].includes(last.action)
  if (!isOwed || !chance.isIn(share.answerBegun)) return null
  const day = days.shift(country, last.day, 1)
  const atMs = days.at(country, day, 60 * (9 + 7 * chance.next()))
  return atMs < days.nowMs ? { by: 'recipient', atMs, content: answerBegun(telling, deeds, day) } : null
}

/** Some fields are still empty. */
function draftOf({ sources, substance, seats, chance }: Telling, day: DayNumber, askedDay: string) {
  const { language, fields, asked, isUrgent } = inventAsking(sources, substance, {
    ...{ lang: seatOf(seats, 'sender').handler.lang, day, chance },
  })
  const notes = asked.flatMap(({ question, note }) => (note ? [[question, note] as const] : []))
  const typed = Object.entries(fields).filter(([id]) => id === 'background' || chance.isIn(share.fieldTyped))
  return {
    ...{ recipient: substance.recipient.id, language, fields: Object.fromEntries(typed), isUrgent },
    asked: asked.map(({ question }) => question),
    notes: Object.fromEntries(notes),
    ...(chance.isIn(share.fieldTyped) ? { askedDay } : {}),
  }
}

/** The first half of the answers. */
function answerBegun({ sources, substance, seats, chance }: Telling, deeds: readonly Deed[], day: DayNumber) {
  const asked =
    deeds
      .flatMap(deed => {
        const command = 'command' in deed ? deed.command : null
        return command?.action === 'send' || command?.action === 'ask-further' ? [command.asked] : []
      })
      .at(-1) ?? []
  const { lang } = seatOf(seats, 'recipient').handler
  const answers = Object.entries(inventAnswers({ sources, substance, asked, lang, day, chance, known: {} }))
  return { language: lang, answers: Object.fromEntries(answers.slice(0, Math.ceil(answers.length / 2))) }
}

/** Who acted has seen all before; what the other side did later was mostly looked at a working day later. */
export function seenOf(
  { log, parts }: Pick<HistoryRow, 'log' | 'parts'>,
  { days, seats, chance }: Pick<Telling, 'days' | 'seats' | 'chance'>,
): HistoryRow['seen'] {
  return parts.flatMap(({ authority, part }) => {
    const last = log.at(-1)
    const own = log.findLast(entry => entry.authority === authority)
    const seat = seatAt(seats, authority)
    if (!last || !seat || (part !== 'sender' && part !== 'recipient')) return []
    const { user } = seat.handler
    const next = days.shift(seat.country, Math.floor(Date.parse(last.at) / 86_400_000), 1)
    const lookedMs = days.at(seat.country, next, 60 * (8 + 8 * chance.next()))
    if (lookedMs < days.nowMs && chance.isIn(share.lookedAt))
      return [{ user, authority, version: last.version, at: new Date(lookedMs).toISOString() }]
    return own ? [{ user, authority, version: own.version, at: own.at }] : []
  })
}
