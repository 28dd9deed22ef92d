// Invents exchanges with all that happened in them, one after another: the same seed gives the same stories.
import type { Authority } from '../authority/model.ts'
import type { Calendar } from '../calendar/model.ts'
import { numberOf } from '../exchange/model.ts'
import type { HistoryRow } from '../exchange/store/insert.ts'
import type { Vault } from '../exchange/vault.ts'
import type { Catalogue } from '../procedure/store.ts'
import { type Assignment, assignmentsIn } from './aims.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { DayNumber, Days } from './days.ts'
import { deedsOf } from './deeds.ts'
import { historyOf } from './fold.ts'
import { inventSubstance } from './matter.ts'
import type { Handler } from './people.ts'
import { type Step, scheduleOf } from './schedule.ts'
import type { Sources } from './sources.ts'
import { inventTempo } from './tempo.ts'
import { seenOf, typedOf } from './typed.ts'

export type HistorySources = {
  readonly directory: readonly Authority[]
  readonly handlers: ReadonlyMap<string, readonly Handler[]>
  readonly catalogue: Catalogue
  readonly sources: Sources
  readonly days: Days
  readonly calendar: Calendar
  readonly vault: Vault
}

/** So many histories; made as they are asked for, so that any number fits into memory. */
export function* inventHistories(given: HistorySources, count: number): Generator<HistoryRow> {
  const assign = assignmentsIn(given.directory)
  const numbers = new Set<string>()
  for (let number = 0; number < count; number++) {
    const chance = chanceOf(`exchange|${number}`)
    yield inventHistory(given, assign(number, chance), { number, numbers, chance })
  }
}

type Counted = { readonly number: number; readonly numbers: Set<string>; readonly chance: Chance }

function inventHistory(given: HistorySources, assignment: Assignment, counted: Counted): HistoryRow {
  const { days, catalogue, vault } = given
  const { chance } = counted
  const { aim, sender, recipient } = assignment
  const procedure = catalogue.byId(assignment.procedure)
  if (!procedure) throw new Error(`procedure ${assignment.procedure} is not in the catalogue`)
  const country = { sender: sender.country, recipient: recipient.country }
  const { rule } = procedure.deadlines.answer
  const latest = (sent: DayNumber) => days.latest(rule, recipient.country, sent)
  const tempo = inventTempo(aim, recipient.country, chance)
  const steps = scheduleOf({ days, aim, tempo, country, latest }, chance)
  const handler = { sender: handlerOf(given, sender, chance), recipient: handlerOf(given, recipient, chance) }
  const substance = inventSubstance(given.sources, { procedure, sender, recipient }, chance)
  const telling = { sources: given.sources, substance, handler, latest, chance }
  const played = {
    ...{ exchange: freeNumber(sender.country, steps, counted), procedure, country, handler },
    calendar: given.calendar,
    authority: { sender: sender.id, recipient: recipient.id },
    draftedMs: steps[0]?.atMs ?? 0,
    deeds: deedsOf(telling, steps),
  }
  const typed = typedOf(telling, { steps, deeds: played.deeds, days, country })
  const row = historyOf(vault, played, typed)
  return { ...row, seen: seenOf(row, { days, handler, country, chance }) }
}

/** Digits follow from the place in the list; on to the next where another exchange has them. */
function freeNumber(country: string, steps: readonly Step[], { number, numbers }: Counted): string {
  const year = new Date(steps[0]?.atMs ?? 0).getUTCFullYear()
  for (let attempt = 0; ; attempt++) {
    const exchange = numberOf(year, country, `world|${number}`, attempt)
    if (numbers.has(exchange)) continue
    numbers.add(exchange)
    return exchange
  }
}

const firstHandlerShare = 0.75

/** Of several handlers the first one does most; at the cast's authorities that is the cast. */
function handlerOf({ handlers }: HistorySources, { id }: Authority, chance: Chance): Handler {
  const all = handlers.get(id) ?? []
  const [first] = all
  if (!first) throw new Error(`nobody handles requests at ${id}`)
  return chance.isIn(firstHandlerShare) ? first : chance.pick(all)
}
