// Goal: the demo has what happens beside the main steps: approvals, referrals, forwards, splits, reminders, files,
//   allocations; its coordinators find something that waits for each of them, its handlers every state.
// Method: properties over a thousand invented histories, against the log and what follows from it; the files opened.
import { describe, expect, test } from 'vitest'
import { attachmentsIn } from '../exchange/attachment/model.ts'
import { bytesOf } from '../exchange/attachment/take-in.ts'
import { replay } from '../exchange/kinds/request.ts'
import { states } from '../exchange/kinds/request-table.ts'
import { nextTimer, standingOf } from '../exchange/kinds/request-timers.ts'
import { childStanding } from '../exchange/kinds/split.ts'
import { answerings } from '../exchange/model.ts'
import { openVault } from '../exchange/vault.ts'
import { castAuthorities, castCoordinators } from './cast.ts'
import { approvalsIn, habitsOf } from './habits.ts'
import { inventHistories } from './histories.ts'
import { calendar, catalogue, historySources, listed, now } from './small-world.ts'

const vault = openVault(Buffer.alloc(32, 7))
const given = historySources(vault)
const histories = await listed(inventHistories(given, 1000))
const byNumber = new Map(histories.map(row => [row.exchange, row]))
const countryOf = (authority: string): string => authority.slice(0, 2).toUpperCase()
const having = (event: string) => histories.filter(({ log }) => log.some(entry => entry.event === event))

describe('the cast', () => {
  test.each(castCoordinators)('%s finds what waits for it', coordinator => {
    const here = histories.flatMap(({ parts, current }) =>
      parts.flatMap(({ authority, turn }) =>
        authority === coordinator && turn === 'act' ? [current.state] : [],
      ),
    )
    expect(here).toContain('awaiting-approval')
    expect(here).toContain('answer-awaiting-approval')
    expect(here).toContain(coordinator.includes('national') ? 'sent' : 'referred')
  })

  test.each(castAuthorities)('%s has an exchange of every state', authority => {
    const own = histories.filter(({ parts }) =>
      parts.some(one => one.authority === authority && (one.part === 'sender' || one.part === 'recipient')),
    )
    expect([...new Set(own.map(({ current }) => current.state))].sort()).toEqual([...states].sort())
  })
})

describe('beside the main steps', () => {
  test.each([
    ...[
      'submitted',
      'approved',
      'returned',
      'answer-submitted',
      'answer-approved',
      'referred',
      'opinion-given',
    ],
    ...['forwarded', 'split', 'message', 'attached', 'coordinator-reminded', 'overdue', 'escalated'],
  ])('%s happens', event => {
    expect(having(event).length).toBeGreaterThan(5)
  })

  test('what was split off is there, asks what was given away, and has come back before the answer', () => {
    for (const { exchange, log, current } of having('split')) {
      const request = replay(log)
      for (const round of request.rounds)
        for (const { exchange: number, questions, recipient } of round.children) {
          const child = byNumber.get(number)
          const asked = child && replay(child.log)
          expect(child?.current.parent, exchange).toBe(exchange)
          expect([asked?.recipient, asked?.rounds[0]?.asked.map(one => one.question)]).toEqual([
            recipient,
            questions,
          ])
          const hasAnswer = child?.log.some(entry => answerings.includes(entry.event)) ?? false
          if (round.answeredAt) expect(childStanding(child?.current.state ?? '', hasAnswer)).toBe('answered')
          expect(asked?.parent).toEqual({ exchange, sender: current.sender })
        }
    }
  })

  test('the clock has done what was due, and nothing is left to be done at the first look', () => {
    for (const { exchange, log, procedure: id, nextTimerAt } of histories) {
      const procedure = catalogue.byId(id)
      if (!procedure) throw new Error(id)
      const standing = standingOf({ request: replay(log), log, procedure, calendar }, countryOf)
      const { due, nextAt } = nextTimer(standing, now)
      expect(due, exchange).toBeNull()
      expect(nextTimerAt, exchange).toBe(nextAt)
    }
  })

  test('what is late tells of it in its history', () => {
    const late = histories.filter(
      ({ current }) => current.state === 'accepted' && (current.answerByDay ?? '') < '2026-11-20',
    )
    expect(late.length).toBeGreaterThan(10)
    for (const { log, exchange } of late)
      expect(
        log.map(({ event }) => event),
        exchange,
      ).toContain('overdue')
  })

  test('files lie sealed on the shelf and open with their key', async () => {
    const [row] = having('attached')
    if (!row) throw new Error('no file')
    const [file] = attachmentsIn(row.log)
    const key = vault.keyOf(row.exchange, row.wrappedKey)
    const pieces = await listed(bytesOf(given.shelf, key, row.exchange, file?.id ?? ''))
    expect(Buffer.concat(pieces).length).toBe(file?.sizeBytes)
    expect(Buffer.concat(pieces).toString()).toMatch(/\d{4}-\d\d-\d\d/)
  })

  test('what is allocated, is to somebody who handles requests there', () => {
    const allocations = histories.flatMap(row => row.allocations)
    expect(allocations.length).toBeGreaterThan(50)
    for (const { authority, handler } of allocations)
      expect(given.handlers.get(authority)?.map(({ user }) => user)).toContain(handler)
    expect(allocations.some(({ by }) => by === 'katarzyna-sadowska')).toBe(true)
  })
})

describe('habits', () => {
  test('differ by country and procedure', () => {
    const share = (country: string, id = 'pq-information-request') => habitsOf(id, country).forwarded
    expect(share('BE')).toBeGreaterThan(share('FI'))
    expect(share('FI', 'services-information-request')).toBeGreaterThan(share('FI'))
  })

  test('approval is set for few: where its country does so, or the cast says it; never where it is unknown', () => {
    const rows = approvalsIn(given.directory, catalogue.all)
    expect(rows.length).toBeGreaterThan(100)
    expect(rows.some(({ authority }) => authority.startsWith('se-'))).toBe(false)
    const ofCast = rows.filter(({ authority }) => castAuthorities.includes(authority))
    expect(new Set(ofCast.map(({ authority }) => authority))).toEqual(new Set(['pl-municipal-licensing-01']))
    const known = new Set(given.directory.map(({ id }) => id))
    for (const { coordinator } of rows) expect(known.has(coordinator)).toBe(true)
  })

  test('who has to ask, asks: nothing leaves without approval where it is set', () => {
    const rows = approvalsIn(given.directory, catalogue.all)
    const asks = new Set(rows.filter(({ step }) => step === 'send').map(({ authority }) => authority))
    const sent = histories.filter(
      ({ current }) => current.parent === null && asks.has(current.sender) && current.sentAt,
    )
    const approved = sent.filter(({ log }) => log.some(({ event }) => event === 'approved'))
    expect(approved.length).toBeGreaterThan(0.8 * sent.length)
  })
})
