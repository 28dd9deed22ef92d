// Goal: asked to end, the server lets open calls end, however many ways the one wish reaches it.
// Method: the real process without a world; two signals at once, as when a whole group of processes is asked.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect as dial } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../database.ts'
import { freePort } from '../stage.ts'
import { root } from './served.ts'

let database: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'open-imi-signals-'))
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** An outside identity provider, so that no demo world is built; nobody signs in here. */
const provider = { OIDC_ISSUER: 'https://id.invalid', OIDC_CLIENT_ID: 'imi', OIDC_CLIENT_SECRET: 'secret' }

test('two signals at once are one wish: the open call is answered, the exit is clean', async () => {
  const port = await freePort()
  const settings = { DATABASE_URL: database.url, DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, ['src/cli.ts', 'serve'], {
    cwd: root,
    env: { ...process.env, ...provider, ...settings },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk))
  const exit = new Promise(done => child.once('exit', (...how) => done(how)))
  await expect.poll(() => said, { timeout: 15_000 }).toContain('Ctrl-C stops it')
  const socket = dial(port, 'localhost')
  let answer = ''
  socket.on('error', () => {}).on('data', chunk => (answer += chunk))
  socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n')
  await wait(100)
  child.kill('SIGTERM')
  child.kill('SIGINT')
  await expect.poll(() => said, { timeout: 5000 }).toContain('stopping')
  socket.write('Connection: close\r\n\r\n')
  expect(await exit).toEqual([0, null])
  expect(answer).toContain('{"status":"live"}')
  expect(said).toMatch(/stopped\n$/)
})
