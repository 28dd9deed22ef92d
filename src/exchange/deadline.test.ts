// Goal: an official understands how a day came about: who named it, what was counted, what was left out on both sides.
// Method: one case of each rule in three languages; the door's functions and its page on a real database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, type TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, smallPorts } from '../../test/small-office.ts'
import { openCalendar } from '../calendar/holidays.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { explain } from './deadline-explained.ts'
import { deadlinePage } from './deadline-page.ts'
import { deadlineOf, deadlineQuery, deadlineSchema } from './deadline-view.ts'
import { exchangePage } from './page-exchange.ts'

const calendar = openCalendar()

const sentences = (rule: string, lang: string) =>
  explain(calendar, library.in(lang), {
    ...{ rule, day: '2026-04-16', at: '2026-04-02T09:00:00Z', fromDay: '2026-04-02', today: '2026-04-10' },
    ...{ recipient: 'PL', sender: 'ES' },
  }).sentences

describe('one case of each rule in three languages', () => {
  test.each([
    ['agreed-date', 'de', ['Die beiden Behörden vereinbaren den Tag; eine feste Frist gibt es nicht.']],
    ['agreed-date', 'el', ['Οι δύο αρχές συμφωνούν την ημέρα· δεν υπάρχει καθορισμένη προθεσμία.']],
    ['agreed-date', 'en', ['The two authorities agree on the day; there is no fixed time limit.']],
    [
      '10-working-days',
      'de',
      [
        'Frist in Arbeitstagen: 10. Tag des Ereignisses, zählt nicht mit: 2. April 2026. Letzter Tag: 17. April 2026.',
      ],
    ],
    [
      '10-working-days',
      'el',
      [
        'Προθεσμία σε εργάσιμες ημέρες: 10. ' +
          'Ημέρα του γεγονότος, δεν υπολογίζεται: 2 Απριλίου 2026. Τελευταία ημέρα: 17 Απριλίου 2026.',
      ],
    ],
    [
      '10-working-days',
      'en',
      [
        'Time limit in working days: 10. Day of the event, not counted: 2 April 2026. Last day: 17 April 2026.',
      ],
    ],
    [
      '31-calendar-days',
      'de',
      [
        'Frist in Kalendertagen: 31. Tag des Ereignisses, zählt nicht mit: 2. April 2026. Letzter Tag: 3. Mai 2026.',
        '3. Mai 2026 ist kein Arbeitstag (Polen). Nächster Arbeitstag: 4. Mai 2026.',
      ],
    ],
    [
      '31-calendar-days',
      'el',
      [
        'Προθεσμία σε ημερολογιακές ημέρες: 31. ' +
          'Ημέρα του γεγονότος, δεν υπολογίζεται: 2 Απριλίου 2026. Τελευταία ημέρα: 3 Μαΐου 2026.',
        '3 Μαΐου 2026 δεν είναι εργάσιμη ημέρα (Πολωνία). Επόμενη εργάσιμη ημέρα: 4 Μαΐου 2026.',
      ],
    ],
    [
      '31-calendar-days',
      'en',
      [
        'Time limit in calendar days: 31. Day of the event, not counted: 2 April 2026. Last day: 3 May 2026.',
        '3 May 2026 is not a working day (Poland). Next working day: 4 May 2026.',
      ],
    ],
    [
      '4-weeks',
      'de',
      [
        'Frist in Wochen: 4. Tag des Ereignisses, zählt nicht mit: 2. April 2026. Letzter Tag: 30. April 2026.',
      ],
    ],
    [
      '4-weeks',
      'el',
      [
        'Προθεσμία σε εβδομάδες: 4. ' +
          'Ημέρα του γεγονότος, δεν υπολογίζεται: 2 Απριλίου 2026. Τελευταία ημέρα: 30 Απριλίου 2026.',
      ],
    ],
    [
      '4-weeks',
      'en',
      ['Time limit in weeks: 4. Day of the event, not counted: 2 April 2026. Last day: 30 April 2026.'],
    ],
    [
      '1-months',
      'de',
      [
        'Frist in Monaten: 1. Tag des Ereignisses, zählt nicht mit: 2. April 2026. Letzter Tag: 2. Mai 2026.',
        '2. Mai 2026 ist kein Arbeitstag (Polen). Nächster Arbeitstag: 4. Mai 2026.',
      ],
    ],
    [
      '1-months',
      'el',
      [
        'Προθεσμία σε μήνες: 1. ' +
          'Ημέρα του γεγονότος, δεν υπολογίζεται: 2 Απριλίου 2026. Τελευταία ημέρα: 2 Μαΐου 2026.',
        '2 Μαΐου 2026 δεν είναι εργάσιμη ημέρα (Πολωνία). Επόμενη εργάσιμη ημέρα: 4 Μαΐου 2026.',
      ],
    ],
    [
      '1-months',
      'en',
      [
        'Time limit in months: 1. Day of the event, not counted: 2 April 2026. Last day: 2 May 2026.',
        '2 May 2026 is not a working day (Poland). Next working day: 4 May 2026.',
      ],
    ],
  ])('%s in %s: the rule', (rule, lang, expected) => {
    expect(sentences(rule, lang).slice(0, expected.length)).toEqual(expected)
  })

  test.each([
    [
      'de',
      [
        'Nicht mitgezählt: Ostermontag, 6. April 2026 (Polen) und Samstage und Sonntage: 4',
        '2. April 2026 – 16. April 2026. Kalendertage: 14. Arbeitstage (Polen): 9.',
        'Keine Arbeitstage beim Absender (Spanien): Karfreitag, 3. April 2026 (Spanien)',
      ],
    ],
    [
      'el',
      [
        'Δεν υπολογίζονται: Δευτέρα του Πάσχα, 6 Απριλίου 2026 (Πολωνία) και Σάββατα και Κυριακές: 4',
        '2 Απριλίου 2026 – 16 Απριλίου 2026. Ημερολογιακές ημέρες: 14. Εργάσιμες ημέρες (Πολωνία): 9.',
        'Μη εργάσιμες ημέρες του αποστολέα (Ισπανία): Μεγάλη Παρασκευή, 3 Απριλίου 2026 (Ισπανία)',
      ],
    ],
    [
      'en',
      [
        'Left out: Easter Monday, 6 April 2026 (Poland) and Saturdays and Sundays: 4',
        '2 April 2026 – 16 April 2026. Calendar days: 14. Working days (Poland): 9.',
        'No working days of the sender (Spain): Good Friday, 3 April 2026 (Spain)',
      ],
    ],
  ])('in %s: what was left out, what was counted, the sender’s side', (lang, [left, span, sender]) => {
    expect(sentences('10-working-days', lang).slice(1)).toEqual([left, span, sender])
    expect(sentences('agreed-date', lang).slice(1)).toEqual([span, left, sender])
  })
})

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let number = ''
const { zofia, carmen, anna } = officials
const call = (who: Actor, wants: 'json' | 'html' = 'json') => callOf(library, who, { wants })

beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  const made = await createExchange(stage.ports, call(zofia), { procedure: 'pq-information-request' })
  number = made.ok ? made.value.number : ''
})
afterAll(() => database.drop())

const does = async (who: Actor, action: string, version: number, body: object) => {
  const sent = { kind: 'json', value: { version, ...body } } as const
  const found = await act(stage.ports, call(who), { number, action, sent })
  if (!found.ok) throw new Error(JSON.stringify(found.refusal))
  return found.value
}
const view = async (who: Actor, plus?: number) => {
  const found = await deadlineOf(stage.ports, call(who), number, plus)
  if (!found.ok) throw new Error(found.refusal.code)
  return found.value
}

describe('the page of its own', () => {
  test('a draft has no day to explain, and says so', async () => {
    const draft = await view(zofia)
    expect(draft.explained).toBeNull()
    expect(deadlinePage(call(zofia), draft).main.markup).toContain(
      library.in('pl')('exchange-parts.due.none'),
    )
  })

  test('who named which day, both calendars day by day, in the reader’s language', async () => {
    const fields = { profession: 'physiotherapist', background: 'C', 'family-name': 'A', 'given-names': 'B' }
    const asking = { recipient: 'small-es', language: 'pl', fields, asked: ['registered'] }
    await does(zofia, 'send', 1, { ...asking, askedDay: '2026-12-15' })
    await does(carmen, 'propose-date', 2, { day: '2027-01-08', language: 'es' })
    const found = await view(carmen)
    expect(deadlineSchema.parse(found)).toEqual(found)
    expect(found.said.map(({ event, country, day }) => [event, country, day])).toEqual([
      ['sent', 'PL', '2026-12-15'],
      ['date-proposed', 'ES', '2027-01-08'],
    ])
    expect(found.explained).toMatchObject({ day: '2027-01-08', calendarDays: 45, weekendDays: 12 })
    expect(found.days).toHaveLength(46)
    expect(found.days.at(-1)).toMatchObject({ day: '2027-01-08', working: found.explained?.workingDays })
    const page = deadlinePage(call(carmen), found).main.markup
    expect(page).toContain('<span lang="es">Navidad</span>')
    expect(page.match(/<tr[ >]/g)).toHaveLength(47)
  })

  test('what if it were later: a free day moves', async () => {
    const { plus, days } = await view(zofia, 1)
    expect(plus).toMatchObject({ days: 1, day: '2027-01-09' })
    expect(plus?.sentences).toHaveLength(2)
    expect(days.at(-1)?.day).toBe('2027-01-09')
    expect(deadlinePage(call(zofia), await view(zofia, 1)).main.markup).toContain('+1')
  })

  test.each(['0', '367', '1.5', 'x', '-1'])('refuses %s more days', plus => {
    expect(deadlineQuery.safeParse({ plus }).success).toBe(false)
  })

  test('who is no party learns nothing; two statements suffice', async () => {
    const other = await deadlineOf(stage.ports, call(anna), number, undefined)
    expect(other).toMatchObject({ ok: false, refusal: { code: 'exchange.unknown' } })
    const fresh = smallPorts(database.sql)
    const { statements } = await counted(database.sql, () => deadlineOf(fresh.ports, call(zofia), number, 5))
    expect(statements.length).toBeLessThanOrEqual(2)
  })

  test('the exchange’s page explains it too, and leads there', async () => {
    const accepted = await does(zofia, 'agree', 3, {})
    expect(accepted.deadlines.explained).toMatchObject({ day: '2027-01-08' })
    const page = exchangePage(stage.ports, call(zofia), accepted).main.markup
    expect(page).toContain(`href="/exchanges/${number}/deadline"`)
    expect(page).toContain('2027')
  })
})
