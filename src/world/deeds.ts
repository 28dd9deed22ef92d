// Puts words to the steps of a story: what is asked, answered, proposed, refused and rated, in the author's language.
import type { Asked, ChildNow, Command, Given, Rating } from '../exchange/kinds/request-shape.ts'
import { inventAnswers } from './answers.ts'
import type { Chance } from './chance.ts'
import { type DayNumber, type Days, isoDay } from './days.ts'
import type { Deed } from './fold.ts'
import { gapAfter, type Told } from './gaps.ts'
import { type Asking, inventAsking, type Substance } from './matter.ts'
import { paceOf } from './pace.ts'
import { inventPaper } from './papers.ts'
import { type Seats, seatOf } from './seats.ts'
import type { Sources } from './sources.ts'
import { type ChildStory, childStory } from './split.ts'
import type { Doer } from './tempo.ts'
import type { Story } from './weave.ts'

export type Telling = {
  readonly sources: Sources
  readonly substance: Substance
  readonly seats: Seats
  readonly days: Days
  /** The last day that may be asked for when it is sent on a day. */
  readonly latest: (sent: DayNumber) => DayNumber | null
  readonly chance: Chance
  /** A free number for what is split off; null where there is no room for it. */
  readonly childNumber: () => string | null
}

export type Child = ChildStory & { readonly exchange: string }

/** What is known while the story goes on. */
type Known = {
  asking: Asking | null
  asked: readonly Asked[]
  agreed: DayNumber
  proposed: DayNumber
  isLate: boolean
  /** Of the chain, who has the request. */
  holder: number
  child: Child | null
  /** Of which answers are still to come back into this round. */
  open: Child | null
}

/** The deeds after the draft, and the exchange that was split off. */
export function deedsOf(
  telling: Telling,
  { told, chain }: Story,
): { readonly deeds: readonly Deed[]; readonly child: Child | null } {
  const known: Known = {
    ...{ asking: null, asked: [], agreed: 0, proposed: 0, isLate: false, holder: 0, child: null, open: null },
  }
  const deeds = told.flatMap((step, at): readonly Deed[] => {
    if (step.action === 'draft') return []
    const { by, atMs, day } = step
    if (step.action === 'attach') return [{ by, atMs, paper: inventPaper(telling, by, day) }]
    if (step.action === 'remind') return [{ by, atMs, isReminder: true }]
    const command =
      step.action === 'split'
        ? splitting(telling, known, { told, at })
        : commandOf(telling, known, { ...step, chain })
    return command ? [{ by, atMs, command }] : []
  })
  return { deeds, child: known.child }
}

type Step = Told & Pick<Story, 'chain'>

function commandOf(telling: Telling, known: Known, step: Step): Command {
  const { sources, seats, chance } = telling
  const { action, by, day, due, chain } = step
  const language = seatOf(seats, by).handler.lang
  const words = sources.wordsOf(language)
  const today = isoDay(day)
  switch (action) {
    case 'send':
    case 'submit':
      return sendOf(telling, known, step)
    case 'accept':
    case 'insist':
    case 'approve':
      return { action, today }
    case 'return':
      return { action, reason: words.refusal[2] ?? '', language }
    case 'forward': {
      known.holder += 1
      const { authority } = seatOf(seats, chain[known.holder] ?? 'recipient')
      return { action, recipient: authority, reason: words.refusal[0] ?? '', language, children: [] }
    }
    case 'propose-date':
      known.proposed = due ?? day
      return { action, today, day: isoDay(known.proposed), reason: chance.pick(words.dateReason), language }
    case 'agree':
      known.agreed = known.proposed
      return { action, today }
    case 'refuse':
      return { action, reason: chance.pick(words.refusal), language }
    case 'withdraw':
      return { action, language }
    case 'message':
      return { action: 'write-message', text: words.message[by === 'sender' ? 0 : 1] ?? '', language }
    case 'answer':
    case 'submit-answer':
      return answerOf(telling, known, step)
    case 'ask-further':
      return furtherOf(telling, known, step)
    case 'refer':
    case 'opinion':
      return referralOf(telling, step)
    case 'close':
      return { action, ...ratingOf(telling, known.isLate) }
    default:
      throw new Error(`${action} is no command`)
  }
}

/** The sender is not satisfied; or a coordinator says what it thinks. */
function referralOf({ seats, sources, chance }: Telling, { action, by }: Step): Command {
  const language = seatOf(seats, by).handler.lang
  const words = sources.wordsOf(language)
  if (action === 'refer') {
    const [sender, recipient] = [judge(seats, 'sender-coordinator'), judge(seats, 'recipient-coordinator')]
    const reason = words.furtherReason[1] ?? ''
    return { action: 'not-satisfied', reason, language, coordinators: { sender, recipient } }
  }
  if (by !== 'sender-coordinator' && by !== 'recipient-coordinator') throw new Error(`${by} gives no opinion`)
  const isEnough = chance.isIn(enoughShare)
  const verdict = isEnough ? 'answer-suffices' : 'answer-again'
  return { action: 'give-opinion', by, verdict, language, reason: words.opinion[isEnough ? 0 : 1] ?? '' }
}

