// For tests: the signature that a server of S3 expects of a call, from the published rules and nothing of the client's.
// Source: Amazon S3 API reference, "Authenticating Requests: Using the Authorization Header (Signature Version 4)".
import { createHash, createHmac } from 'node:crypto'

export type SignedRequest = {
  readonly method: string
  /** As it stands in the first line of the call. */
  readonly target: string
  readonly headers: Readonly<Record<string, string | undefined>>
}

export type Scope = { readonly day: string; readonly region: string; readonly signed: readonly string[] }

const mac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const authorization = new RegExp(
  '^AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([\\w-]+)/s3/aws4_request, ?' +
    'SignedHeaders=([\\w;-]+), ?Signature=([0-9a-f]{64})$',
)

/** What the call says of itself; null: it is not signed in this way. */
export function partsOf({ headers }: Pick<SignedRequest, 'headers'>) {
  const found = authorization.exec(headers.authorization ?? '')
  if (!found) return null
  const [, keyId = '', day = '', region = '', signed = '', signature = ''] = found
  return { keyId, day, region, signed: signed.split(';'), signature }
}

/** The signature that the secret makes of a call. */
export function signatureOf(call: SignedRequest, { day, region, signed }: Scope, secret: string): string {
  const { method, target, headers } = call
  const [path = '', search = ''] = target.split('?')
  const query = search
    .split('&')
    .filter(one => one !== '')
    .map(one => (one.includes('=') ? one : `${one}=`))
    .toSorted()
    .join('&')
  const lines = signed.map(name => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`).join('')
  const payload = headers['x-amz-content-sha256'] ?? ''
  const canonical = [method, path, query, lines, signed.join(';'), payload].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'] ?? '', scope, hashOf(canonical)].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(mac, `AWS4${secret}`)
  return mac(key, text).toString('hex')
}
