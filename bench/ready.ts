// Requests that wait to be accepted, made in bulk by the real workflow: each transition uses one up.

import { readLexicons } from '../src/authority/lexicons.ts'
import type { Authority } from '../src/authority/model.ts'
import type { Command } from '../src/exchange/kinds/request-shape.ts'
import type { HistoryRow } from '../src/exchange/store/history.ts'
import { insertHistories } from '../src/exchange/store/insert.ts'
import { chanceOf } from '../src/world/chance.ts'
import { dayNumber, isoDay } from '../src/world/days.ts'
import { historyOf } from '../src/world/fold.ts'
import { readWords } from '../src/world/frame.ts'
import { inventAsking, inventSubstance } from '../src/world/matter.ts'
import type { Handler } from '../src/world/people.ts'
import { openSources } from '../src/world/sources.ts'
import type { App } from './app.ts'
import { ownYear } from './place.ts'

export type Between = {
  readonly sender: Authority
  readonly recipient: Authority
  readonly handler: { readonly sender: Handler; readonly recipient: Handler }
}

const procedureId = 'pq-information-request'
const dayMs = 86_400_000
/** Spreads the numbers over the index, as real ones are: a prime, so that none comes twice. */
const stride = 61_803_403

const numberOf = (country: string, at: number): string =>
  `${ownYear}-${country}-${String((at * stride) % 100_000_000).padStart(8, '0')}`

/** All with the same words, so that what was written down of one holds for all. Answers how to make the next ones. */
export function openReady({ ports, sql, root }: App, { sender, recipient, handler }: Between) {
  const procedure = ports.catalogue.byId(procedureId)
  if (!procedure) throw new Error(`procedure ${procedureId} is not in the catalogue`)
  const sources = openSources(readWords(root), readLexicons(root), ports.library)
  const chance = chanceOf('bench')
  const substance = inventSubstance(sources, { procedure, sender, recipient }, chance)
  const day = dayNumber(new Date().toISOString().slice(0, 10))
  const asking = inventAsking(sources, substance, { lang: handler.sender.lang, day, chance })
  const sentMs = Date.now() - dayMs
  const command: Command = {
    ...asking,
    ...{ action: 'send', recipient: recipient.id, askedDay: isoDay(day + 21) },
    ...{ today: isoDay(day), latestDay: null },
  }
  let made = 0
  const seats = {
    sender: { authority: sender.id, country: sender.country, handler: handler.sender },
    recipient: { authority: recipient.id, country: recipient.country, handler: handler.recipient },
  }
  const { vault, calendar, files } = ports
  const fold = { vault, calendar, shelf: files.shelf, nowMs: Date.now() }
  const same = { procedure, seats, coordinator: null, draftedMs: sentMs - dayMs }
  const deeds = [{ by: 'sender', atMs: sentMs, command }] as const
  const one = (): Promise<HistoryRow> =>
    historyOf(fold, { ...same, exchange: numberOf(sender.country, made++), deeds }, null)
  /** With the translations that `like` has: its words are the same. */
  return async (count: number, like: string | null): Promise<readonly string[]> => {
    const rows = await Promise.all(Array.from({ length: count }, one))
    await insertHistories(sql, rows)
    const numbers = rows.map(({ exchange }) => exchange)
    if (like !== null)
      await sql`
        insert into translation
        select (jsonb_populate_record(known, jsonb_build_object('exchange', number))).*
        from translation as known, unnest(${numbers}::text[]) as number where known.exchange = ${like}`
    return numbers
  }
}
