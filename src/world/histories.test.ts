// Goal: invented histories are possible, look like work in an office, and give the cast something of everything.
// Method: properties over a thousand of them, against the workflow, the calendar and the forms that people fill in.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { countries, dayIn, freeDay, zoneOf } from '../calendar/model.ts'
import { brokenAt } from '../evidence/model.ts'
import { currentOf, partsOf } from '../exchange/current.ts'
import { formFor } from '../exchange/forms.ts'
import { replay } from '../exchange/kinds/request.ts'
import { draftShape, type Lists, missingAnswers } from '../exchange/kinds/request-forms.ts'
import type { Request } from '../exchange/kinds/request-shape.ts'
import { states } from '../exchange/kinds/request-table.ts'
import { isNumber, system } from '../exchange/model.ts'
import type { HistoryRow } from '../exchange/store/history.ts'
import { openVault, withValues } from '../exchange/vault.ts'
import { castAuthorities, isCoordinator } from './cast.ts'
import { inventHistories } from './histories.ts'
import { calendar, catalogue, historySources, languages, lexicons, listed, now } from './small-world.ts'

const vault = openVault(Buffer.alloc(32, 7))
const given = historySources(vault)
const histories = await listed(inventHistories(given, 1000))
const countryOf = (authority: string): string => authority.slice(0, 2).toUpperCase()

const procedureOf = ({ procedure }: HistoryRow) => {
  const found = catalogue.byId(procedure)
  if (!found) throw new Error(procedure)
  return found
}

/** In the clear, as sender and recipient read it. */
const opened = ({ exchange, wrappedKey, personal, log }: HistoryRow): Request =>
  withValues(replay(log), vault.openValues(exchange, vault.keyOf(exchange, wrappedKey), personal))

const lists: Lists = {
  languages,
  countries,
  list: name => Object.keys(lexicons.get('en')?.[name] ?? {}),
}

describe('each history', () => {
  test('has an unbroken chain, and its rows say what its log tells', () => {
    for (const row of histories) {
      const { exchange, log, current, parts } = row
      expect(isNumber(exchange)).toBe(true)
      expect(brokenAt(log.map(entry => ({ exchange, ...entry })))).toBeNull()
      expect(current).toEqual(currentOf(log, procedureOf(row)))
      expect(parts).toEqual(partsOf(log))
    }
    expect(new Set(histories.map(({ exchange }) => exchange)).size).toBe(histories.length)
  })

  test('happens on working days, from eight to five local time, in order, before now', () => {
    const hours = new Map(
      countries.map(country => [
        country,
        new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zoneOf(country) }),
      ]),
    )
    for (const { exchange, log } of histories) {
      for (const [place, { at, authority }] of log.entries()) {
        // What is split off is sent in the moment in which it is made; the clock has no office.
        expect(at >= (log[place - 1]?.at ?? ''), `${exchange} ${at}`).toBe(true)
        if (authority === system.authority) continue
        const country = countryOf(authority)
        expect(freeDay(calendar, country, dayIn(country, at)), `${exchange} ${country} ${at}`).toBeNull()
        const hour = Number(hours.get(country)?.format(new Date(at)))
        expect(hour >= 8 && hour < 17, `${exchange} ${country} ${at}`).toBe(true)
      }
      expect((log.at(-1)?.at ?? '') < now).toBe(true)
      expect((log[0]?.at ?? '') > '2025-11-24').toBe(true)
    }
  })

  test('was typed into the real forms: whatever was sent and answered passes them', () => {
    for (const row of histories) {
      const [procedure, request] = [procedureOf(row), opened(row)]
      for (const [place, round] of request.rounds.entries()) {
        if (place === 0) {
          const notes = round.asked.flatMap(({ question, note }) => (note ? [[question, note] as const] : []))
          const sent = {
            ...{ version: 1, recipient: request.recipient, language: round.language, fields: request.fields },
            ...{ asked: round.asked.map(({ question }) => question), notes: Object.fromEntries(notes) },
            ...{ isUrgent: request.isUrgent, askedDay: request.askedDay },
            ...(request.urgentReason ? { urgentReason: request.urgentReason } : {}),
          }
          expect(
            formFor('send', procedure, lists, { request }).safeParse(sent).error,
            row.exchange,
          ).toBeUndefined()
        }
        if (!round.answers) continue
        const language = Object.values(round.answers)[0]?.language
        const answers = Object.fromEntries(
          Object.entries(round.answers).map(([id, { language: _, ...answer }]) => [id, answer]),
        )
        const answer = { version: 1, language, answers }
        expect(
          formFor('answer', procedure, lists, { request: { ...request, rounds: [round] } }).safeParse(answer)
            .error,
          row.exchange,
        ).toBeUndefined()
        expect(missingAnswers(procedure, round.asked, round.answers), row.exchange).toEqual([])
      }
    }
  })

  test('keeps personal data out of the log', () => {
    for (const row of histories) {
      const request = opened(row)
      const log = JSON.stringify(row.log)
      for (const field of procedureOf(row).form.filter(({ personal, type }) => personal && type === 'text')) {
        const value = request.fields[field.id]
        if (typeof value === 'string') expect(log.includes(value), `${row.exchange} ${field.id}`).toBe(false)
      }
    }
  })

  test('runs between two countries, of one kind of authority, by officials of these', () => {
    const byId = new Map(given.directory.map(authority => [authority.id, authority]))
    for (const row of histories) {
      const request = replay(row.log)
      const [sender, recipient] = [byId.get(request.sender), byId.get(request.recipient ?? '')]
      expect(sender?.area).toBe(row.area)
      for (const { authority, user } of row.log.filter(entry => entry.authority !== system.authority)) {
        const here = [...(given.handlers.get(authority) ?? []), ...(given.judges.get(authority) ?? [])]
        expect(here.map(handler => handler.user)).toContain(user)
      }
      if (!recipient) continue
      expect(recipient.status).toBe('active')
      expect(recipient.country === sender?.country).toBe(row.current.parent !== null)
      const isNear = recipient.type === sender?.type || isCoordinator(recipient.id) || row.current.parent
      expect(isNear, `${row.exchange} ${recipient.id}`).toBeTruthy()
    }
  })

  test('of a draft holds a sealed draft of the right shape', () => {
    const drafts = histories.filter(({ current }) => current.state === 'draft')
    expect(drafts.length).toBeGreaterThan(5)
    for (const { exchange, wrappedKey, drafts: kept } of drafts) {
      const [draft] = kept
      if (!draft) throw new Error(`${exchange} has no draft`)
      const key = vault.keyOf(exchange, wrappedKey)
      const content = vault.openDraft(exchange, draft.authority, key, draft.sealed)
      expect(z.strictObject(draftShape()).safeParse(content).error).toBeUndefined()
    }
  })
})

