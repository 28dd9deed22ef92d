// What the operator sets by environment: read once, checked as a whole, each wrong value named.
import { resolve } from 'node:path'
import { z } from 'zod'
import type { BucketSettings } from './bucket.ts'

const given = (text: unknown): unknown => (typeof text === 'string' && text.trim() === '' ? undefined : text)
const optional = <T extends z.ZodType>(type: T) => z.preprocess(given, type.optional())
const orElse = <T extends z.ZodType>(type: T, value: z.input<T>) =>
  z.preprocess(text => given(text) ?? value, type)

const url = (schemes: readonly string[]) =>
  z
    .string()
    .refine(
      text => URL.canParse(firstHostOnly(text)) && schemes.some(scheme => text.startsWith(`${scheme}://`)),
    )

/** A database address may name several hosts, which no URL may. */
const firstHostOnly = (text: string): string => text.replace(/,[^/?@]*/, '')

const masterKey = z
  .string()
  .refine(text => Buffer.from(text, 'base64').length === 32 && /^[\w+/-]{43}=?$/.test(text))

/** Each variable with its type and, in plain words, what is expected. */
const variables = {
  PORT: [orElse(z.coerce.number().int().min(0).max(65535), 3000), 'a port number from 1 to 65535'],
  HOST: [
    orElse(z.string().regex(/^[\w.:-]+$/), 'localhost'),
    'an address to listen on, such as localhost or 0.0.0.0',
  ],
  DATA_DIR: [orElse(z.string(), './data'), 'a folder'],
  DATABASE_URL: [
    optional(url(['postgres', 'postgresql'])),
    'an address such as postgres://user:password@host:5432/name',
  ],
  PUBLIC_URL: [optional(url(['http', 'https'])), 'the address people type, such as https://imi.example.eu'],
  MASTER_KEY: [optional(masterKey), '32 bytes in base64, for example from: openssl rand -base64 32'],
  LOG_LEVEL: [
    orElse(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']), 'info'),
    'one of trace, debug, info, warn, error, silent',
  ],
  CLAMD: [
    optional(z.string().regex(/^(?:\/.+|\[?[^/\s]+\]?:\d{1,5})$/)),
    'where ClamAV’s daemon listens, such as localhost:3310 or /run/clamav/clamd.ctl',
  ],
  FILES: [
    optional(z.string().refine(text => bucketIn(text) !== null)),
    'a bucket such as s3://imi-files/attachments?endpoint=https://s3.example.eu&region=eu-central-1',
  ],
  AWS_ACCESS_KEY_ID: [optional(z.string()), 'the name of the key to the bucket of FILES'],
  AWS_SECRET_ACCESS_KEY: [optional(z.string()), 'the secret of that key'],
  LEARN_FORWARDS: [
    orElse(z.enum(['on', 'off']), 'on'),
    'on, to propose authorities also by where requests like it were forwarded, or off',
  ],
  SMTP_URL: [
    optional(url(['smtp', 'smtps'])),
    'the address of a mail server, such as smtp://user:password@mail.example.eu:587',
  ],
  MAIL_FROM: [optional(z.email()), 'the address that mails come from, such as imi@example.eu'],
  OIDC_ISSUER: [optional(url(['http', 'https'])), 'the address of the identity provider'],
  OIDC_CLIENT_ID: [optional(z.string()), 'the name under which the provider knows this system'],
  OIDC_CLIENT_SECRET: [optional(z.string()), 'the secret agreed with the provider'],
} as const

/** `s3://bucket/folder?endpoint=…&region=…`; null where that is not what was written. */
function bucketIn(text: string): Omit<BucketSettings, 'keyId' | 'secret'> | null {
  if (!text.startsWith('s3://') || !URL.canParse(text)) return null
  const { hostname: bucket, pathname, searchParams } = new URL(text)
  const region = searchParams.get('region') ?? 'us-east-1'
  const endpoint = (searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, '')
  const isKnown = [...searchParams.keys()].every(name => name === 'endpoint' || name === 'region')
  const folder = pathname.replace(/^\/+|\/+$/g, '')
  const isSound = /^[a-z0-9.-]{3,63}$/.test(bucket) && /^[\w./-]*$/.test(folder)
  if (!isKnown || !isSound || !/^https?:\/\/[^/?#@]+$/.test(endpoint)) return null
  return { bucket, region, endpoint, prefix: folder && `${folder}/` }
}

type Variable = keyof typeof variables
type Values = { readonly [V in Variable]: z.output<(typeof variables)[V][0]> }

export type Settings = {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly publicUrl: string
  readonly masterKey: Uint8Array | null
  readonly logLevel: string
  /** Where ClamAV's daemon listens; null: attachments are not checked for viruses. */
  readonly clamd: string | null
  /** A bucket for the files of attachments; null: a folder below `dataDir`. */
  readonly files: BucketSettings | null
  /** Proposals follow where requests were forwarded before. */
  readonly isLearning: boolean
  /** Where mails go; null: the mail log shows them. */
  readonly mail: { readonly url: string; readonly from: string } | null
  /** An outside identity provider; null: the embedded demo provider. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null
}

export type SettingsRead =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads all variables and names every wrong one. The value is shown only where it is no secret. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SettingsRead {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, [type, expected]] of Object.entries(variables)) {
    const parsed = type.safeParse(environment[name])
    if (parsed.success) values[name] = parsed.data
    else problems.push(`${name}${shown(name, environment[name])} is not usable. Expected: ${expected}.`)
  }
  const isMissing = (name: string): boolean => given(environment[name]) === undefined
  const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']
  const missing = oidc.filter(isMissing)
  if (missing.length > 0 && missing.length < oidc.length)
    problems.push(
      `${missing.join(', ')} missing: ${oidc.join(', ')} belong together. Expected: all three or none.`,
    )
  const keys = isMissing('FILES') ? [] : ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].filter(isMissing)
  if (keys.length > 0) problems.push(`${keys.join(', ')} missing: FILES needs them. Expected: both.`)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings: settingsOf(values as Values) }
}

const secret = /SECRET|KEY|DATABASE_URL|SMTP_URL/
const shown = (name: string, value: string | undefined): string =>
  secret.test(name) ? '' : `=${value ?? ''}`

function settingsOf(values: Values): Settings {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values
  const publicUrl = (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, '')
  const from = values.MAIL_FROM ?? `no-reply@${new URL(publicUrl).hostname}`
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    publicUrl,
    masterKey: values.MASTER_KEY === undefined ? null : Buffer.from(values.MASTER_KEY, 'base64'),
    logLevel: values.LOG_LEVEL,
    clamd: values.CLAMD ?? null,
    files: filesOf(values),
    isLearning: values.LEARN_FORWARDS === 'on',
    mail: values.SMTP_URL ? { url: values.SMTP_URL, from } : null,
    oidc: issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : null,
  }
}

function filesOf(values: Values): Settings['files'] {
  const { FILES, AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret } = values
  const bucket = FILES === undefined ? null : bucketIn(FILES)
  return bucket && keyId && secret ? { ...bucket, keyId, secret } : null
}
