// Sends and fetches attachments of 20 MB, ten at a time, and tells the memory of the server before and at most.
// Run: node scripts/run.mjs test/load/files.ts [ROUNDS]. Linux only; with CLAMD set the files are checked meanwhile.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../stage.ts'

const root = resolve(import.meta.dirname, '..', '..')
const rounds = Number(process.argv[2] ?? 3)
const atOnce = 10
// Made once: lines that wait meanwhile would be closed.
const content = new Blob(['%PDF-1.7\n', new Uint8Array(randomBytes(19_999_000))])
const folder = mkdtempSync(join(tmpdir(), 'open-imi-load-'))
const port = await freePort()
const url = `http://localhost:${port}`
const env = { ...process.env, DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'error' }
const imi = (...words: readonly string[]): unknown => {
  const run = spawnSync(process.execPath, ['src/cli.ts', ...words, '--json'], { cwd: root, env })
  return JSON.parse(run.stdout.toString())
}

imi('world', '--size', 'tiny')
const server = spawn(process.execPath, ['src/cli.ts', 'serve'], {
  cwd: root,
  env,
  stdio: ['ignore', 'ignore', 'inherit'],
})
try {
  while (!(await fetch(`${url}/health/ready`).catch(() => null))?.ok) await wait(200)
  const [user] = imi('users') as readonly { user: string; authorities: { authority: string }[] }[]
  const authority = user?.authorities[0]?.authority ?? ''
  const { token } = imi('token', '--user', user?.user ?? '', '--authority', authority) as { token: string }
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
  const ask = async (path: string) => (await fetch(url + path, { headers })).json()
  const { items } = (await ask('/worklist?view=all')) as { items: { number: string; state: string }[] }
  const number = items.find(({ state }) => state === 'accepted')?.number ?? ''
  const send = async (bytes: Blob): Promise<string> => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ title: 'load', language: 'en', kind: 'other' }))
      form.append(name, value)
    form.append('file', bytes, 'load.pdf')
    const path = `/exchanges/${number}/actions/attach`
    const answer = await fetch(url + path, { method: 'POST', headers, body: form })
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
    return ((await answer.json()) as { attachments: { id: string }[] }).attachments.at(-1)?.id ?? ''
  }
  const fetched = async (id: string): Promise<void> => {
    const answer = await fetch(`${url}/exchanges/${number}/attachments/${id}`, { headers })
    let bytes = 0
    for await (const piece of answer.body ?? []) bytes += piece.length
    if (bytes !== content.size) throw new Error(`${answer.status} ${bytes} bytes`)
  }
  // Once each, so that what the program loads and keeps for any call does not count.
  const first = await send(content.slice(0, 1_000_000))
  while (((await ask(`/exchanges/${number}`)) as View).attachments.some(isWaiting)) await wait(500)
  await fetch(`${url}/exchanges/${number}/attachments/${first}`, { headers }).then(one => one.arrayBuffer())
  await measured('up', () => Promise.all(Array.from({ length: atOnce }, () => send(content))))
  while (((await ask(`/exchanges/${number}`)) as View).attachments.some(isWaiting)) await wait(500)
  const { attachments } = (await ask(`/exchanges/${number}`)) as View
  const large = attachments.filter(one => one.sizeBytes === content.size).slice(-atOnce)
  await measured('down', () => Promise.all(large.map(({ id }) => fetched(id))))
} finally {
  server.kill('SIGTERM')
  await new Promise(done => server.once('exit', done))
  rmSync(folder, { recursive: true, force: true })
}

type View = { readonly attachments: readonly { id: string; sizeBytes: number; check: string }[] }
function isWaiting({ check }: View['attachments'][number]): boolean {
  return check === 'waiting'
}

function residentMb(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000)
}

/** The peak is looked for every 20 ms. */
async function measured(what: string, round: () => Promise<unknown>): Promise<void> {
  const beforeMb = residentMb()
  const peaksMb: number[] = []
  const began = performance.now()
  for (let i = 0; i < rounds; i++) {
    let peakMb = 0
    const timer = setInterval(() => {
      peakMb = Math.max(peakMb, residentMb())
    }, 20)
    await round()
    clearInterval(timer)
    peaksMb.push(peakMb)
  }
  const seconds = Math.round((performance.now() - began) / 100) / 10
  const files = rounds * atOnce
  console.log(JSON.stringify({ what, files, atOnce, beforeMb, peaksMb, afterMb: residentMb(), seconds }))
}
