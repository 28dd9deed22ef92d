// Hands out the bytes of an attachment, opened piece by piece; each reading is logged before the first one.
import type { FileBody, SignedCall } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { readingOf } from '../look.ts'
import { openExchange } from '../open.ts'
import type { ExchangePorts } from '../ports.ts'
import { fileTypeOf } from './file-type.ts'
import { bytesOf } from './take-in.ts'
import { attachmentsOf } from './view.ts'

/** Errors: those of `openExchange` and of `mayOpen`; exchange-attachments.unknown. */
export async function download(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { number, id }: { readonly number: string; readonly id: string },
): Promise<Result<FileBody>> {
  const { who } = call
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const found = attachmentsOf(ports, opened.value, { who, people: new Map(), lang: who.lang }).find(
    one => one.id === id,
  )
  if (!found) return refuse('exchange-attachments.unknown')
  if (found.whyNot) return refuse(found.whyNot)
  const { stored, above } = opened.value
  const from = above.find(one => one.attachments.some(known => known.id === id)) ?? stored
  const { exchange, wrappedKey } = from
  const type = fileTypeOf(found.type)
  if (!wrappedKey || !type) throw new Error(`attachment ${id} of ${exchange} has no key or no type`)
  const at = ports.clock()
  const read = readingOf(who, at)
  const noted = { user: who.user, authority: who.authority, at, read: { ...read, id: `${read.id} ${id}` } }
  await ports.store.noteLook({ ...noted, exchange: stored.exchange, version: 0 })
  // The person of the exchange in which it lies was read about as well.
  if (from !== stored) await ports.store.noteReadings({ ...noted, exchanges: [exchange] })
  const key = ports.vault.keyOf(exchange, wrappedKey)
  return done({
    ...{ name: found.name ?? `file.${type.ending}`, type: type.media, sizeBytes: found.sizeBytes },
    body: ReadableStream.from(bytesOf(ports.files.shelf, key, exchange, id)),
  })
}
