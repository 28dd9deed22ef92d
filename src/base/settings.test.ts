// Goal: every wrong value is named at once with what is expected; secrets are not repeated.
// Method: environments made for the test.
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('nothing set gives a system that runs on this machine', () => {
  expect(readSettings({ PORT: '' })).toEqual({
    ok: true,
    settings: {
      port: 3000,
      host: 'localhost',
      dataDir: resolve('data'),
      databaseUrl: null,
      publicUrl: 'http://localhost:3000',
      masterKey: null,
      logLevel: 'info',
      isLearning: true,
      clamd: null,
      files: null,
      mail: null,
      oidc: null,
    },
  })
})

test('what is set is taken', () => {
  const key = Buffer.alloc(32, 7).toString('base64')
  const read = readSettings({
    PORT: '8080',
    PUBLIC_URL: 'https://imi.example.eu/',
    DATABASE_URL: 'postgres://a:b@h1:5432,h2:5432,h3/imi?target_session_attrs=primary',
    MASTER_KEY: key,
    SMTP_URL: 'smtp://mail.example.eu:587',
    OIDC_ISSUER: 'https://login.example.eu',
    OIDC_CLIENT_ID: 'imi',
    OIDC_CLIENT_SECRET: 's',
  })
  if (!read.ok) throw new Error(read.problems.join())
  const { port, publicUrl, databaseUrl, masterKey, oidc, mail } = read.settings
  expect(mail).toEqual({ url: 'smtp://mail.example.eu:587', from: 'no-reply@imi.example.eu' })
  expect([port, publicUrl]).toEqual([8080, 'https://imi.example.eu'])
  expect(databaseUrl).toContain('h2:5432')
  expect(masterKey).toHaveLength(32)
  expect(oidc?.clientId).toBe('imi')
})

test.each([
  ['PORT', '99999'],
  ['PORT', 'http'],
  ['HOST', 'a b'],
  ['DATABASE_URL', 'mysql://hidden-word'],
  ['PUBLIC_URL', 'imi.example.eu'],
  ['MASTER_KEY', 'hidden-word'],
  ['LOG_LEVEL', 'loud'],
  ['FILES', '/srv/files'],
  ['FILES', 's3://imi-files?endpoint=s3.example.eu'],
  ['FILES', 's3://imi-files?endpont=https://s3.example.eu'],
  ['FILES', 's3://imi-files?endpoint=https://key:secret@s3.example.eu'],
  ['SMTP_URL', 'hidden-word'],
  ['MAIL_FROM', 'nobody'],
  ['OIDC_ISSUER', 'ftp://a'],
])('%s=%s is named with what is expected', (name, value) => {
  const read = readSettings({ [name]: value, OIDC_CLIENT_ID: name === 'OIDC_ISSUER' ? 'a' : undefined })
  expect(read.ok).toBe(false)
  const problems = read.ok ? [] : read.problems
  expect(problems[0]).toMatch(new RegExp(`^${name}.* is not usable\\. Expected: .+\\.$`))
  expect(problems.join()).not.toContain('hidden-word')
})

test('a bucket with its keys; without them it says which are missing', () => {
  const FILES = 's3://imi-files/attachments/?endpoint=https://s3.example.eu/&region=eu-1'
  const keys = { AWS_ACCESS_KEY_ID: 'imi', AWS_SECRET_ACCESS_KEY: 'hidden-word' }
  const read = readSettings({ FILES, ...keys })
  expect(read.ok && read.settings.files).toEqual({
    ...{ bucket: 'imi-files', prefix: 'attachments/', region: 'eu-1', endpoint: 'https://s3.example.eu' },
    ...{ keyId: 'imi', secret: 'hidden-word' },
  })
  const plain = readSettings({ FILES: 's3://imi-files', ...keys })
  expect(plain.ok && plain.settings.files).toMatchObject({
    ...{ prefix: '', endpoint: 'https://s3.us-east-1.amazonaws.com' },
  })
  const missing = readSettings({ FILES, AWS_ACCESS_KEY_ID: 'imi' })
  expect(missing.ok ? '' : missing.problems.join()).toMatch(/^AWS_SECRET_ACCESS_KEY missing/)
  expect(readSettings({ AWS_ACCESS_KEY_ID: 'imi' })).toMatchObject({ ok: true, settings: { files: null } })
})

test('all problems come at once', () => {
  const read = readSettings({ PORT: 'x', LOG_LEVEL: 'x', OIDC_ISSUER: 'https://a.example' })
  expect(read.ok ? [] : read.problems).toHaveLength(3)
})
