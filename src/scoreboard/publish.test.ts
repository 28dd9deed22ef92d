// Goal: a published edition never moves, proves itself to a stranger, and is corrected by a new version only.
// Method: an edition of invented requests on a real database is published by the command; then the facts under it
//   change; openssl and docs/recompute are given nothing but what the doors hand out.
import { spawnSync } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted } from '../../test/database.ts'
import { library, openScoreboardDesk, signer } from '../../test/scoreboard-desk.ts'
import { runExport, runPublish, runScoreboard } from './command.ts'
import { sha256Of } from './publication.ts'
import { rebuildScoreboard } from './rebuild.ts'

const folder = mkdtempSync(join(tmpdir(), 'open-imi-published-'))
type Desk = Awaited<ReturnType<typeof openScoreboardDesk>>
let desk: Desk
/** Of the page, figures and requests before anything was published. */
let before: { readonly countries: unknown; readonly csv: string }

const publish = (reason?: string, edition = '2020') =>
  runPublish({ ...desk.scoring, signer }, { edition, reason })
const files = ['requests.csv', 'figures.json', 'recompute.py', 'recompute.sql'] as const
const filesOf = (path: string) => Promise.all(files.map(name => desk.text(`${path}/${name}`)))

/** Late answers come in, and exchanges go. */
async function moveOn(): Promise<void> {
  await desk.database.sql`
    update scoreboard_fact set answered_at = sent_at + interval '99 days' where recipient_country in ('ES', 'PL')`
  await desk.database.sql`delete from scoreboard_fact where recipient_country = 'IT'`
  // A fact that is gone takes its counts with it.
  expect((await rebuildScoreboard(desk.database.sql)).counts).toBeGreaterThan(0)
}

beforeAll(async () => {
  // More than one page of lines.
  desk = await openScoreboardDesk(6000)
  before = {
    countries: (await desk.json()).countries,
    csv: await desk.text('/scoreboard/2020/requests.csv'),
  }
})
afterAll(async () => {
  await desk.database.drop()
  rmSync(folder, { recursive: true })
})

describe('before', () => {
  test('it is live, and nothing of it is signed', async () => {
    const { publication, links } = await desk.json()
    expect([publication, links.signature]).toEqual([null, null])
    expect((await desk.get('/scoreboard/2020/figures.sig')).status).toBe(404)
    expect((await desk.get('/scoreboard/2020-v1')).status).toBe(404)
    expect(JSON.parse(await desk.text('/scoreboard/2020/figures.json')).countries).toEqual(before.countries)
  })

  test('a year that is not over cannot be published', async () => {
    expect(await publish(undefined, '2026')).toMatchObject({ exit: 1, json: { refused: 'running' } })
  })
})

describe('what its requests do not add up to', () => {
  test('is not signed', async () => {
    const { sql } = desk.database
    await sql`update scoreboard_count set count = count + 1 where month = '2020-05-01' and measure = 'timeliness'`
    expect(await publish()).toMatchObject({ exit: 1, json: { refused: 'inexact' } })
    await rebuildScoreboard(sql)
    expect((await desk.json()).countries).toEqual(before.countries)
  })
})

