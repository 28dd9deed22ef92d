// The children of an opened exchange: where the questions of a split lie, and what was answered to them.
import { type Actor, may } from '../permission/model.ts'
import { replay } from './kinds/request.ts'
import type { Answer, ChildNow, Request, Round } from './kinds/request-shape.ts'
import { standingOf } from './kinds/split.ts'
import { isSealed } from './model.ts'
import type { ExchangePorts } from './ports.ts'
import type { ChildStored } from './store/children.ts'
import type { Stored } from './store/load.ts'

export type ChildAnswer = { readonly given: Answer; readonly language: string }

export type ChildOpened = ChildNow & {
  /** Of the parent; from 1. */
  readonly round: number
  readonly sender: string
  readonly recipient: string
  readonly state: string
  readonly asked: readonly string[]
  /** The reader's authority asks in it. */
  readonly isOwn: boolean
  /** For who has to answer the parent with them, once the child is answered. */
  readonly answers: Readonly<Record<string, ChildAnswer>>
  readonly hasPersonal: boolean
}

/** One statement where the exchange was split, none where it was not. */
export async function childrenOf(
  ports: ExchangePorts,
  who: Actor,
  { area, part }: Pick<Stored, 'area' | 'part'>,
  request: Request,
): Promise<readonly ChildOpened[]> {
  const exchanges = request.rounds.flatMap(round => round.children.map(child => child.exchange))
  if (exchanges.length === 0) return []
  const stored = new Map(
    (await ports.store.children({ exchanges, authority: who.authority })).map(one => [one.exchange, one]),
  )
  const isMerging = part === 'recipient' && ['accepted', 'further-requested'].includes(request.state)
  const isReading = isMerging && may(who, 'read-personal', area, 'sender').ok
  return request.rounds.flatMap((round, i) =>
    round.children.flatMap(({ exchange, asked }) => {
      const child = stored.get(exchange)
      if (!child) return []
      const { own, hasAnswer, ...row } = child
      const standing = standingOf(row.state, hasAnswer)
      const answers = isReading && standing === 'answered' ? answersIn(ports, child, asked) : {}
      const hasPersonal = Object.keys(answers).length > 0
      return { ...row, standing, asked, round: i + 1, isOwn: own !== null, answers, hasPersonal }
    }),
  )
}

/** The latest answer to each question. What was erased is left out. */
function answersIn(
  { vault }: ExchangePorts,
  { exchange, own }: ChildStored,
  asked: readonly string[],
): ChildOpened['answers'] {
  if (!own?.wrappedKey) return {}
  const key = vault.keyOf(exchange, own.wrappedKey)
  const { rounds } = vault.openRequest(exchange, key, own.personal, replay(own.log))
  return Object.fromEntries(
    asked.flatMap(id => {
      const round = rounds.findLast(one => one.answers?.[id])
      const given = round?.answers?.[id]
      return round && given ? [[id, { given: readable(given), language: languageOf(round) }]] : []
    }),
  )
}

const languageOf = ({ answerLanguage, language }: Round): string => answerLanguage ?? language

const readable = ({ answer, details }: Answer): Answer => ({
  answer,
  ...(details && {
    details: Object.fromEntries(Object.entries(details).filter(([, value]) => !isSealed(value))),
  }),
})
