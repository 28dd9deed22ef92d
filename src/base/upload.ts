// A form with a file that flows: the fields before the file are read, the file is handed on piece by piece.
import { Readable } from 'node:stream'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import type { Sent } from './door.ts'
import { nestFields } from './form.ts'

/** A file on its way in. Reading it never throws: `end` tells afterwards how it ended. */
export type Incoming = {
  /** As the sender calls it: not to be trusted. */
  readonly name: string
  readonly bytes: AsyncIterable<Buffer>
  end(): 'whole' | 'too-long' | 'broken'
}

export type Upload = {
  /** The fields that came before the file. */
  readonly sent: Sent
  readonly file: Incoming | null
  /** Lets what is left of the call run out, so that the answer reaches who is still sending. */
  close(): Promise<void>
}

const fieldBytesMax = 20_000
const drainBytesMax = 100_000_000
const drainMs = 20_000

/** Lets the body of a call that is refused unread run out. */
export async function runOut(request: Request): Promise<void> {
  if (request.body) await drained(sourceOf(request.body))
}

/** Reads up to the file. A body that is no form has neither fields nor file. */
export async function openUpload(request: Request, bytesMax: number): Promise<Upload> {
  const form = formOf(request, bytesMax)
  if (!request.body || !form) return { sent: { kind: 'form', value: {} }, file: null, close: async () => {} }
  const source = sourceOf(request.body)
  const fields: (readonly [string, string])[] = []
  const file = await new Promise<Incoming | null>(resolve => {
    form.on('field', (name, value) => fields.push([name, value]))
    form.on('file', (_, stream, name) => resolve(incomingOf(stream, source, form, name)))
    form.on('finish', () => resolve(null))
    form.on('error', () => resolve(null))
    source.on('error', () => resolve(null))
    source.pipe(form)
  })
  return {
    // What follows the file comes too late to be asked for.
    sent: { kind: 'form', value: nestFields([...fields]) },
    file,
    close() {
      source.unpipe(form)
      form.on('error', () => {}).destroy()
      return drained(source)
    },
  }
}

const sourceOf = (body: NonNullable<Request['body']>): Readable =>
  Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])

function formOf(request: Request, bytesMax: number): BusboyInstance | null {
  try {
    return new Busboy({
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      limits: {
        ...{ fileSize: bytesMax, files: 1, fields: 50, parts: 60, fieldSize: fieldBytesMax },
        ...{ headerPairs: 20, headerSize: 8000 },
      },
    })
  } catch {
    return null
  }
}

function incomingOf(
  stream: BusboyFileStream,
  source: Readable,
  form: BusboyInstance,
  name: string | undefined,
): Incoming {
  let isBroken = false
  const breakOff = (): void => {
    isBroken = true
    stream.destroy()
  }
  // Without a listener an error that comes before the reading would end the process.
  stream.on('error', breakOff)
  source.on('error', breakOff)
  form.on('error', breakOff)
  return {
    name: name ?? '',
    bytes: quietly(stream, breakOff),
    end: () => (isBroken ? 'broken' : stream.truncated ? 'too-long' : 'whole'),
  }
}

async function* quietly(stream: BusboyFileStream, breakOff: () => void): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield chunk as Buffer
  } catch {
    breakOff()
  }
}

async function drained(source: Readable): Promise<void> {
  if (source.readableEnded || source.destroyed) return
  const timer = setTimeout(() => source.destroy(), drainMs)
  let bytes = 0
  await new Promise<void>(resolve => {
    source.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > drainBytesMax) source.destroy()
    })
    source.once('close', resolve).once('error', () => resolve())
    source.once('end', resolve)
    source.resume()
  })
  clearTimeout(timer)
}