describe('once published', () => {
  test('of two that publish at once, one does', async () => {
    const both = await Promise.all([publish(), publish()])
    expect(both.map(one => one.exit).toSorted()).toEqual([0, 1])
    const refused = both.find(one => one.exit === 1)?.json as { refused: string }
    expect(['taken', 'unchanged']).toContain(refused.refused)
  })

  test('nothing of it moves, whatever happens to the exchanges', async () => {
    const first = await filesOf('/scoreboard/2020')
    expect(first[0]).toBe(before.csv)
    const page = await (await desk.get('/scoreboard/2020', 'text/html')).text()
    await moveOn()
    expect(await filesOf('/scoreboard/2020')).toEqual(first)
    expect(await filesOf('/scoreboard/2020-v1')).toEqual(first)
    expect((await desk.json()).countries).toEqual(before.countries)
    expect(await (await desk.get('/scoreboard/2020', 'text/html')).text()).toBe(page)
    const told = await runScoreboard(desk.scoring, { edition: '2020', isRebuild: false }, { part: () => {} })
    expect(told.json).toEqual({ edition: '2020', countries: before.countries })
    const exported = await runExport(desk.scoring, { what: 'requests', edition: '2020', isJson: true })
    expect(exported.json).toMatchObject({ sha256: sha256Of(before.csv) })
  })

  test('its hashes are those of its files, and the key at its address proves the signature', async () => {
    const { publication, csv, scripts } = await desk.json()
    const [requests = '', figures = '', ...texts] = await filesOf('/scoreboard/2020')
    expect(csv?.sha256).toBe(sha256Of(requests))
    expect(publication?.sha256).toBe(sha256Of(figures))
    expect(scripts.map(one => one.sha256)).toEqual(texts.map(sha256Of))
    const key = await desk.text('/scoreboard/key.pem')
    expect(publication?.publicKey).toBe(key)
    const signature = Buffer.from(publication?.signature ?? '', 'base64')
    expect(verify(null, Buffer.from(figures), createPublicKey(key), signature)).toBe(true)
    expect(verify(null, Buffer.from(`${figures} `), createPublicKey(key), signature)).toBe(false)
  })

  test.skipIf(!/OpenSSL 3/.test(spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? ''))(
    'openssl proves it with what the doors hand out',
    async () => {
      for (const name of ['key.pem', '2020/figures.json', '2020/figures.sig']) {
        const bytes = Buffer.from(await (await desk.get(`/scoreboard/${name}`)).arrayBuffer())
        writeFileSync(join(folder, name.replace('2020/', '')), bytes)
      }
      // As it stands on the page.
      const page = await (await desk.get('/scoreboard/2020', 'text/html')).text()
      const [, command = ''] = /<code>openssl ([^<]+)<\/code>/.exec(page) ?? []
      const prove = () => spawnSync('openssl', command.split(' '), { cwd: folder, encoding: 'utf8' })
      expect(prove().stdout).toContain('Signature Verified Successfully')
      const figures = await desk.text('/scoreboard/2020/figures.json')
      writeFileSync(join(folder, 'figures.json'), figures.replace('"green"', '"yellow"'))
      expect(prove().status).not.toBe(0)
    },
  )

  test.skipIf(spawnSync('python3', ['--version']).status !== 0)(
    'the frozen script works the figures out from the frozen requests',
    async () => {
      for (const name of ['figures.json', 'requests.csv', 'recompute.py'])
        writeFileSync(join(folder, name), await desk.text(`/scoreboard/2020/${name}`))
      const args = ['recompute.py', 'figures.json', 'requests.csv']
      const told = spawnSync('python3', args, { cwd: folder, encoding: 'utf8' })
      expect(JSON.parse(told.stdout).countries).toEqual(before.countries)
    },
  )

  test('its page costs one statement', async () => {
    await desk.get('/scoreboard/2020', 'text/html')
    const { statements } = await counted(desk.database.sql, () => desk.get('/scoreboard/2020', 'text/html'))
    expect(statements).toHaveLength(1)
  })
})

describe('a correction', () => {
  test('needs a reason, and a change', async () => {
    expect((await publish()).json).toEqual({ refused: 'reason-missing', version: 1 })
    const done = await publish('late answers of two countries')
    expect(done).toMatchObject({ exit: 0, json: { version: 2, path: '/scoreboard/2020-v2' } })
    expect((await publish('again')).json).toEqual({ refused: 'unchanged', version: 2 })
  })

  test('names what it replaces and why; what was replaced stays, and says so', async () => {
    const [old, fresh] = [await desk.json('/scoreboard/2020-v1'), await desk.json()]
    expect(old.publication).toMatchObject({ version: 1, newest: 2 })
    expect(old.countries).toEqual(before.countries)
    expect(await desk.text('/scoreboard/2020-v1/requests.csv')).toBe(before.csv)
    expect(fresh.publication?.supersedes).toEqual({
      ...{ version: 1, sha256: old.publication?.sha256, reason: 'late answers of two countries' },
    })
    expect(fresh.countries).not.toEqual(before.countries)
    expect(await desk.text('/scoreboard/2020/requests.csv')).not.toContain(',IT,')
    const pages = ['/scoreboard/2020-v1', '/scoreboard/2020'].map(path => desk.get(path, 'text/html', 'de'))
    const [first, second] = await Promise.all(pages.map(async one => (await one).text()))
    expect(first).toContain('href="/scoreboard/2020-v2"')
    expect(second).toContain('late answers of two countries')
    for (const page of [first, second]) expect(page).not.toMatch(/scoreboard-frozen\.[a-z]|undefined/)
  })

  test('only versions that there are have an address', async () => {
    for (const id of ['2020-v0', '2020-v3', '2020-v01', '2021-v1', '2020-v', '2020-vx'])
      expect((await desk.get(`/scoreboard/${id}`)).status, id).toBe(404)
    expect(library.in('en')('scoreboard.edition.unknown', { edition: '2020-v3' })).toContain('2020-v3')
  })
})

test('what was changed in the database by hand is not shown', async () => {
  await desk.database.sql`
    update scoreboard_published set document = replace(document, '"red"', '"green"') where version = 1`
  await desk.database.sql`insert into scoreboard_published
    select edition, 3, published_at, document, signature, public_key, scripts
    from scoreboard_published where version = 1`
  await expect(desk.get('/scoreboard/2020')).rejects.toThrow('not what was signed')
})
