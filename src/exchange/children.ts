// The children of an opened exchange: where the questions of a split lie, and what was answered to them.
import type { Actor } from '../permission/model.ts'
import { replay } from './kinds/request.ts'
import type { Child, ChildNow, Given, Request } from './kinds/request-shape.ts'
import { childStanding } from './kinds/split.ts'
import { answerings, isSealed } from './model.ts'
import type { ExchangePorts } from './ports.ts'
import { mayIn } from './right.ts'
import type { ChildStored } from './store/children.ts'
import type { Stored } from './store/load.ts'
import { withValues } from './vault.ts'

export type ChildOpened = Child &
  ChildNow & {
    /** Of the parent; from 1. */
    readonly round: number
    readonly sender: string
    readonly state: string
    readonly answeredAt: string | null
    /** The reader's authority asks in it. */
    readonly isOwn: boolean
    /** For who has to answer the parent with them, once the child is answered. */
    readonly answers: Readonly<Record<string, Given>>
  }

/** One statement where the exchange was split, none where it was not. */
export async function childrenOf(
  ports: ExchangePorts,
  who: Actor,
  { area, part, inside }: Pick<Stored, 'area' | 'part' | 'inside'>,
  request: Request,
): Promise<readonly ChildOpened[]> {
  const exchanges = request.rounds.flatMap(round => round.children.map(child => child.exchange))
  if (exchanges.length === 0) return []
  const stored = new Map(
    (await ports.store.children({ exchanges, authority: who.authority })).map(one => [one.exchange, one]),
  )
  const isMerging = part === 'recipient' && ['accepted', 'further-requested'].includes(request.state)
  const isReading = isMerging && mayIn(who, 'read-personal', { area, part: 'sender', inside }).ok
  return request.rounds.flatMap((round, i) =>
    round.children.flatMap(({ exchange, questions }) => {
      const child = stored.get(exchange)
      if (!child) return []
      const { own, hasAnswer, ...row } = child
      const standing = childStanding(row.state, hasAnswer)
      const answers = isReading && standing === 'answered' ? answersIn(ports, child, questions) : {}
      const answeredAt = own?.log.findLast(({ event }) => answerings.includes(event))?.at ?? null
      return { ...row, standing, questions, round: i + 1, isOwn: own !== null, answeredAt, answers }
    }),
  )
}

/** The latest answer to each question. What was erased is left out. */
function answersIn(
  { vault }: ExchangePorts,
  { exchange, own }: ChildStored,
  questions: readonly string[],
): ChildOpened['answers'] {
  if (!own?.wrappedKey) return {}
  const values = vault.openValues(exchange, vault.keyOf(exchange, own.wrappedKey), own.personal)
  const { rounds } = withValues(replay(own.log), values)
  return Object.fromEntries(
    questions.flatMap(id => {
      const given = rounds.findLast(one => one.answers?.[id])?.answers?.[id]
      return given ? [[id, readable(given)]] : []
    }),
  )
}

const readable = ({ details, ...given }: Given): Given =>
  details
    ? { ...given, details: Object.fromEntries(Object.entries(details).filter(([, one]) => !isSealed(one))) }
    : given