test('the same seed tells the same stories; only keys and salts differ', async () => {
  const toldBy = (rows: readonly HistoryRow[]): string => {
    const hash = createHash('sha256')
    for (const row of rows) {
      const { held: _, ...request } = opened(row)
      hash.update(JSON.stringify([row.exchange, request, row.parts, row.seen, row.allocations]))
      for (const { at, user, event } of row.log) hash.update(`${at} ${user} ${event}`)
    }
    return hash.digest('hex')
  }
  expect(toldBy((await listed(inventHistories(given, 151))).slice(0, 150))).toBe(
    toldBy(histories.slice(0, 150)),
  )
})

test('every state occurs, already among sixty', () => {
  const found = (count: number) => new Set(histories.slice(0, count).map(({ current }) => current.state))
  expect([...found(60)].sort()).toEqual([...states].sort())
})

test('dates are proposed and insisted on, answers come late, surveys are negative now and then', () => {
  const events = new Set(histories.flatMap(({ log }) => log.map(({ event }) => event)))
  expect(events).toContain('date-agreed')
  expect(events).toContain('date-insisted')
  const answered = histories.filter(({ current }) => current.answeredAt && current.answerByDay)
  const late = answered.filter(
    ({ current }) => (current.answeredAt ?? '').slice(0, 10) > (current.answerByDay ?? ''),
  )
  expect(late.length / answered.length).toBeGreaterThan(0.05)
  expect(late.length / answered.length).toBeLessThan(0.4)
  expect(histories.some(({ current }) => (current.ratingTimeliness ?? 0) > 2)).toBe(true)
})

test.each(castAuthorities)(
  '%s has a full worklist, with something late, due today and due soon',
  authority => {
    const own = histories.flatMap(({ parts }) => parts.filter(part => part.authority === authority))
    expect(own.length).toBeGreaterThanOrEqual(20)
    expect(own.length).toBeLessThanOrEqual(80)
    const owed = own.filter(({ turn }) => turn === 'act').map(({ dueDay }) => dueDay ?? '')
    const today = dayIn(countryOf(authority), now)
    expect(owed.some(day => day < today)).toBe(true)
    expect(owed).toContain(today)
    expect(owed.some(day => day > today && day <= '2026-12-01')).toBe(true)
    for (const turn of ['wait', 'close', 'draft', 'ended'])
      expect(own.some(part => part.turn === turn)).toBe(true)
  },
)

test.each(['2026-01-01T12:00:00.000Z', '2026-04-05T04:00:00.000Z', '2027-05-01T22:30:00.000Z'])(
  'a world may end on a holiday, at night or on Sunday: %s',
  async at => {
    const rows = await listed(inventHistories({ ...given, days: historySources(vault, at).days }, 150))
    expect(rows.every(({ log }) => (log.at(-1)?.at ?? '') < at)).toBe(true)
  },
)
