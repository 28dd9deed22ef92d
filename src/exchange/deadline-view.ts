// The view of how an exchange's day came about: who named which day, the count day by day, and what if it were later.
import { z } from 'zod'
import type { SignedCall } from '../base/door.ts'
import { done, type Result } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { addDays, countryOf, dayIn, daysBetween, nextWorkingDay } from '../calendar/model.ts'
import { spanOf, workingDays } from '../calendar/span.ts'
import type { Actor } from '../permission/model.ts'
import { type Explaining, explain, explainedSchema, spanWords } from './deadline-explained.ts'
import { eventKey } from './history-view.ts'
import { dueDayOf, isTimer } from './kinds/request-table.ts'
import { type Opened, openExchange } from './open.ts'
import type { ExchangePorts } from './ports.ts'

const sideSchema = z.object({
  free: z.enum(['saturday', 'sunday', 'holiday']).nullable(),
  holiday: z.object({ name: z.string(), lang: z.string() }).nullable(),
})

export const deadlineSchema = z.object({
  number: z.string(),
  countries: z.object({ recipient: z.string(), sender: z.string() }),
  /** null while no day was named: a draft. */
  explained: explainedSchema.nullable(),
  said: z.array(
    z.object({
      event: z.string(),
      country: z.string(),
      saidDay: z.string(),
      day: z.string(),
      words: z.string(),
    }),
  ),
  days: z.array(z.object({ day: z.string(), working: z.int(), recipient: sideSchema, sender: sideSchema })),
  /** What if it were so many calendar days later. */
  plus: z
    .object({ days: z.int(), day: z.string(), workingDays: z.int(), sentences: z.array(z.string()) })
    .nullable(),
})
export type DeadlineView = Readonly<z.infer<typeof deadlineSchema>>

export const deadlineQuery = z.object({ plus: z.coerce.number().int().min(1).max(366).optional() })

/** What there is to explain; null while nothing was sent. Further questions have a day of their own, and no term. */
export function explainingOf({ request, procedure, authorities, today }: Opened): Explaining | null {
  const day = dueDayOf(request)
  const at = request.rounds.at(-1)?.askedAt
  const recipient = authorities.get(request.recipient ?? '')?.country
  if (!day || !at || !recipient) return null
  const sender = authorities.get(request.sender)?.country ?? recipient
  const rule = request.rounds.length > 1 ? 'agreed-date' : procedure.deadlines.answer.rule
  return { day, at, today, rule, recipient, sender, fromDay: dayIn(recipient, at) }
}

/** Errors: those of openExchange. */
export async function deadlineOf(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  plus: number | undefined,
): Promise<Result<DeadlineView>> {
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const { t } = call
  const one = explainingOf(opened.value)
  if (!one)
    return done({
      ...{ number, explained: null, said: [], days: [], plus: null },
      countries: { recipient: call.who.country, sender: call.who.country },
    })
  const explained = explain(ports.calendar, t, one)
  const later = plus === undefined ? null : plusOf(ports, t, { ...one, limitDay: explained.limitDay, plus })
  const toDay = [one.day, explained.limitDay ?? '', later?.day ?? ''].toSorted().at(-1) ?? one.day
  return done({
    ...{ number, explained, said: saidOf(t, opened.value), plus: later },
    countries: { recipient: countryOf(one.recipient), sender: countryOf(one.sender) },
    days: spanOf(ports.calendar, { ...one, toDay, lang: t.lang }),
  })
}

function plusOf(
  { calendar }: ExchangePorts,
  t: Texts,
  one: Explaining & { readonly limitDay: string | null; readonly plus: number },
) {
  const { recipient, fromDay, limitDay } = one
  const country = countryOf(recipient)
  const day = addDays(one.day, one.plus)
  const next = nextWorkingDay(calendar, recipient, day)
  const count = workingDays(calendar, recipient, fromDay, day)
  const calendarDays = daysBetween(fromDay, day)
  return {
    ...{ days: one.plus, day, workingDays: count },
    sentences: [
      spanWords(t, { fromDay, toDay: day, calendarDays, workingDays: count, country }),
      ...(next === day ? [] : [t('calendar.moved', { plannedDay: day, nextDay: next, country })]),
      ...(limitDay && day > limitDay ? [t('exchange.day-late.invalid', { day, latestDay: limitDay })] : []),
    ],
  }
}

const dayNames = ['askedDay', 'day', 'answerByDay'] as const

/** Who named which day, in the order of the log; a reminder only repeats it. */
function saidOf(t: Texts, { log, authorities, request }: Opened): DeadlineView['said'] {
  const recipient = authorities.get(request.recipient ?? '')?.country ?? ''
  return log.flatMap(({ event, data, at, authority }) => {
    const facts = data as Readonly<Record<string, unknown>>
    const day = dayNames.map(name => facts[name]).find(value => typeof value === 'string')
    if (typeof day !== 'string' || isTimer(event)) return []
    const country = authorities.get(authority)?.country ?? ''
    const saidDay = dayIn(recipient, at)
    const words = t('calendar.said', {
      ...{ event: t(eventKey(event)), country, saidDay, namedDay: day },
    })
    return [{ event, country, saidDay, day, words }]
  })
}
