// Parts of a report's content: a text with its translation, values, questions with answers, what happened.
import type { Texts } from '../../base/text.ts'
import { cautionWords, madeBy, paragraphsOf, whyNone } from '../text-pair.ts'
import type { ExchangeView, QuestionView, TextView, ValueView } from '../view-schema.ts'
import { type Fact, note, type Pair, type Piece, paragraph } from './sheet.ts'

/** In whose language, whether personal data may stand in it, and where words were left out. */
export type Telling = {
  readonly t: Texts
  readonly isPersonal: boolean
  readonly leftOut: readonly string[]
}

export function pairOf({ t }: Telling, { text, lang, translation }: TextView): Pair {
  return {
    kind: 'pair',
    original: {
      label: t('exchange-parts.pair.original', { language: lang }),
      lang,
      texts: paragraphsOf(text),
    },
    machine:
      translation.state === 'done'
        ? {
            label: `${t('exchange-parts.pair.machine')} (${madeBy(t, translation, t.day)})`,
            lang: translation.lang,
            texts: paragraphsOf(translation.text),
            note: cautionWords(t, translation).join(' ') || null,
          }
        : null,
    note: whyNone(t, { lang, translation }),
  }
}

/** Why a personal value or text is not there. */
const missing = ({ t, isPersonal }: Telling, state: 'hidden' | 'erased'): Piece =>
  note(
    state === 'erased'
      ? t('exchange.person.erased')
      : t(isPersonal ? 'exchange.person.hidden' : 'exchange-report.left-out'),
  )

export const textOrWhy = (telling: Telling, text: TextView | null): Piece =>
  text ? pairOf(telling, text) : missing(telling, telling.isPersonal ? 'erased' : 'hidden')

/** A reason or a note; nothing where none was written. */
export const wordsAt = (telling: Telling, place: string, text: TextView | null): readonly Piece[] =>
  text ? [pairOf(telling, text)] : telling.leftOut.includes(place) ? [missing(telling, 'hidden')] : []

/** One value; nothing where none was given. */
export function factOf(telling: Telling, value: ValueView): readonly Fact[] {
  const { label, state, text, display } = value
  if (state === 'empty') return []
  if (state !== 'shown') return [{ label, pieces: [missing(telling, state)] }]
  return [{ label, pieces: [text ? pairOf(telling, text) : paragraph(display ?? '')] }]
}

/** All questions of one round, each with its answer. */
export const questionsOf = (telling: Telling, view: ExchangeView, round: number): readonly Piece[] =>
  view.questions
    .filter(question => question.round === round)
    .map(question => ({
      ...{ kind: 'question', number: telling.t.number(question.number), words: question.text },
      pieces: [
        ...wordsAt(telling, `note ${round} ${question.id}`, question.note),
        ...answerOf(telling, view, question),
      ],
    }))

function answerOf(telling: Telling, view: ExchangeView, { id, round }: QuestionView): readonly Piece[] {
  const { t } = telling
  const given = view.answers.find(one => one.question === id && one.round === round)
  if (!given) return isAnswered(view, round) ? [note(t('exchange.answer.none'))] : []
  const rows = given.details.filter(({ text }) => !text).flatMap(value => factOf(telling, value))
  return [
    {
      kind: 'answer',
      label: t('exchange-report.answer'),
      pieces: [
        { kind: 'strong', words: given.label },
        ...(rows.length > 0 ? [{ kind: 'facts' as const, rows }] : []),
        ...given.details.flatMap(({ label, text }): Piece[] =>
          text ? [{ kind: 'labelled', label, pieces: [pairOf(telling, text)] }] : [],
        ),
      ],
    },
  ]
}

/** Answers come in parts: what is not there yet is still owed. */
const isAnswered = (view: ExchangeView, round: number): boolean =>
  view.deadlines.answeredDay !== null || round < Math.max(...view.questions.map(one => one.round))

type Happened = {
  readonly at: string
  readonly authority: string
  readonly country: string
  readonly person: string | null
}

/** Names of officials are personal data as well. What the clock did, no office did. */
export function whoOf({ t, isPersonal }: Telling, view: ExchangeView, one: Happened): string {
  const { sender, recipient } = view.parties
  const party = [sender, recipient].find(side => side?.authority === one.authority)
  const office = party ? `${party.name} (${party.country})` : one.country && t.country(one.country)
  return [office, isPersonal && one.person].filter(Boolean).join(' · ')
}

export const historyOf = (telling: Telling, view: ExchangeView): Piece => {
  const { t } = telling
  return {
    kind: 'table',
    heads: [t('exchange-report.at'), t('exchange-report.event'), t('exchange-report.authority')],
    rows: view.history.map(one => [
      [paragraph(t.instant(one.at))],
      [paragraph(one.label), ...wordsAt(telling, `event ${one.version}`, one.text)],
      [paragraph(whoOf(telling, view, one))],
    ]),
  }
}
