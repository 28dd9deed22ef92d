// What is learnt from forwards: where each request went in the end, and where the next one like it had better go.
import { acceptances, isAcceptance, isForward, type LogEntry } from '../model.ts'

/** Who was asked first, and who took the request on in the end, at which instant. */
export type Route = {
  readonly procedure: string
  readonly matter: string
  readonly sender: string
  readonly asked: string
  readonly taker: string
  readonly at: string
}

/** What of an entry tells where a request goes. */
type Step = Pick<LogEntry, 'event' | 'at' | 'data'>
type Named = { readonly [name: string]: unknown }

/** The events that `routeOf` reads. */
export const routeEvents: readonly string[] = [
  ...['drafted', 'sent', 'submitted', 'forwarded', 'handed-over'],
  ...acceptances,
]

/**
 * The route of a request, by its log. Null while nobody took it on, and for a part of another exchange. Where it goes
 * over because an authority ceases to work nothing more is learnt: that says nothing about who is competent. A longer
 * log never takes a route away again.
 */
export function routeOf(
  log: readonly Step[],
  matterOf: (procedure: string, fields: Named) => string | null,
): Route | null {
  let [procedure, sender, asked, holder] = ['', '', '', '']
  let matter: string | null = null
  let taken: Pick<Route, 'taker' | 'at'> | null = null
  for (const step of log) {
    const data = (step.data ?? {}) as Named
    if (step.event === 'drafted') {
      if (data.parent) return null
      procedure = String(data.procedure)
      sender = String(data.sender)
    } else if (step.event === 'sent' || step.event === 'submitted') {
      asked = String(data.recipient)
      holder = asked
      matter = matterOf(procedure, (data.fields ?? {}) as Named)
    } else if (isForward(step)) holder = String(data.recipient)
    else if (step.event === 'handed-over' && data.side === 'recipient') break
    else if (isAcceptance(step)) taken = { taker: holder, at: step.at }
  }
  return taken && matter !== null && asked !== '' ? { procedure, matter, sender, asked, ...taken } : null
}

/** How often requests of one kind that one authority was asked were taken on by another, or by itself. */
export type Flow = {
  readonly asked: string
  readonly taker: string
  readonly count: number
  /** How many authorities had sent them. */
  readonly senders: number
}

/** Requests like this that went to `asked` were forwarded to `taker`, so many of all. */
export type Learned = {
  readonly asked: string
  readonly taker: string
  readonly forwarded: number
  readonly of: number
}

/** Fewer forwards, or all of one sender, may be chance, and would tell what a single office asked. */
const forwardsMin = 3
const sendersMin = 2
/** As often as not is often enough to be told. */
const shareMin = 0.5

/** What is sure enough to be told: at most one successor for each authority that was asked. */
export function learnedFrom(flows: readonly Flow[]): readonly Learned[] {
  return [...Map.groupBy(flows, ({ asked }) => asked)].flatMap(([asked, own]) => {
    const of = own.reduce((sum, { count }) => sum + count, 0)
    const [best] = own
      .filter(({ taker }) => taker !== asked)
      .toSorted((a, b) => b.count - a.count || (a.taker < b.taker ? -1 : 1))
    const isSure =
      best && best.count >= forwardsMin && best.senders >= sendersMin && best.count / of >= shareMin
    return isSure ? [{ asked, taker: best.taker, forwarded: best.count, of }] : []
  })
}

export const proposedMax = 3

/**
 * The order in which authorities are offered: whom the rules name, each after the one to which its requests were
 * forwarded. `given` is the one that was chosen already; it is not offered for that.
 */
export function offered(
  ruled: readonly string[],
  learned: readonly Learned[],
  given: string | null,
): readonly string[] {
  const takerOf = new Map(learned.map(({ asked, taker }) => [asked, taker]))
  const chosen = given === null ? undefined : takerOf.get(given)
  const best = ruled.slice(0, proposedMax)
  const ahead = best.flatMap(id => takerOf.get(id) ?? [])
  return [...new Set([...(chosen === undefined ? [] : [chosen]), ...ahead, ...best])].slice(0, proposedMax)
}

/** From then on routes count. Unit: instant. */
export const rememberedSince = (now: string): string => `${Number(now.slice(0, 4)) - 2}${now.slice(4)}`
