// A fact: one request as the scoreboard sees it, and what it counts for.
import { dayIn, daysBetween } from '../calendar/model.ts'

/** The columns of requests.csv, in their order. */
export const columns = [
  ...['number', 'area', 'procedure', 'sender_country', 'recipient_country', 'sent_at', 'accepted_at'],
  ...['withdrawn_at', 'proposed_day', 'agreed_day', 'answered_at', 'rating_timeliness', 'rating_efforts'],
]

/** The first line of requests.csv. */
export const headLine = columns.join(',')

/** Instants in UTC; days as the two authorities agreed them; ratings from 1, very good, to 4, very poor. */
export type Fact = {
  readonly number: string
  readonly area: string
  readonly procedure: string
  readonly senderCountry: string
  readonly recipientCountry: string
  readonly sentAt: string
  /** First acceptance in the country; forwarding does not take it back. */
  readonly acceptedAt: string | null
  readonly withdrawnAt: string | null
  /** By which the sender asked for the answer. */
  readonly proposedDay: string | null
  /** Agreed last before the first answer: that answer is measured by it. */
  readonly agreedDay: string | null
  /** First answer; further questions do not move it. */
  readonly answeredAt: string | null
  readonly ratingTimeliness: number | null
  readonly ratingEfforts: number | null
}

/** What is counted, each value by itself: every edition's indicator is a sum over these. */
export const measures = [
  ...(['received', 'days-to-accept', 'days-to-withdraw', 'days-to-answer', 'days-late'] as const),
  ...(['timeliness', 'efforts'] as const),
] as const
export type Measure = (typeof measures)[number]

/** `month`: its first day. `value`: days, or the step of a rating; 0 for `received`. */
export type Count = {
  readonly month: string
  readonly country: string
  readonly procedure: string
  readonly measure: Measure
  readonly value: number
}

/** The day in Brussels, by which the scoreboard counts. Source: edition 2020, zone. */
export const dayOf = (at: string): string => dayIn('BE', at)

/**
 * Everything that a request adds one to. Unit of values: days between dates in Brussels, or steps of a rating.
 * Source: decision 0029.
 */
export function countsOf(fact: Fact): readonly Count[] {
  const sentDay = dayOf(fact.sentAt)
  const since = (at: string | null) => (at === null ? null : daysBetween(sentDay, dayOf(at)))
  const { acceptedAt, withdrawnAt, answeredAt, agreedDay } = fact
  const values: Readonly<Record<Measure, number | null>> = {
    received: 0,
    'days-to-accept': since(acceptedAt),
    'days-to-withdraw': acceptedAt === null ? since(withdrawnAt) : null,
    'days-to-answer': since(answeredAt),
    'days-late': answeredAt === null || agreedDay === null ? null : daysBetween(agreedDay, dayOf(answeredAt)),
    timeliness: fact.ratingTimeliness,
    efforts: fact.ratingEfforts,
  }
  const place = {
    month: `${sentDay.slice(0, 7)}-01`,
    country: fact.recipientCountry,
    procedure: fact.procedure,
  }
  return measures.flatMap(measure => {
    const value = values[measure]
    return value === null ? [] : [{ ...place, measure, value }]
  })
}
