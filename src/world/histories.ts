// Invents exchanges with all that happened in them, one after another: the same seed gives the same stories.
import type { Authority } from '../authority/model.ts'
import type { Shelf } from '../base/shelf.ts'
import type { Calendar } from '../calendar/model.ts'
import type { HistoryRow } from '../exchange/store/history.ts'
import type { Vault } from '../exchange/vault.ts'
import type { Procedure } from '../procedure/model.ts'
import type { Catalogue } from '../procedure/store.ts'
import { type Assign, type Assignment, assignmentsIn } from './aims.ts'
import { allotmentsOf } from './allotments.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { DayNumber, Days } from './days.ts'
import { type Child, deedsOf, type Telling } from './deeds.ts'
import { type FoldPorts, historyOf } from './fold.ts'
import { type Coordination, coordinationIn, habitsOf } from './habits.ts'
import { inventSubstance } from './matter.ts'
import { freeNumber, type Numbers } from './numbers.ts'
import type { Handler } from './people.ts'
import { scheduleOf } from './schedule.ts'
import { seatsFor } from './seating.ts'
import { type Others, othersIn, type Seats, seatOf } from './seats.ts'
import type { Sources } from './sources.ts'
import { inventTempo } from './tempo.ts'
import { seenOf, typedOf } from './typed.ts'
import { weave } from './weave.ts'

export type HistorySources = {
  readonly directory: readonly Authority[]
  readonly handlers: ReadonlyMap<string, readonly Handler[]>
  readonly judges: ReadonlyMap<string, readonly Handler[]>
  readonly catalogue: Catalogue
  readonly sources: Sources
  readonly days: Days
  readonly calendar: Calendar
  readonly vault: Vault
  readonly shelf: Pick<Shelf, 'put' | 'drop'>
}

/** With what follows from the directory, worked out once. */
export type Given = HistorySources & { readonly coordination: Coordination; readonly others: Others }

export const withDirectory = <S extends Pick<HistorySources, 'directory'>>(sources: S) => ({
  ...sources,
  ...{ coordination: coordinationIn(sources.directory), others: othersIn(sources.directory) },
})

/** Which ones, by their places in the list; never more of them than there is room for. */
export type Part = {
  readonly from: number
  readonly to: number
  readonly room: number
  /** Those that came before have taken. */
  readonly numbers: Numbers
}

/** So many histories, those split off included; made as they are asked for, so that any number fits into memory. */
export async function* inventHistories(
  sources: HistorySources,
  count: number,
  assign: Assign = assignmentsIn(sources.directory),
): AsyncGenerator<HistoryRow> {
  const all = { from: 0, to: Number.POSITIVE_INFINITY, room: count, numbers: new Map() }
  yield* inventPart(withDirectory(sources), assign, all)
}

/** The same as they would be among all, where nothing else has their numbers. */
export async function* inventPart(
  given: Given,
  assign: Assign,
  { from, to, room, numbers }: Part,
): AsyncGenerator<HistoryRow> {
  for (let [number, made] = [from, 0]; number < to && made < room; number++) {
    const chance = chanceOf(`exchange|${number}`)
    const counted = { number, numbers, chance, isLast: made + 1 === room }
    const rows = await inventHistory(given, assign(number, chance), counted)
    made += rows.length
    yield* rows
  }
}

type Counted = {
  readonly number: number
  readonly numbers: Numbers
  readonly chance: Chance
  /** There is room for no other one. */
  readonly isLast: boolean
}

/** The exchange, and the one that was split off, if any. */
async function inventHistory(given: Given, assignment: Assignment, counted: Counted): Promise<HistoryRow[]> {
  const { days, catalogue } = given
  const { chance } = counted
  const { aim, sender, recipient, wish } = assignment
  const procedure = catalogue.byId(assignment.procedure)
  if (!procedure) throw new Error(`procedure ${assignment.procedure} is not in the catalogue`)
  const country = { sender: sender.country, recipient: recipient.country }
  const { rule } = procedure.deadlines.answer
  const latest = (sent: DayNumber) => days.latest(rule, recipient.country, sent)
  const tempo = inventTempo(aim, recipient.country, chance)
  const sent = assignment.sent === undefined ? {} : { sent: days.shift(country.sender, assignment.sent, 0) }
  const steps = scheduleOf({ days, aim, tempo, country, latest, ...sent }, chance)
  const { seats, isApproved, waitsFor } = seatsFor(given, assignment, chance)
  const habits = {
    sender: habitsOf(procedure.id, country.sender),
    recipient: habitsOf(procedure.id, country.recipient),
  }
  const hasOthers = seats.first !== undefined
  const weaving = { days, aim, country, habits, wish, isApproved, waitsFor, hasOthers, latest }
  const story = weave(weaving, steps, chance)
  const year = new Date(story.told[0]?.atMs ?? 0).getUTCFullYear()
  const exchange = freeNumber(country.sender, year, `${counted.number}`, counted.numbers)
  const telling: Telling = {
    ...{
      sources: given.sources,
      substance: inventSubstance(given.sources, { procedure, sender, recipient }, chance),
    },
    ...{ seats, days, latest, chance },
    // Of a year past exactly so many are wanted as were sent in it.
    childNumber: () =>
      counted.isLast || assignment.sent !== undefined
        ? null
        : freeNumber(country.recipient, year, `${counted.number}|1`, counted.numbers),
  }
  const { deeds, child } = deedsOf(telling, story)
  const typed = child ? null : typedOf(telling, { steps, deeds })
  const ports = { ...given, nowMs: days.nowMs }
  const coordinator = given.coordination.nearest(recipient.country, procedure.area)?.id ?? null
  const played = { exchange, procedure, coordinator, draftedMs: story.told[0]?.atMs ?? 0 }
  const row = await historyOf(ports, { ...played, seats, deeds }, typed)
  const rows = [row, ...(child ? [await childHistory(ports, { ...played, exchange, seats }, child)] : [])]
  return rows.map(one => ({
    ...one,
    seen: seenOf(one, { days, seats, chance }),
    allocations: allotmentsOf(given, one, { seats, chance }),
  }))
}

type Parent = {
  readonly exchange: string
  readonly procedure: Procedure
  readonly coordinator: string | null
  readonly seats: Seats
}

/** Who was asked asks another one. */
function childHistory(ports: FoldPorts, parent: Parent, { exchange, deeds }: Child): Promise<HistoryRow> {
  const { seats, exchange: number, ...same } = parent
  const between = { sender: seatOf(seats, 'recipient'), recipient: seatOf(seats, 'helper') }
  const from = { exchange: number, sender: seatOf(seats, 'sender').authority }
  const draftedMs = deeds[0]?.atMs ?? 0
  return historyOf(ports, { ...same, exchange, parent: from, seats: between, draftedMs, deeds }, null)
}
