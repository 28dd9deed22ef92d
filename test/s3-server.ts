// For tests: a small server that speaks S3: objects, copies, uploads in parts, lists. It checks signatures and hashes.
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { partsOf, signatureOf } from './s3-signature.ts'

const region = 'eu-test-1'
/** No part of an upload but the last may be smaller. Unit: bytes. */
const partBytesMin = 5 * 1024 * 1024
const listMax = 3
const skewMs = 15 * 60_000

export type S3Server = Awaited<ReturnType<typeof openS3Server>>

type Fault = { readonly status: number; readonly code: string }
type Asked = {
  readonly method: string
  readonly key: string
  readonly query: URLSearchParams
  readonly body: Buffer
  readonly source: string | undefined
}
type Answer = {
  readonly status?: number
  readonly xml?: string
  readonly bytes?: Buffer
  readonly etag?: string
}

/** Objects are kept in memory. The clock is the machine's, as is that of who signs. */
export async function openS3Server() {
  const key = { id: 'LIPOWA', secret: 'lipowa/12+secret' }
  const bucket = 'imi-files'
  const objects: Kept['objects'] = new Map()
  const uploads: Kept['uploads'] = new Map()
  /** Each call that came, and how much of an answer has left; the next answers may be told to be faults. */
  const seen = { calls: [] as string[], takenBytes: 0, sentBytes: 0, faults: [] as Fault[] }
  const answer = answering({ objects, uploads })
  const server = createServer((request, response) => {
    take(request, response).catch(error => respond(response, { status: 500, xml: `<Error>${error}</Error>` }))
  })
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = []
    for await (const piece of request) {
      pieces.push(piece)
      seen.takenBytes += piece.length
    }
    const body = Buffer.concat(pieces)
    const url = new URL(request.url ?? '', 'http://s3.invalid')
    const [, name = '', path = ''] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(url.pathname)) ?? []
    seen.calls.push(`${request.method} ${path}${url.search}`)
    const wrong = seen.faults.shift() ?? whatIsWrong(request, body, key)
    if (wrong) return respond(response, faulty(wrong))
    if (name !== bucket) return respond(response, faulty({ status: 404, code: 'NoSuchBucket' }))
    const source = request.headers['x-amz-copy-source']
    const from =
      typeof source === 'string' ? decodeURIComponent(source).replace(`/${bucket}/`, '') : undefined
    const asked = { method: request.method ?? '', key: path, query: url.searchParams, body, source: from }
    await respond(response, answer(asked), bytes => {
      seen.sentBytes += bytes
    })
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const endpoint = `http://127.0.0.1:${port}`
  return {
    ...{ objects, uploads, seen },
    settings: { endpoint, region, bucket, prefix: 'files/', keyId: key.id, secret: key.secret },
    stop: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

const faulty = ({ status, code }: Fault): Answer => ({ status, xml: `<Error><Code>${code}</Code></Error>` })

type Key = { readonly id: string; readonly secret: string }

function whatIsWrong(request: IncomingMessage, body: Buffer, key: Key): Fault | null {
  const headers = request.headers as Record<string, string | undefined>
  const parts = partsOf({ headers })
  const denied = (code: string): Fault => ({ status: 403, code })
  if (!parts || parts.region !== region) return denied('AccessDenied')
  if (parts.keyId !== key.id) return denied('InvalidAccessKeyId')
  const wanted = ['host', ...Object.keys(headers).filter(name => name.startsWith('x-amz-'))]
  if (wanted.some(name => !parts.signed.includes(name))) return denied('AccessDenied')
  const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
  const at = (headers['x-amz-date'] ?? '').replace(compact, '$1-$2-$3T$4:$5:$6Z')
  if (!(Math.abs(Date.parse(at) - Date.now()) < skewMs)) return denied('RequestTimeTooSkewed')
  const call = { method: request.method ?? '', target: request.url ?? '', headers }
  if (signatureOf(call, parts, key.secret) !== parts.signature) return denied('SignatureDoesNotMatch')
  const hash = createHash('sha256').update(body).digest('hex')
  const isWhole = headers['x-amz-content-sha256'] === hash
  return isWhole ? null : { status: 400, code: 'XAmzContentSHA256Mismatch' }
}

type Kept = {
  readonly objects: Map<string, { readonly bytes: Buffer; readonly at: string }>
  readonly uploads: Map<string, { readonly key: string; readonly parts: Map<number, Buffer> }>
}

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`

function answering({ objects, uploads }: Kept): (asked: Asked) => Answer {
  const put = (key: string, bytes: Buffer): Answer => {
    objects.set(key, { bytes, at: new Date().toISOString() })
    return { etag: etagOf(bytes) }
  }
  const part = ({ query, body }: Asked): Answer => {
    const upload = uploads.get(query.get('uploadId') ?? '')
    if (!upload) return faulty({ status: 404, code: 'NoSuchUpload' })
    upload.parts.set(Number(query.get('partNumber')), body)
    return { etag: etagOf(body) }
  }
  const complete = ({ key, query, body }: Asked): Answer => {
    const id = query.get('uploadId') ?? ''
    const parts = [...(uploads.get(id)?.parts ?? [])].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes)
    const isNamed = parts.every(bytes => body.toString().includes(`<ETag>${etagOf(bytes)}</ETag>`))
    if (parts.length === 0 || !isNamed) return faulty({ status: 400, code: 'InvalidPart' })
    if (parts.slice(0, -1).some(bytes => bytes.length < partBytesMin))
      return faulty({ status: 400, code: 'EntityTooSmall' })
    uploads.delete(id)
    put(key, Buffer.concat(parts))
    return { xml: '<CompleteMultipartUploadResult/>' }
  }
  const begin = (key: string): Answer => {
    const id = randomUUID()
    uploads.set(id, { key, parts: new Map() })
    return {
      xml: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    }
  }
  return asked => {
    const { method, key, query, body, source } = asked
    const none = faulty({ status: 404, code: 'NoSuchKey' })
    if (method === 'POST') return query.has('uploads') ? begin(key) : complete(asked)
    if (method === 'PUT' && query.has('uploadId')) return part(asked)
    if (method === 'PUT') {
      const from = source === undefined ? body : objects.get(source)?.bytes
      return from ? { ...put(key, from), xml: '<CopyObjectResult/>' } : none
    }
    if (method === 'DELETE') {
      if (query.has('uploadId')) uploads.delete(query.get('uploadId') ?? '')
      else objects.delete(key)
      return { status: 204 }
    }
    if (query.get('list-type') === '2') return list(objects, query)
    const found = objects.get(key)
    return found ? { bytes: found.bytes } : none
  }
}

function list(objects: Kept['objects'], query: URLSearchParams): Answer {
  const after = query.get('continuation-token') ?? ''
  const names = [...objects.keys()]
    .filter(name => name.startsWith(query.get('prefix') ?? '') && name > after)
    .toSorted()
  const page = names.slice(0, Math.min(listMax, Number(query.get('max-keys') ?? listMax)))
  const rows = page.map(
    name => `<Contents><Key>${name}</Key><LastModified>${objects.get(name)?.at}</LastModified></Contents>`,
  )
  const next =
    names.length > page.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  return { xml: `<ListBucketResult>${rows.join('')}${next}</ListBucketResult>` }
}

const pieceBytes = 65_536

/** Bytes leave as fast as they are taken, and no faster. */
async function respond(
  response: ServerResponse,
  { status = 200, xml = '', bytes, etag }: Answer,
  tell: (bytes: number) => void = () => {},
): Promise<void> {
  response.writeHead(status, etag ? { etag } : {})
  if (!bytes) {
    response.end(xml)
    return
  }
  function* pieces(whole: Buffer): Generator<Buffer> {
    for (let at = 0; at < whole.length; at += pieceBytes) {
      const piece = whole.subarray(at, at + pieceBytes)
      tell(piece.length)
      yield piece
    }
  }
  // Who asked may leave before the end.
  await pipeline(Readable.from(pieces(bytes)), response).catch(() => {})
}
