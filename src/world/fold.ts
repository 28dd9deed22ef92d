// Plays a story through the real workflow: decides, seals, links and evolves, so that no history can be impossible.
import type { Shelf } from '../base/shelf.ts'
import type { Calendar } from '../calendar/model.ts'
import type { Json } from '../evidence/model.ts'
import { partsOf } from '../exchange/current.ts'
import { decide, evolve, replay } from '../exchange/kinds/request.ts'
import type { Command, Parent, Request, RequestEvent } from '../exchange/kinds/request-shape.ts'
import { beginsWait, standingOf } from '../exchange/kinds/request-timers.ts'
import { type LogEntry, system } from '../exchange/model.ts'
import { entryOf, rowsAfter } from '../exchange/step.ts'
import type { HistoryRow } from '../exchange/store/history.ts'
import type { PersonalRow, Vault } from '../exchange/vault.ts'
import type { Side } from '../permission/model.ts'
import type { Procedure } from '../procedure/model.ts'
import { openLadder } from './ladder.ts'
import { attached, type Paper } from './papers.ts'
import { reminded } from './reminder.ts'
import { type Seats, seatAt, seatOf } from './seats.ts'
import type { Doer } from './tempo.ts'

/** One thing that somebody does: a step of the workflow, a file, a coordinator's reminder. */
export type Deed = { readonly by: Doer; readonly atMs: number } & (
  | { readonly command: Command }
  | { readonly paper: Paper }
  | { readonly isReminder: true }
)

export type Played = {
  readonly exchange: string
  readonly procedure: Procedure
  readonly seats: Seats
  /** Of what was split off: from what. */
  readonly parent?: Parent
  /** Who is told where nobody acts; null: nobody. */
  readonly coordinator: string | null
  readonly draftedMs: number
  readonly deeds: readonly Deed[]
}

/** What is typed and not sent. */
export type Typed = {
  readonly by: Side
  readonly atMs: number
  readonly content: Readonly<Record<string, unknown>>
}

export type FoldPorts = {
  readonly vault: Vault
  readonly calendar: Calendar
  /** Where files go. */
  readonly shelf: Pick<Shelf, 'put' | 'drop'>
  /** Here the histories end. Unit: milliseconds. */
  readonly nowMs: number
}

const instant = (ms: number): string => new Date(ms).toISOString()

/** The stored rows of a history. A command that the workflow refuses is a fault of the story. */
export async function historyOf(ports: FoldPorts, played: Played, typed: Typed | null): Promise<HistoryRow> {
  const { exchange, procedure, seats, parent, draftedMs, deeds } = played
  const log = openLog(ports, played)
  const sender = seatOf(seats, 'sender').authority
  log.append('sender', draftedMs, {
    event: 'drafted',
    data: { procedure: procedure.id, sender, ...(parent && { parent }) },
  })
  for (const deed of deeds) {
    log.tick(deed.atMs)
    for (const event of await eventsOf(ports, { played, deed, ...log.now() }))
      log.append(deed.by, deed.atMs, event)
  }
  log.tick(ports.nowMs)
  const { key, wrapped, entries, request, personal } = log.now()
  const draft = typed && {
    ...{ authority: seatOf(seats, typed.by).authority, user: seatOf(seats, typed.by).handler.user },
    savedAt: instant(typed.atMs),
    sealed: ports.vault.sealDraft(exchange, seatOf(seats, typed.by).authority, key, typed.content as Json),
  }
  const parts = partsOf(entries, request)
  const countryOf = (id: string) => seatAt(seats, id)?.country ?? ''
  const told = { exchange, key, personal, request, procedure, log: entries, parts, countryOf }
  const { persons, ...rows } = rowsAfter(ports, told)
  return {
    ...{
      exchange,
      procedure: procedure.id,
      area: procedure.area,
      kind: procedure.kind,
      log: entries,
      personal,
    },
    ...{ wrappedKey: wrapped, drafts: draft ? [draft] : [], seen: [], allocations: [] },
    ...{ ...rows, parts, persons: persons.rows, countryOf },
  }
}

/** A log that grows, with what the clock writes into it. */
function openLog({ vault, calendar }: FoldPorts, { exchange, procedure, seats, coordinator }: Played) {
  const { key, wrapped } = vault.newKey(exchange)
  const personal: PersonalRow[] = []
  const entries: LogEntry[] = []
  const ladder = openLadder(coordinator)
  const countryOf = (id: string) => seatAt(seats, id)?.country ?? ''
  let request: Request = replay([])
  const write = (event: RequestEvent, at: string, who: { authority: string; user: string }): void => {
    const sealed = vault.sealEvent(exchange, key, event, procedure)
    personal.push(...sealed.personal)
    entries.push(entryOf(exchange, entries.at(-1), sealed.event, { at, who }))
    request = evolve(request, { ...sealed.event, at })
    if (beginsWait(event)) ladder.stand(standingOf({ request, log: entries, procedure, calendar }, countryOf))
  }
  return {
    now: () => ({ key, wrapped, entries, request, personal }),
    append(by: Doer, atMs: number, event: RequestEvent): void {
      const { authority, handler } = seatOf(seats, by)
      write(event, instant(atMs), { authority, user: handler.user })
    },
    /** What the clock did before an instant. */
    tick(beforeMs: number): void {
      for (const { event, at, data } of ladder.until(instant(beforeMs))) write({ event, data }, at, system)
    },
  }
}

type Acting = {
  readonly played: Played
  readonly deed: Deed
  readonly key: Buffer
  readonly entries: readonly LogEntry[]
  readonly request: Request
}

async function eventsOf(
  { shelf }: FoldPorts,
  { played, deed, key, entries, request }: Acting,
): Promise<readonly RequestEvent[]> {
  const { exchange, seats } = played
  if ('paper' in deed) return [await attached(shelf, { exchange, key, state: request.state, ...deed })]
  if ('isReminder' in deed) return [reminded(seats, entries, request)]
  const result = decide(request, deed.command)
  if (result.ok) return result.value
  const { code, facts } = result.refusal
  throw new Error(`${exchange}: ${deed.command.action} was refused: ${code} ${JSON.stringify(facts)}`)
}