const enoughShare = 0.55

const judge = (seats: Seats, doer: Doer): string | null => seats[doer]?.authority ?? null

/** What was returned is sent again as it was. */
function sendOf(
  telling: Telling,
  known: Known,
  { action, day, due, chain, by }: Step,
): Command & { action: 'send' } {
  const { seats, sources, substance, latest: latestOf, chance } = telling
  known.agreed = due ?? day
  const { lang } = seatOf(seats, by).handler
  const asking = known.asking ?? inventAsking(sources, substance, { lang, day, chance })
  known.asking = asking
  known.asked = asking.asked
  const latest = latestOf(day)
  const { authority } = seatOf(seats, chain[0] ?? 'recipient')
  return {
    ...{ action: 'send', ...asking, recipient: authority, askedDay: isoDay(known.agreed) },
    ...{ today: isoDay(day), latestDay: latest === null ? null : isoDay(latest) },
    ...(action === 'submit' && { approver: seatOf(seats, 'sender-coordinator').authority }),
  }
}

/** What others answered stands in it as they wrote it. */
function answerOf(telling: Telling, known: Known, { action, day, by }: Step): Command {
  const { seats, sources, substance, chance } = telling
  const { lang } = seatOf(seats, by).handler
  known.isLate ||= day > known.agreed
  const children = childNow(known.open)
  const from: Readonly<Record<string, Given>> = known.open?.answers ?? {}
  const plain = Object.fromEntries(Object.entries(from).map(([id, { language: _, ...one }]) => [id, one]))
  const answers = inventAnswers({ sources, substance, asked: known.asked, lang, day, chance, known: plain })
  const approver = action === 'submit-answer' && seatOf(seats, 'recipient-coordinator').authority
  return { action: 'answer', language: lang, answers, children, ...(approver && { approver }) }
}

const childNow = (child: Child | null): readonly ChildNow[] =>
  child
    ? [
        {
          exchange: child.exchange,
          standing: child.answers ? 'answered' : 'open',
          answers: child.answers ?? {},
        },
      ]
    : []

function furtherOf(
  { seats, sources, substance, chance }: Telling,
  known: Known,
  { by, day, due }: Step,
): Command {
  const language = seatOf(seats, by).handler.lang
  const { reason, questions } = chance.pick(substance.matters.further)
  known.asked = questions.map(question => ({ question }))
  known.open = null
  known.agreed = due ?? day
  return {
    ...{ action: 'ask-further', today: isoDay(day), language, asked: known.asked },
    ...{ askedDay: isoDay(known.agreed), reason: sources.wordsOf(language).furtherReason[reason] },
  }
}

type Place = { readonly told: readonly Told[]; readonly at: number }

/** Null where there is nothing to give away, or no time for it: then it is not split. */
function splitting(telling: Telling, known: Known, { told, at }: Place): Command | null {
  const { days, seats, substance, chance, childNumber } = telling
  const step = told[at]
  const end = told.findIndex(
    (one, place) => place > at && (one.action === 'answer' || one.action === 'submit-answer'),
  )
  const isOver = end >= 0
  const gap = gapAfter(told, isOver ? end - 1 : told.length - 1, days.nowMs)
  const alone = substance.procedure.questions.flatMap(({ id, when }) => (when ? [] : [id]))
  const free = known.asked.filter(({ question }) => alone.includes(question))
  if (!step || !known.asking || free.length < 2) return null
  const given = chance.shuffled(free).slice(0, Math.max(1, Math.floor(free.length / 2)))
  const asked = free.filter(one => given.includes(one))
  const today = isoDay(step.day)
  const childDay = isoDay(Math.max(known.agreed, step.day))
  const asker = seatOf(seats, 'recipient')
  const helper = seatOf(seats, 'helper').authority
  const send = {
    ...known.asking,
    ...{ action: 'send' as const, recipient: helper, asked, askedDay: childDay, today, latestDay: null },
  }
  const story = childStory(telling, { send, asked, gap: { ...gap, fromMs: step.atMs }, isOver })
  if (!story) return null
  const exchange = childNumber()
  if (exchange === null) return null
  known.child = { ...story, exchange }
  known.open = known.child
  return {
    ...{
      action: 'split',
      today,
      exchange,
      recipient: helper,
      questions: asked.map(({ question }) => question),
    },
    ...{ childDay, language: asker.handler.lang, children: [] },
  }
}

/** How good and bad ones are spread over their two steps: 1 very good to 4 very poor. */
const steps = { good: { 1: 62, 2: 38 }, bad: { 3: 70, 4: 30 } } as const

/** Who was late is blamed for it twice as often. The survey is optional. */
function ratingOf({ substance, chance }: Telling, isLate: boolean): Rating {
  if (!chance.isIn(0.7)) return {}
  const { badTimeliness, badEfforts } = paceOf(substance.recipient.country)
  const step = (bad: number): number => Number(chance.weighted(chance.isIn(bad) ? steps.bad : steps.good))
  return { timeliness: step(badTimeliness * (isLate ? 2 : 1)), efforts: step(badEfforts) }
}
