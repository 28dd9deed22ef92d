// Hands the open exchanges of an authority that is suspended or merged over to another one of its country.
import { done, type Result, refuse } from '../base/result.ts'
import { addDays } from '../calendar/model.ts'
import type { Json } from '../evidence/model.ts'
import { isCoordinator } from '../permission/model.ts'
import { partsOf } from './current.ts'
import { reopenDays, replay } from './kinds/request.ts'
import type { HandedOverData, Request } from './kinds/request-shape.ts'
import { type LogEntry, system } from './model.ts'
import type { ExchangePorts } from './ports.ts'
import { stepOf } from './step.ts'
import type { Stored } from './store/load.ts'
import type { MovedDraft } from './store/together.ts'

export type HandOverPorts = Pick<
  ExchangePorts,
  'store' | 'vault' | 'catalogue' | 'authorities' | 'calendar' | 'clock'
>

export type HandedOver = {
  readonly handedOver: number
  /** Both sides would be the same authority: these stay, to be ended by the other side. */
  readonly left: readonly string[]
}

/** Whether an authority can take a part over: it is neither side, nor the coordinator that the exchange waits for. */
export const mayTakeOver = (log: readonly LogEntry[], request: Request, to: string): boolean =>
  to !== request.sender &&
  to !== request.recipient &&
  !partsOf(log, request).some(({ authority, turn }) => authority === to && turn === 'act')

type Between = { readonly from: string; readonly to: string }

const batchRows = 100

/**
 * Each exchange is a step of its own: interrupted, it goes on where it stopped when it is called again.
 * Errors: exchange.recipient.inactive (one is not in the directory, or the new one does not work),
 * exchange.recipient.forward (not another one of the same country).
 */
export async function handOver(
  ports: HandOverPorts,
  between: Between,
  tell: (handedOver: number) => void = () => {},
): Promise<Result<HandedOver>> {
  const allowed = await isAllowed(ports, between)
  if (!allowed.ok) return allowed
  const left: string[] = []
  let [handedOver, after] = [0, '']
  const closedSince = `${addDays(ports.clock().slice(0, 10), -reopenDays - 1)}T00:00:00Z`
  for (;;) {
    const asked = { authority: between.from, closedSince, after, limit: batchRows }
    const numbers = await ports.store.openParts(asked)
    for (const number of numbers) {
      if (await handOverOne(ports, number, between)) handedOver += 1
      else left.push(number)
      after = number
    }
    tell(handedOver)
    if (numbers.length < batchRows) return done({ handedOver, left })
  }
}

async function isAllowed({ authorities }: HandOverPorts, { from, to }: Between): Promise<Result<true>> {
  const found = await authorities([from, to])
  const [old, next] = [found.get(from), found.get(to)]
  if (!old || next?.status !== 'active')
    return refuse('exchange.recipient.inactive', { authority: old ? to : from })
  const isOtherHere = from !== to && old.country === next.country
  return isOtherHere ? done(true) : refuse('exchange.recipient.forward', { from, to })
}

const attemptsMax = 5

/** False where it must stay. Somebody acts at the same moment: it is read and tried again. */
async function handOverOne(ports: HandOverPorts, number: string, between: Between): Promise<boolean> {
  const { from, to } = between
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const stored = await ports.store.load({
      exchange: number,
      authority: from,
      user: system.user,
      today: ports.clock().slice(0, 10),
    })
    if (!stored || stored.part === 'former') return true
    const { part } = stored
    // What waits for a coordinator is chosen anew by the party: it takes it back and sends it again.
    if (!mayTakeOver(stored.log, replay(stored.log), to) || isCoordinator(part) || !stored.wrappedKey)
      return false
    if (await isTaken(ports, stored, { ...between, side: part })) return true
  }
  throw new Error(`exchange ${number} does not stand still`)
}

async function isTaken(ports: HandOverPorts, stored: Stored, data: HandedOverData): Promise<boolean> {
  const { from, to } = data
  const step = await stepOf(
    ports,
    stored,
    { event: 'handed-over', data },
    {
      at: ports.clock(),
      who: { authority: from, user: system.user },
      ...{ reader: null, revision: null },
      command: { key: `hand-over|${to}|${stored.version}`, digest: '' },
    },
  )
  const movedDraft = draftFor(ports, stored, { from, to })
  if (!movedDraft) return ports.store.append(step.append)
  return ports.store.appendTogether({ first: step.append, further: [], made: [], movedDraft })
}

/** What was typed and not sent, sealed for the one that takes over. */
function draftFor({ vault }: HandOverPorts, stored: Stored, { from, to }: Between): MovedDraft | null {
  const { exchange, draft, wrappedKey } = stored
  if (!draft || !wrappedKey) return null
  const key = vault.keyOf(exchange, wrappedKey)
  const content: Json = vault.openDraft(exchange, from, key, draft.sealed)
  return { from, to, revision: draft.revision, sealed: vault.sealDraft(exchange, to, key, content) }
}
