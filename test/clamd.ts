// For tests: a real clamd of its own, with one signature, the EICAR test file's. Where clamd is missing: null.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openClamd } from '../src/base/clamd.ts'

/** In parts, so that no scanner takes this file for it. Source: eicar.org, anti-malware test file. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(
  '',
)

export const finding = 'Open-Imi.Test.Eicar'

export type Clamd = { readonly socket: string; stop(): Promise<void> }

/** `clamd` of the system: `apt-get install clamav-daemon`. No signatures are downloaded. */
export const hasClamd = spawnSync('clamd', ['--version']).status === 0

const startMs = 30_000

export async function startClamd(): Promise<Clamd> {
  const folder = mkdtempSync(join(tmpdir(), 'open-imi-clamd-'))
  const socket = join(folder, 'clamd.ctl')
  mkdirSync(join(folder, 'db'))
  const hex = Buffer.from(eicar).toString('hex')
  writeFileSync(join(folder, 'db', 'eicar.ndb'), `${finding}:0:*:${hex}\n`)
  const settings = {
    ...{ Foreground: 'yes', LocalSocket: socket, DatabaseDirectory: join(folder, 'db') },
    ...{ StreamMaxLength: '25M', LogFile: join(folder, 'log'), MaxThreads: '2' },
  }
  writeFileSync(
    join(folder, 'clamd.conf'),
    `${Object.entries(settings)
      .map(pair => pair.join(' '))
      .join('\n')}\n`,
  )
  const child = spawn('clamd', ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' })
  const stop = async (): Promise<void> => {
    await ended(child)
    rmSync(folder, { recursive: true, force: true })
  }
  const scanner = openClamd(socket)
  for (const began = Date.now(); Date.now() - began < startMs; await wait(100))
    if (await scanner.version().catch(() => null)) return { socket, stop }
  await stop()
  throw new Error('clamd did not start')
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise(resolve => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
