// Files in a bucket of a server that speaks S3, in the places in which they would lie in a folder.
import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import { incoming, placeOf, type Shelf } from './shelf.ts'

export type BucketSettings = {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** Before the name of each file; empty, or with a stroke at its end. */
  readonly prefix: string
  readonly keyId: string
  readonly secret: string
}

export type Bucket = Shelf & {
  /** Changes nothing. Throws where the bucket cannot be used; `refusedWith` says why. */
  look(): Promise<void>
}

/** S3 takes no smaller part but the last one; so much of an upload is in memory. Unit: bytes. */
export const partBytes = 5 * 1024 * 1024
const retries = 3
const answerMs = 60_000

type Asked = {
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer> | string
  readonly headers?: Readonly<Record<string, string>>
}
/** Null: there is no such file. Throws where the server refuses. */
type Ask = (method: string, key: string, asked?: Asked) => Promise<Response | null>

export function openBucket(settings: BucketSettings): Bucket {
  const ask = asking(settings)
  const there = async (key: string, asked?: Asked): Promise<Response> => {
    const answer = await ask('GET', key, asked)
    if (!answer) throw new Error(`there is no file ${key}`)
    return answer
  }
  return {
    put: (name, bytes) => upload(ask, incoming(name), bytes),
    async claim(name) {
      const source = `/${settings.bucket}/${settings.prefix}${incoming(name)}`
      const copied = await ask('PUT', placeOf(name), { headers: { 'x-amz-copy-source': source } })
      // The server may find a fault after it began to answer.
      if (copied && /<Error>/.test(await copied.text())) throw new Error(`${name} was not copied`)
      if (copied) await ask('DELETE', incoming(name))
    },
    async *read(name) {
      const { body } = (await ask('GET', placeOf(name))) ?? (await there(incoming(name)))
      for await (const piece of body ?? [])
        yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    },
    async drop(name) {
      await ask('DELETE', incoming(name))
    },
    async unclaimed(before) {
      const prefix = settings.prefix + incoming('')
      const names: string[] = []
      let token: string | undefined
      do {
        const query: Asked['query'] = {
          'list-type': '2',
          prefix,
          ...(token && { 'continuation-token': token }),
        }
        const list: string = await (await there('', { query })).text()
        const old = tags(list, 'Contents').filter(one => (tags(one, 'LastModified')[0] ?? '') < before)
        names.push(...old.map(one => (tags(one, 'Key')[0] ?? '').slice(prefix.length)))
        token = tags(list, 'NextContinuationToken')[0]
      } while (token)
      return names
    },
    async look() {
      await ask('GET', '', { query: { 'list-type': '2', 'max-keys': '1' } })
    },
  }
}

/** One way to the server: signed, tried again where it is busy, with the hash of what is sent. */
function asking({ endpoint, region, bucket, prefix, keyId, secret }: BucketSettings): Ask {
  const client = new AwsClient({
    ...{ accessKeyId: keyId, secretAccessKey: secret, region, service: 's3', retries },
  })
  return async (method, key, { query = {}, body = '', headers = {} } = {}) => {
    const url = new URL(`${endpoint}/${bucket}${key && `/${prefix}${key}`}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const answer = await client.fetch(url, {
      ...{ method, headers: { ...headers, 'x-amz-content-sha256': sha256(body) } },
      ...(method !== 'GET' && { signal: AbortSignal.timeout(answerMs) }),
      ...(body.length > 0 && { body }),
    })
    if (answer.ok) return answer
    const code = tags(await answer.text(), 'Code')[0] ?? ''
    if (answer.status === 404 && code !== 'NoSuchBucket') return null
    throw refused(answer.status, code)
  }
}

/** The code with which the server refused; null: it was not reached. */
export const refusedWith = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && error.name === refusal ? String(error.code) : null

const refusal = 'S3Refusal'
const refused = (status: number, code: string): Error =>
  Object.assign(new Error(`the S3 server answers ${status} ${code}`), { code, name: refusal })

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** The contents of the tags of a name; names of our files need no escaping. */
const tags = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].map(([, inner = '']) => inner)

/** A file of one part is sent at once; a longer one in parts, of which one is in memory. */
async function upload(ask: Ask, key: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const etags: string[] = []
  let uploadId = ''
  try {
    for await (const { part, isLast } of partsOf(bytes)) {
      if (isLast && etags.length === 0) {
        await ask('PUT', key, { body: part })
        return
      }
      uploadId ||= await begin(ask, key)
      const query = { partNumber: String(etags.length + 1), uploadId }
      const sent = await ask('PUT', key, { query, body: part })
      etags.push(sent?.headers.get('etag') ?? '')
    }
    const done = await ask('POST', key, { query: { uploadId }, body: completing(etags) })
    if (!done || /<Error>/.test(await done.text())) throw new Error(`${key} was not put together`)
  } catch (error) {
    // What was sent is of no use; if this fails as well, the rule of the bucket for parts left over takes it away.
    if (uploadId) await ask('DELETE', key, { query: { uploadId } }).catch(() => null)
    throw error
  }
}

async function begin(ask: Ask, key: string): Promise<string> {
  const begun = await ask('POST', key, { query: { uploads: '' } })
  const [uploadId] = tags((await begun?.text()) ?? '', 'UploadId')
  if (!uploadId) throw new Error(`${key} cannot be sent in parts`)
  return uploadId
}

const completing = (etags: readonly string[]): string =>
  `<CompleteMultipartUpload>${etags
    .map((etag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${etag}</ETag></Part>`)
    .join('')}</CompleteMultipartUpload>`

/** Parts of the same size, the last one of what is left. */
async function* partsOf(bytes: AsyncIterable<Uint8Array>) {
  const part = Buffer.allocUnsafe(partBytes)
  let filled = 0
  for await (const piece of bytes)
    for (let at = 0; at < piece.length; ) {
      if (filled === partBytes) {
        yield { part, isLast: false }
        filled = 0
      }
      const rest = piece.subarray(at, at + partBytes - filled)
      part.set(rest, filled)
      filled += rest.length
      at += rest.length
    }
  yield { part: part.subarray(0, filled), isLast: true }
}
