// One transition (accept) through the real door, against the same two statements raw, both durable.
import { randomUUID } from 'node:crypto'
import { castAuthorities } from '../src/world/cast.ts'
import type { App } from './app.ts'
import { type Caller, openCallers } from './callers.ts'
import type { Prepared } from './pages.ts'
import { openReady } from './ready.ts'
import { recorded, replayer, type Statement } from './record.ts'
import { nothingLeft } from './slices.ts'

const accept = (caller: Caller, number: string, key: string): Promise<Response> =>
  caller.json(`/exchanges/${number}/actions/accept`, { body: { version: 2 }, key })

/** Reads the exchange with the earlier command, and appends: the two that know of commands. */
const isOfCommand = ({ text }: Statement): boolean => text.includes('exchange_command')

export async function transition(app: App): Promise<Prepared> {
  const { recipient, make } = await openSides(app)
  const [like = ''] = await make(1, null)
  // Opened before and after, so that its translations are there in both.
  const open = async (): Promise<void> => {
    await recipient.json(`/exchanges/${like}`)
    await app.translate()
  }
  await open()
  const key = randomUUID()
  const { statements } = await recorded(app.sql, () => accept(recipient, like, key))
  await open()
  const [sample = ''] = await make(1, like)
  const ours = await recorded(app.sql, () => accept(recipient, sample, randomUUID()))
  const raw = statements.filter(isOfCommand)
  const waiting: string[] = []
  const withNext = (call: (number: string) => Promise<unknown>) => async (): Promise<unknown> => {
    const number = waiting.pop()
    return number === undefined ? nothingLeft : call(number)
  }
  return {
    ours: withNext(number => accept(recipient, number, randomUUID())),
    peer: withNext(peerOf(app, raw, { number: like, key })),
    statements: { ours: ours.statements.length, peer: raw.length },
    about: 'accept; committed to the disk by both',
    async ready(calls) {
      const missing = calls - waiting.length
      if (missing > 0) waiting.push(...(await make(missing, like)))
    },
  }
}

/** The values as they were written down; number and key are those of another exchange at each call. */
function peerOf(
  { raw }: App,
  statements: readonly Statement[],
  { number, key }: { readonly number: string; readonly key: string },
): (one: string) => Promise<unknown> {
  return one => {
    const fresh = randomUUID()
    return replayer(raw, statements, value =>
      value === number ? () => one : value === key ? () => fresh : null,
    )()
  }
}

/** Warszawa asks, Madrid accepts. */
async function openSides(app: App) {
  const [senderId = '', recipientId = ''] = castAuthorities
  const [sender, recipient] = await openCallers(app, [senderId, recipientId])
  const authorities = await app.directory.byIds([senderId, recipientId])
  const [from, to] = [authorities.get(senderId), authorities.get(recipientId)]
  if (!sender || !recipient || !from || !to) throw new Error('the cast is not in this world')
  const handler = { sender, recipient }
  return { recipient, make: openReady(app, { sender: from, recipient: to, handler }) }
}
