// Explains an answer-by day in the reader's language: the rule, what was counted, what was left out on both sides.
import { z } from 'zod'
import type { Texts } from '../base/text.ts'
import { type Calendar, countryOf, daysBetween, deadline, type Place, readRule } from '../calendar/model.ts'
import { type SpanDay, spanOf, workingDays } from '../calendar/span.ts'

const holidaySchema = z.object({ day: z.string(), name: z.string(), lang: z.string(), country: z.string() })

export const explainedSchema = z.object({
  /** The day that is explained: agreed, else proposed, else asked for. */
  day: z.string(),
  fromDay: z.string(),
  calendarDays: z.int(),
  /** In the recipient's calendar. */
  workingDays: z.int(),
  /** From today on; null once the day has passed. */
  left: z.object({ calendarDays: z.int(), workingDays: z.int() }).nullable(),
  /** The last day of the procedure's term; null where the day is agreed freely. */
  limitDay: z.string().nullable(),
  weekendDays: z.int(),
  holidays: z.object({ recipient: z.array(holidaySchema), sender: z.array(holidaySchema) }),
  /** The whole explanation, sentence by sentence. */
  sentences: z.array(z.string()),
})
export type Explained = Readonly<z.infer<typeof explainedSchema>>
export type NamedHoliday = Readonly<z.infer<typeof holidaySchema>>

export type Explaining = {
  readonly day: string
  /** Instant of the sending. */
  readonly at: string
  readonly fromDay: string
  readonly today: string
  /** `agreed-date`, or the longest term. */
  readonly rule: string
  readonly recipient: Place
  readonly sender: Place
}

const kept = new WeakMap<Calendar, Map<string, Explained>>()
/** Some 2 kB each. */
const keptMax = 5000

/**
 * Unit of all days: the recipient's calendar. Holidays are those up to the last day that was counted to. Kept for a
 * while: what was sent on one day between two countries is explained by the same words until tomorrow.
 */
export function explain(calendar: Calendar, t: Texts, one: Explaining): Explained {
  const known = kept.get(calendar) ?? new Map<string, Explained>()
  kept.set(calendar, known)
  const key = [t.lang, one.day, one.fromDay, one.today, one.rule, one.recipient, one.sender].join('|')
  const explained = known.get(key) ?? explainAnew(calendar, t, one)
  if (known.size >= keptMax) known.clear()
  known.set(key, explained)
  return explained
}

function explainAnew(calendar: Calendar, t: Texts, one: Explaining): Explained {
  const { day, fromDay, today, recipient, sender } = one
  const read = readRule(one.rule)
  const term = deadline(calendar, one.rule, one.at, recipient)
  const limit = term.ok ? term.value : null
  const isCounted = limit !== null && read.ok && read.value.unit === 'working-days'
  const toDay = isCounted ? limit.day : day
  const days = spanOf(calendar, { recipient, sender, fromDay, toDay, lang: t.lang }).slice(1)
  const country = countryOf(recipient)
  const holidays = {
    recipient: holidaysOf(days, 'recipient', country),
    // Of one country: the same days twice tell nothing more.
    sender: sender === recipient ? [] : holidaysOf(days, 'sender', countryOf(sender)),
  }
  const counts = {
    calendarDays: daysBetween(fromDay, day),
    workingDays: workingDays(calendar, recipient, fromDay, day),
    weekendDays: days.filter(({ recipient: { free } }) => free === 'saturday' || free === 'sunday').length,
  }
  const ruleWords =
    limit && read.ok
      ? t(`calendar.rule.${read.value.unit}`, { count: read.value.length, fromDay, endDay: limit.plannedDay })
      : t('calendar.rule.agreed-date')
  const leftOut = leftWords(t, { holidays, weekendDays: counts.weekendDays })
  const span = spanWords(t, { ...counts, fromDay, toDay: day, country })
  return {
    ...{ day, fromDay, holidays, ...counts, limitDay: limit?.day ?? null },
    left:
      today > day
        ? null
        : {
            calendarDays: daysBetween(today, day),
            workingDays: workingDays(calendar, recipient, today, day),
          },
    sentences: [
      ruleWords,
      ...(limit && limit.day !== limit.plannedDay
        ? [t('calendar.moved', { plannedDay: limit.plannedDay, nextDay: limit.day, country })]
        : []),
      // What a term in working days leaves out belongs to the term, else to the days up to the answer.
      ...(isCounted ? [leftOut, span] : [span, leftOut]),
      senderWords(t, { holidays }, countryOf(sender)),
    ].filter(words => words !== null),
  }
}

const holidayWords = (t: Texts, { name, day, country }: NamedHoliday): string =>
  t('calendar.holiday', { name, holidayDay: day, country })

/** What is not counted on the recipient's side; null where nothing is left out. */
export function leftWords(t: Texts, { holidays, weekendDays }: Pick<Explained, 'holidays' | 'weekendDays'>) {
  const items = [
    ...holidays.recipient.map(holiday => holidayWords(t, holiday)),
    ...(weekendDays > 0 ? [t('calendar.weekend', { count: weekendDays })] : []),
  ]
  return items.length > 0 ? t('calendar.left-out', { items: t.list(items) }) : null
}

/** Holidays of the sender; null where there are none. */
export const senderWords = (t: Texts, { holidays }: Pick<Explained, 'holidays'>, country: string) =>
  holidays.sender.length > 0
    ? t('calendar.sender-off', {
        country,
        items: t.list(holidays.sender.map(holiday => holidayWords(t, holiday))),
      })
    : null

/** Holidays that fall on a Saturday or Sunday take nothing away. */
const holidaysOf = (days: readonly SpanDay[], side: 'recipient' | 'sender', country: string) =>
  days.flatMap(one => {
    const { free, holiday } = one[side]
    return free === 'holiday' && holiday ? [{ day: one.day, ...holiday, country }] : []
  })

type Counted = {
  readonly fromDay: string
  readonly toDay: string
  readonly calendarDays: number
  readonly workingDays: number
  readonly country: string
}

export const spanWords = (
  t: Texts,
  { fromDay, toDay, calendarDays, workingDays, country }: Counted,
): string => t('calendar.span', { fromDay, toDay, country, calendar: calendarDays, working: workingDays })
