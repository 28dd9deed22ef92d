// Splits an exchange: from what was sent to the command, and the child that is written together with the event.
import { done, type Result, refuseFields } from '../base/result.ts'
import { dayIn } from '../calendar/model.ts'
import type { Actor } from '../permission/model.ts'
import { partsOf } from './current.ts'
import { replay } from './kinds/request.ts'
import type { Command, RequestEvent, SplitData } from './kinds/request-shape.ts'
import { childDayOf } from './kinds/split.ts'
import { numberOf } from './model.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { otherHereProblem } from './recipient.ts'
import { entryOf, rowsAfter } from './step.ts'
import type { HistoryRow } from './store/history.ts'

type Sent = {
  readonly body: Readonly<Record<string, unknown>>
  readonly who: Actor
  readonly at: string
  readonly language: string
}

/** Errors: base.fields.invalid (recipient unknown, not active, of another country, or a party). */
export async function splitOf(ports: ExchangePorts, opened: Opened, sent: Sent): Promise<Result<Command>> {
  const { request, today, children } = opened
  const { recipient, asked, askedDay, reason } = sent.body as {
    readonly recipient: string
    readonly asked: readonly string[]
    readonly askedDay?: string
    readonly reason?: string
  }
  const problem = await otherHereProblem(ports, opened, recipient)
  if (problem) return refuseFields('base.fields.invalid', [problem])
  return done({
    ...{ action: 'split', exchange: await childNumber(ports, opened, sent), recipient, today, children },
    ...{ questions: [...new Set(asked)], childDay: askedDay ?? childDayOf(request, today) },
    ...{ language: sent.language, ...(reason && { reason }) },
  })
}

const attemptsMax = 20

/** Follows from the parent and its version: the same step makes the same number. */
async function childNumber(ports: ExchangePorts, { stored }: Opened, { who, at }: Sent): Promise<string> {
  const year = Number(dayIn(who.country, at).slice(0, 4))
  const seed = `${stored.exchange}|${stored.version}`
  const numbers = Array.from({ length: attemptsMax }, (_, i) => numberOf(year, who.country, seed, i))
  const taken = await ports.store.takenNumbers(numbers)
  const free = numbers.find(number => !taken.has(number))
  if (!free) throw new Error('no free number after twenty attempts')
  return free
}

/** The child as it is sent at once: the same case, only these questions, sealed under a key of its own. */
export async function childOf(
  ports: ExchangePorts,
  { stored, request, procedure, authorities }: Opened,
  { exchange, recipient, questions, childDay }: SplitData,
  { who, at }: Pick<Sent, 'who' | 'at'>,
): Promise<HistoryRow> {
  const [first] = request.rounds
  const last = request.rounds.at(-1)
  if (!first || !last) throw new Error('a request without questions cannot be split')
  const { wrapped, key } = ports.vault.newKey(exchange)
  const { fields, isUrgent, urgentReason, sender } = request
  const event: RequestEvent = {
    event: 'sent',
    data: {
      ...{ recipient, language: first.language, fields, isUrgent, askedDay: childDay },
      asked: last.asked.filter(({ question }) => questions.includes(question)),
      ...(urgentReason !== null && { urgentReason }),
    },
  }
  const parent = { exchange: stored.exchange, sender }
  const drafted = { procedure: procedure.id, sender: who.authority, parent }
  const begun = entryOf(exchange, undefined, { event: 'drafted', data: drafted }, { at, who })
  const sealed = ports.vault.sealEvent(exchange, key, event, procedure)
  const log = [begun, entryOf(exchange, begun, sealed.event, { at, who })]
  const sent = replay(log)
  const parts = partsOf(log, sent)
  const countries = await ports.authorities([recipient])
  const countryOf = (id: string) => (countries.get(id) ?? authorities.get(id))?.country ?? who.country
  const { personal } = sealed
  const told = { exchange, key, personal, request: sent, procedure, log, parts, countryOf }
  const { persons, ...rows } = rowsAfter(ports, told)
  return {
    ...{ exchange, procedure: procedure.id, area: stored.area, kind: procedure.kind, log },
    ...{ parts, drafts: [], seen: [], allocations: [], wrappedKey: wrapped, personal, countryOf },
    ...{ ...rows, persons: persons.rows },
  }
}
