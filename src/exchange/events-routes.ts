// `GET /events`: what changes in the exchanges of one's authority while a page is open, as server-sent events.
import { z } from 'zod'
import type { Passage, Recognised } from '../base/app.ts'
import type { Call, SignedCall } from '../base/door.ts'
import { refusalView } from '../base/respond.ts'
import { json, stream } from '../base/response.ts'
import { type Actor, areasWith } from '../permission/model.ts'
import type { LiveHub } from './live.ts'
import type { ExchangePorts } from './ports.ts'
import type { Change } from './store/changes.ts'
import { nameIn } from './view.ts'

export type EventPorts = Pick<ExchangePorts, 'authorities' | 'people' | 'clock' | 'store'> & {
  readonly hub: LiveHub
  readonly recognise: (request: Request) => Promise<Recognised<Actor>>
}

/** Short enough for the proxies that end what is silent for half a minute. */
const beatMs = 20_000
const retryMs = 3000
const missedMax = 200
const missedMsMax = 24 * 3_600_000
const streamsMax = 30

const sinceSchema = z.iso.datetime()

/** Errors: permission.sign-in. Who has too many open gets 204, after which browsers do not ask again. */
export function eventsPassage(ports: EventPorts): Passage<Actor> {
  const open = new Map<string, number>()
  return {
    method: 'GET',
    path: '/events',
    async handle(call, { request }) {
      const { who } = call
      if (!who) return json(refusalView(call.t, { code: 'permission.sign-in', facts: {} }), 401)
      const count = open.get(who.user) ?? 0
      if (count >= streamsMax) return new Response(null, { status: 204 })
      open.set(who.user, count + 1)
      const signed = { ...call, who }
      return stream(send =>
        follow(ports, signed, { request, send }, () => {
          const left = (open.get(who.user) ?? 1) - 1
          if (left > 0) open.set(who.user, left)
          else open.delete(who.user)
        }),
      )
    },
  }
}

/** What a stream is written with; null ends it. */
type Send = (text: string | null) => void

/** Follows until the reader goes, the session ends, or the server stops. Answers how to stop. */
function follow(
  ports: EventPorts,
  call: SignedCall<Actor>,
  { request, send }: { readonly request: Request; readonly send: Send },
  onEnd: () => void,
): () => void {
  const { who } = call
  let isOver = false
  const end = (): void => {
    if (isOver) return
    isOver = true
    clearInterval(beat)
    leave()
    onEnd()
    send(null)
  }
  /** Rights are asked again before each word: they may have been taken away since the stream began. */
  const stillAllowed = async (): Promise<Actor | null> => {
    const { who: now } = await ports.recognise(request)
    return now && now.user === who.user && now.authority === who.authority ? now : null
  }
  const told = async (change: Change | null): Promise<void> => {
    const now = await stillAllowed()
    if (!now) return end()
    if (isOver) return
    if (!change) return send(':\n\n')
    const areas = areasWith(now, 'see')
    if (areas === '*' || areas.includes(change.area)) send(await eventOf(ports, call, change))
  }
  // One after the other: an end must not be overtaken by a word.
  let last = Promise.resolve()
  const tell = (change: Change | null): void => {
    last = last.then(() => (isOver ? undefined : told(change))).catch(end)
  }
  const leave = ports.hub.listen({ authority: who.authority, tell, end })
  const beat = setInterval(() => tell(null), beatMs)
  beat.unref()
  send(`retry: ${retryMs}\n\n`)
  last = last.then(() => missed(ports, call, request).then(all => all.forEach(tell))).catch(end)
  return end
}

/** What happened between the reading of the page, or the last word that arrived, and now. */
async function missed(
  { store, clock }: EventPorts,
  { who, url }: SignedCall<Actor>,
  request: Request,
): Promise<readonly Change[]> {
  const given = request.headers.get('last-event-id') ?? url.searchParams.get('since')
  const read = sinceSchema.safeParse(given)
  if (!read.success) return []
  const sinceMs = Math.max(Date.parse(read.data), Date.parse(clock()) - missedMsMax)
  const since = new Date(sinceMs).toISOString()
  return store.changes({ authorities: [who.authority], since, limit: missedMax })
}

/** Of the other side the office is named, of one's own the colleague. */
async function eventOf(ports: EventPorts, call: Call<Actor>, change: Change): Promise<string> {
  const { authority, exchange, version, at, byAuthority, byUser } = change
  const isColleague = byAuthority === authority
  const by = isColleague
    ? (await ports.people([byUser])).get(byUser)
    : nameIn(await ports.authorities([byAuthority]), call, byAuthority)
  const data = { exchange, version, at, by: by ?? '', isOwn: byUser === call.who?.user }
  return `id: ${at}\nevent: changed\ndata: ${JSON.stringify(data)}\n\n`
}
