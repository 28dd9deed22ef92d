// What is written together with a step or not at all: the child of a split, the ends of children with their parent.
import type { Actor } from '../permission/model.ts'
import { replay } from './kinds/request.ts'
import type { Request, RequestEvent } from './kinds/request-shape.ts'
import { childStanding } from './kinds/split.ts'
import { system } from './model.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { childOf } from './split.ts'
import { type Acting, type Step, stepOf } from './step.ts'
import type { HistoryRow } from './store/history.ts'

export type Companions = { readonly further: readonly Step[]; readonly made: readonly HistoryRow[] }

type Given = Pick<Acting, 'command' | 'at'> & {
  readonly who: Actor
  readonly event: RequestEvent
}

/** Null where the step stands alone. */
export async function companionsOf(
  ports: ExchangePorts,
  opened: Opened,
  { event, who, at, command }: Given,
): Promise<Companions | null> {
  if (event.event === 'split')
    return { further: [], made: [await childOf(ports, opened, event.data, { who, at })] }
  if (event.event !== 'withdrawn' && event.event !== 'closed') return null
  const further = await endsBelow(ports, opened.request, { at, command })
  return further.length > 0 ? { further, made: [] } : null
}

/** A child ends with its parent, and its own children with it: nobody works for an answer that nobody reads. */
async function endsBelow(
  ports: ExchangePorts,
  request: Request,
  acting: Pick<Acting, 'command' | 'at'>,
): Promise<readonly Step[]> {
  const exchanges = request.rounds.flatMap(round => round.children.map(child => child.exchange))
  if (exchanges.length === 0) return []
  const steps: Step[] = []
  for (const child of await ports.store.children({ exchanges, authority: '' })) {
    if (childStanding(child.state, child.hasAnswer) !== 'open') continue
    const who = { authority: child.sender, user: system.user }
    const stored = await ports.store.load({
      ...{ exchange: child.exchange, ...who, today: acting.at.slice(0, 10) },
    })
    if (!stored) continue
    const now = replay(stored.log)
    const language = now.rounds.at(-1)?.language ?? 'en'
    const event: RequestEvent = { event: 'withdrawn', data: { language } }
    steps.push(await stepOf(ports, stored, event, { ...acting, who, reader: null, revision: null }))
    steps.push(...(await endsBelow(ports, now, acting)))
  }
  return steps
}
