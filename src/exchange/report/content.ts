// What stands in the report of an exchange, in the order in which one reads it: from the view, as the page and JSON.
import type { Texts } from '../../base/text.ts'
import { areaName } from '../page-head.ts'
import type { ExchangeView, PartyView } from '../view-schema.ts'
import {
  factOf,
  historyOf,
  pairOf,
  questionsOf,
  type Telling,
  textOrWhy,
  whoOf,
  wordsAt,
} from './content-parts.ts'
import {
  type Fact,
  factIn,
  note,
  type Piece,
  paragraph,
  type Section,
  type Sheet,
  sectionOf,
} from './sheet.ts'
import type { ReportView } from './view.ts'

/** The words of a report, in its own language. */
export function sheetOf(t: Texts, report: ReportView): Sheet {
  const view = report.exchange
  const telling = { t, isPersonal: report.personal, leftOut: report.leftOut }
  const reader = `${t('exchange-report.seen-by')}: ${report.reader.name} (${report.reader.country})`
  return {
    ...{ lang: t.lang, title: view.title, author: report.reader.name, number: view.number },
    kicker: [t('exchange-report.title'), view.number].join(' · '),
    foot: [reader, t.instant(report.at), t(personalKey(report))].join(' · '),
    lead: [{ kind: 'facts', rows: leadOf(t, report) }],
    sections: [
      ...sectionOf(t('exchange.facts.title'), detailsOf(telling, view)),
      ...sectionOf(t('exchange-parts.person.title'), personOf(telling, view)),
      ...roundsOf(telling, view),
      ...sectionOf(t('exchange.messages.title'), messagesOf(telling, view)),
      ...sectionOf(t('exchange.rule.title'), deadlineOf(t, view)),
      ...sectionOf(t('exchange-parts.history.title'), [historyOf(telling, view)]),
    ],
    about: { title: t('exchange-report.about'), pieces: aboutOf(t, report) },
  }
}

const personalKey = ({ personal }: ReportView): string =>
  personal ? 'exchange-report.personal.yes' : 'exchange-report.personal.no'

function leadOf(t: Texts, { exchange }: ReportView): readonly Fact[] {
  const { parties, deadlines, urgent } = exchange
  const { answerBy, proposed, asked } = deadlines
  const day = answerBy ?? proposed ?? asked
  const label = answerBy
    ? 'exchange-report.answer-by'
    : proposed
      ? 'exchange.day.propose'
      : 'exchange.day.label'
  return [
    ...partyFact(t, t('exchange-report.sender'), parties.sender),
    ...(parties.recipient ? partyFact(t, t('exchange.recipient.label'), parties.recipient) : []),
    ...factIn(t('exchange.column.area'), areaName(t, exchange.area)),
    ...factIn(t('exchange.new.procedure'), exchange.procedureName),
    ...factIn(t('exchange-track.filter.state'), exchange.stateLabel),
    ...factIn(t(label), day && t.dayLong(day)),
    ...factIn(t('exchange-report.answered'), deadlines.answeredDay && t.dayLong(deadlines.answeredDay)),
    ...factIn(t('exchange.urgent.label'), urgent.isUrgent ? t('exchange.urgent.mark') : null),
  ]
}

const partyFact = (t: Texts, label: string, { name, lang, title, country }: PartyView): readonly Fact[] => [
  {
    label,
    pieces: [
      { kind: 'strong', words: { text: name, lang } },
      note([title, t.country(country)].filter(Boolean).join(' · ')),
    ],
  },
]

/** Facts first, then the free texts, each under its name. */
function detailsOf(telling: Telling, view: ExchangeView): readonly Piece[] {
  const values = view.form.filter(value => !value.personal && value.state !== 'empty')
  const rows = values.filter(value => !value.text).flatMap(value => factOf(telling, value))
  const urgent = wordsAt(telling, 'urgent', view.urgent.reason)
  return [
    ...(rows.length > 0 ? [{ kind: 'facts' as const, rows }] : []),
    ...values.flatMap(({ label, text }): Piece[] =>
      text ? [{ kind: 'part', words: label, pieces: [pairOf(telling, text)] }] : [],
    ),
    ...(urgent.length > 0
      ? [{ kind: 'part' as const, words: telling.t('exchange.urgent.reason'), pieces: urgent }]
      : []),
  ]
}

function personOf(telling: Telling, view: ExchangeView): readonly Piece[] {
  const rows = view.form.filter(value => value.personal).flatMap(value => factOf(telling, value))
  return rows.length > 0 ? [{ kind: 'facts', rows }] : []
}

function roundsOf(telling: Telling, view: ExchangeView): readonly Section[] {
  const rounds = [...new Set(view.questions.map(question => question.round))]
  return rounds.map(round => {
    const reason = view.reasons.find(one => one.round === round)
    return {
      title: telling.t(round === 1 ? 'exchange.questions.title' : 'exchange.questions.further'),
      pieces: [
        ...wordsAt(telling, `reason ${round}`, reason?.text ?? null),
        ...questionsOf(telling, view, round),
      ],
    }
  })
}

const messagesOf = (telling: Telling, view: ExchangeView): readonly Piece[] =>
  view.messages.map(message => ({
    kind: 'part',
    words: `${telling.t.instant(message.at)} · ${whoOf(telling, view, message)}`,
    pieces: [textOrWhy(telling, message.text)],
  }))

const deadlineOf = (t: Texts, { procedure, deadlines }: ExchangeView): readonly Piece[] => [
  paragraph(t(`${procedure}.deadline`)),
  ...(deadlines.explained?.sentences ?? []).map(paragraph),
]

/** How this document came about, and how to tell which state of the log it shows. */
const aboutOf = (t: Texts, report: ReportView): readonly Piece[] => [
  {
    kind: 'facts',
    rows: [
      ...partyFact(t, t('exchange-report.seen-by'), report.reader),
      ...factIn(t('exchange-report.made'), t.instant(report.at)),
      ...factIn(t('exchange-report.personal'), t(personalKey(report))),
      ...factIn(t('exchange-report.zone'), t.zone),
      ...factIn(t('exchange-report.version'), `${report.exchange.version} · ${report.hash}`),
    ],
  },
  note(t('exchange-report.machine')),
]
