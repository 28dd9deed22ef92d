// The attachments that go with the questions of a split: a child shows them, and they stay where they are.
import type { Part } from '../../permission/model.ts'
import type { HandedOverData, Parent, Request } from '../kinds/request-shape.ts'
import type { LogEntry } from '../model.ts'
import type { ExchangePorts } from '../ports.ts'
import type { StoredAbove } from '../store/above.ts'
import { type Attachment, attachmentsIn } from './model.ts'

export type Above = StoredAbove & { readonly attachments: readonly Attachment[] }

/**
 * What the asking side attached to the questions that a child holds, the nearest exchange first. What is withdrawn
 * there is withdrawn here, as there is no second log; whose part in the child is over gets nothing that came later.
 * One statement for each exchange above, none where the exchange is no child.
 */
export async function aboveOf(
  ports: Pick<ExchangePorts, 'store'>,
  part: Part,
  { parent, rounds, state, movedAt }: Pick<Request, 'parent' | 'rounds' | 'state' | 'movedAt'>,
): Promise<readonly Above[]> {
  const questions = [...new Set(rounds.flatMap(round => round.asked.map(one => one.question)))]
  const isOver = part === 'former' || ended.includes(state)
  const found: Above[] = []
  for (let above = parent; above && questions.length > 0; ) {
    const stored = await ports.store.above({ exchange: above.exchange, questions })
    if (!stored) break
    const askers = askersIn(stored.log)
    const attachments = attachmentsIn(stored.log).filter(
      ({ entry }) => askers.has(entry.authority) && !(isOver && entry.at > movedAt),
    )
    found.push({ ...stored, attachments })
    above = parentIn(stored.log)
  }
  return found
}

const ended: readonly Request['state'][] = ['refused', 'withdrawn', 'closed']

const parentIn = (log: readonly LogEntry[]): Parent | null =>
  (log.find(({ event }) => event === 'drafted')?.data as { readonly parent?: Parent } | undefined)?.parent ??
  null

/** Who asked: one after the other, where the part went over. */
const askersIn = (log: readonly LogEntry[]): ReadonlySet<string> =>
  new Set(
    log.flatMap(({ event, data }) => {
      if (event === 'drafted') return (data as { readonly sender: string }).sender
      const { side, to } = data as unknown as HandedOverData
      return event === 'handed-over' && side === 'sender' ? to : []
    }),
  )
