// Puts words to the steps of a story: what is asked, answered, proposed, refused and rated, in the author's language.
import type { Asked, Command, Rating } from '../exchange/kinds/request-shape.ts'
import type { Side } from '../permission/model.ts'
import { inventAnswers } from './answers.ts'
import type { Chance } from './chance.ts'
import { type DayNumber, isoDay } from './days.ts'
import type { Deed } from './fold.ts'
import { type Asking, inventAsking, type Substance } from './matter.ts'
import type { Handler } from './people.ts'
import type { Step } from './schedule.ts'
import type { Sources } from './sources.ts'

export type Telling = {
  readonly sources: Sources
  readonly substance: Substance
  readonly handler: Readonly<Record<Side, Handler>>
  /** The last day that may be asked for when it is sent on a day. */
  readonly latest: (sent: DayNumber) => DayNumber | null
  readonly chance: Chance
}

/** What is known while the story goes on. */
type Known = { asked: readonly Asked[]; agreed: DayNumber; proposed: DayNumber; isLate: boolean }

/** The deeds after the draft. */
export function deedsOf(telling: Telling, steps: readonly Step[]): readonly Deed[] {
  const known: Known = { asked: [], agreed: 0, proposed: 0, isLate: false }
  return steps
    .filter(({ action }) => action !== 'draft')
    .map(step => ({ by: step.by, atMs: step.atMs, command: commandOf(telling, known, step) }))
}

function commandOf(telling: Telling, known: Known, { action, by, day, due }: Step): Command {
  const { sources, handler, chance } = telling
  const language = handler[by].lang
  const words = sources.wordsOf(language)
  const today = isoDay(day)
  switch (action) {
    case 'send': {
      known.agreed = due ?? day
      const asking = inventAsking(sources, telling.substance, { lang: language, day, chance })
      known.asked = asking.asked
      return sendOf(telling, asking, day, known.agreed)
    }
    case 'accept':
      return { action, today }
    case 'propose-date':
      known.proposed = due ?? day
      return { action, today, day: isoDay(known.proposed), reason: chance.pick(words.dateReason), language }
    case 'agree':
      known.agreed = known.proposed
      return { action, today }
    case 'insist':
      return { action, today }
    case 'refuse':
      return { action, reason: chance.pick(words.refusal), language }
    case 'withdraw':
      return { action, language }
    case 'answer': {
      known.isLate ||= day > known.agreed
      const { substance } = telling
      const answers = inventAnswers({ sources, substance, asked: known.asked, lang: language, day, chance })
      return { action, language, answers }
    }
    case 'ask-further': {
      const { reason, questions } = chance.pick(telling.substance.matters.further)
      known.asked = questions.map(question => ({ question }))
      known.agreed = due ?? day
      return {
        ...{ action, today, language, asked: known.asked, askedDay: isoDay(known.agreed) },
        reason: words.furtherReason[reason],
      }
    }
    case 'close':
      return { action, ...ratingOf(known.isLate, chance) }
    case 'draft':
      throw new Error('a draft is no command')
  }
}

const sendOf = (
  { substance, latest: latestOf }: Telling,
  asking: Asking,
  day: DayNumber,
  asked: DayNumber,
): Command => {
  const latest = latestOf(day)
  return {
    ...{ action: 'send', ...asking, recipient: substance.recipient.id, askedDay: isoDay(asked) },
    ...{ today: isoDay(day), latestDay: latest === null ? null : isoDay(latest) },
  }
}

const ratings = {
  onTime: { 1: 58, 2: 35, 3: 5, 4: 2 },
  late: { 1: 18, 2: 44, 3: 27, 4: 11 },
} as const

/** The survey is optional. */
function ratingOf(isLate: boolean, chance: Chance): Rating {
  if (!chance.isIn(0.7)) return {}
  return {
    timeliness: Number(chance.weighted(isLate ? ratings.late : ratings.onTime)),
    efforts: Number(chance.weighted(ratings.onTime)),
  }
}
