// Goal: readers get translations with one statement, missing ones are made once, and no fault of an engine
// harms more
// than its own text. Method: a real database, a fake engine that is told what to do, and a queue run by hand.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { openJobs } from '../base/job.ts'
import type { Engine, EngineAnswer, EngineJob, Route, Translation } from './model.ts'
import { openTranslator, type Translator, type TranslatorPorts } from './translator.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const pt: Route = { path: ['es', 'ca', 'pt'], quality: 'rough', chrF: 49, version: 'v1' }
const text = { text: 'Pagó 20,5 €. Tiene ES-1.', lang: 'es' }
const german = { text: 'Hallo Welt', lang: 'de' }
const shout = (job: EngineJob): EngineAnswer => ({
  state: 'done',
  segments: job.segments.map(segment => segment.toUpperCase()),
})

let exchange = ''
let now = '2026-11-24T09:00:00.000Z'
let jobs: EngineJob[] = []
let queued: object[] = []
let errors: string[] = []
let answer: (job: EngineJob) => EngineAnswer | Promise<EngineAnswer> = shout
let number = 0

beforeEach(() => {
  exchange = `2026-PL-${String(++number).padStart(8, '0')}`
  now = '2026-11-24T09:00:00.000Z'
  jobs = []
  queued = []
  errors = []
  answer = shout
})

const engineOf = (routes: readonly Route[], id = 'fake'): Engine => ({
  id,
  name: `The ${id}`,
  isImmediate: false,
  routes: () => routes,
  translate: async job => {
    jobs.push(job)
    return answer(job)
  },
  stop: async () => {},
})

/** A translator and the worker's hand: `work` runs all jobs that were sent. */
function open(engines: readonly Engine[] = [engineOf([pt])]): Translator & { work: () => Promise<void> } {
  let handler: (data: never) => Promise<void> = async () => {}
  const ports: TranslatorPorts = {
    sql: database.sql,
    jobs: {
      define: (_, __, given) => {
        handler = given
      },
      send: async (_, data) => queued.push(data) > 0,
    },
    engines,
    clock: () => now,
    log: { error: event => errors.push(event) },
  }
  const translator = openTranslator(ports)
  const work = async () => {
    for (const data of queued.splice(0)) await handler(data as never)
  }
  return { ...translator, work }
}

const one = async (translator: Translator, names: readonly string[] = []): Promise<Translation | undefined> =>
  (await translator.pairs(exchange, [text], 'pt', names))[0]
const shouted = {
  state: 'done',
  text: 'PAGÓ 20,5 €. TIENE ES-1.',
  lang: 'pt',
  engine: 'The fake',
  path: ['es', 'ca', 'pt'],
  quality: 'rough',
  warnings: [],
}

describe('reading', () => {
  test('missing: pending and one job; then done with one statement, whoever reads', async () => {
    const translator = open()
    const texts = [text, { text: 'Olá', lang: 'pt' }, german, text, { text: '12.03.2024', lang: 'es' }]
    const same = { state: 'same-language' }
    const none = { state: 'none', from: 'de', to: 'pt' }
    const read = () => translator.pairs(exchange, texts, 'pt', [])
    expect(await read()).toEqual([{ state: 'pending' }, same, none, { state: 'pending' }, same])
    expect(queued).toHaveLength(1)
    const waiting = await counted(database.sql, read)
    expect(waiting.value[0]).toEqual({ state: 'pending' })
    expect(waiting.statements).toHaveLength(1)
    await translator.work()
    const { value, statements } = await counted(database.sql, read)
    expect(value).toEqual([{ ...shouted, at: now }, same, none, { ...shouted, at: now }, same])
    expect(statements).toHaveLength(1)
    expect(queued).toEqual([])
    expect(jobs).toHaveLength(1)
  })

  test('nothing to translate: no statement at all', async () => {
    const { pairs } = open()
    const { value, statements } = await counted(database.sql, () =>
      pairs(
        exchange,
        [
          { text: 'Olá', lang: 'pt' },
          { text: 'x'.repeat(20_001), lang: 'es' },
        ],
        'pt',
        [],
      ),
    )
    expect(value).toEqual([
      { state: 'same-language' },
      { state: 'failed', reason: 'translation.failed.long' },
    ])
    expect(statements).toEqual([])
  })

  test('readers at the same time ask once', async () => {
    const translator = open()
    await Promise.all(Array.from({ length: 8 }, () => one(translator)))
    expect(queued).toHaveLength(1)
  })

  test('another exchange, another language and another name in the text are other translations', async () => {
    const translator = open([engineOf([pt, { ...pt, path: ['es', 'fr'] }])])
    await one(translator)
    await translator.pairs(`${exchange}9`, [text], 'pt', [])
    await translator.pairs(exchange, [text], 'fr', [])
    await one(translator, ['Tiene'])
    await one(translator, ['Nobody here'])
    expect(queued).toHaveLength(4)
    await translator.work()
    expect(await one(translator, ['Tiene'])).toMatchObject({ text: 'PAGÓ 20,5 €. Tiene ES-1.' })
  })

  test('the copy of the source goes when the translation is made', async () => {
    const translator = open()
    await one(translator)
    const row = () => database.sql`select source, names, kept from translation where exchange = ${exchange}`
    expect(await row()).toMatchObject([{ source: text.text }])
    await translator.work()
    expect(await row()).toMatchObject([{ source: null, names: null, kept: null }])
  })
})

describe('another engine', () => {
  test('a new version translates anew, and shows the old result meanwhile', async () => {
    const old = open()
    await one(old)
    await old.work()
    const fresh = open([engineOf([{ ...pt, version: 'v2' }])])
    answer = job => ({ state: 'done', segments: job.segments.map(segment => segment.toLowerCase()) })
    expect(await one(fresh)).toMatchObject({ text: 'PAGÓ 20,5 €. TIENE ES-1.' })
    await fresh.work()
    expect(await one(fresh)).toMatchObject({ text: 'pagó 20,5 €. tiene ES-1.' })
    expect(jobs).toHaveLength(2)
  })

  test('what was translated stays when no engine serves the pair any more', async () => {
    const old = open()
    await one(old)
    await old.work()
    const none = open([])
    expect(await one(none)).toMatchObject({ state: 'done', engine: 'fake' })
    expect(queued).toEqual([])
  })

  test('gone between asking and working: failed for now, asked again later', async () => {
    await one(open())
    await open([]).work()
    const translator = open()
    expect(await one(translator)).toEqual({ state: 'failed', reason: 'translation.failed.unavailable' })
    now = '2026-11-24T09:10:00.000Z'
    expect(await one(translator)).toEqual({ state: 'pending' })
  })
})

describe('faults', () => {
  const fails = (reason: string) => ({ state: 'failed', reason: `translation.failed.${reason}` })

  test('a lost mark is tried once more, alone', async () => {
    answer = job => (job.attempt === 1 ? { state: 'done', segments: ['PAGÓ ⟦0⟧.', 'TIENE.'] } : shout(job))
    const translator = open()
    await one(translator)
    await translator.work()
    expect(jobs.map(job => [job.attempt, job.segments])).toEqual([
      [1, ['Pagó ⟦0⟧.', 'Tiene ⟦1⟧.']],
      [2, ['Tiene ⟦1⟧.']],
    ])
    expect(jobs[1]?.id).not.toBe(jobs[0]?.id)
    expect(await one(translator)).toMatchObject(shouted)
  })

  test('doubled and lost again: not translated, and not asked for again', async () => {
    answer = job => ({ state: 'done', segments: job.segments.map(segment => segment + segment) })
    const translator = open()
    await one(translator)
    await translator.work()
    now = '2026-12-24T09:00:00.000Z'
    expect(await one(translator)).toEqual(fails('marks'))
    expect(queued).toEqual([])
  })

  test('one sentence not translated: shown in its own words, with a warning', async () => {
    answer = () => ({ state: 'done', segments: [null, 'TEM ⟦1⟧.'] })
    const translator = open()
    await one(translator)
    await translator.work()
    expect(await one(translator)).toMatchObject({
      text: 'Pagó 20,5 €. TEM ES-1.',
      warnings: ['translation.warning.sentences'],
    })
  })

  test('an engine that throws is out of reach: asked again after ten minutes', async () => {
    answer = () => Promise.reject(new Error('connection refused'))
    const translator = open()
    await one(translator)
    await translator.work()
    expect(errors).toEqual(['translation engine failed'])
    expect(await one(translator)).toEqual(fails('unavailable'))
    expect(queued).toEqual([])
    now = '2026-11-24T09:10:00.000Z'
    answer = shout
    expect(await one(translator)).toEqual({ state: 'pending' })
    await translator.work()
    expect(await one(translator)).toMatchObject(shouted)
  })

  test('a result that never comes is asked for again after half an hour', async () => {
    answer = () => ({ state: 'accepted' })
    const translator = open()
    await one(translator)
    await translator.work()
    now = '2026-11-24T09:29:59.000Z'
    await one(translator)
    expect(queued).toEqual([])
    now = '2026-11-24T09:30:00.000Z'
    expect(await one(translator)).toEqual({ state: 'pending' })
    expect(queued).toHaveLength(1)
  })

  test('one text of a job fails, the others are made', async () => {
    const other = { text: 'Adiós.', lang: 'es' }
    answer = job =>
      job.segments.length === 2 ? { state: 'refused', reason: 'translation.failed.engine' } : shout(job)
    const translator = open()
    await translator.pairs(exchange, [text, other], 'pt', [])
    await translator.work()
    expect(await translator.pairs(exchange, [text, other], 'pt', [])).toMatchObject([
      fails('engine'),
      { text: 'ADIÓS.' },
    ])
  })
})

describe('results that come later', () => {
  const done = (...segments: string[]) => ({ state: 'done' as const, segments })
  const accepted = async () => {
    answer = () => ({ state: 'accepted' })
    const translator = open()
    await one(translator)
    await translator.work()
    return { ...translator, id: jobs[0]?.id ?? '' }
  }

  test('are taken once; a second and a forged one change nothing', async () => {
    const { finish, id, ...translator } = await accepted()
    expect(await one({ finish, ...translator })).toEqual({ state: 'pending' })
    expect(await finish(`${exchange}/00000000-0000-4000-8000-000000000000`, done('X', 'Y'))).toBe(false)
    expect(await finish('nonsense', done('X'))).toBe(false)
    expect(await finish(id, done('PAGÓ ⟦0⟧.', 'TIENE ⟦1⟧.'))).toBe(true)
    expect(await finish(id, done('OTHER ⟦0⟧.', 'OTHER ⟦1⟧.'))).toBe(false)
    expect(await one({ finish, ...translator })).toMatchObject(shouted)
  })

  test('twice at the same time: one is taken', async () => {
    const { finish, id } = await accepted()
    const result = done('PAGÓ ⟦0⟧.', 'TIENE ⟦1⟧.')
    expect((await Promise.all([finish(id, result), finish(id, result)])).toSorted()).toEqual([false, true])
  })

  test('with a mark lost, are asked for again under a new id; the old id is spent', async () => {
    const { finish, id, ...translator } = await accepted()
    expect(await finish(id, done('PAGÓ ⟦0⟧.', 'TIENE.'))).toBe(true)
    expect(await finish(id, done('PAGÓ ⟦0⟧.', 'TIENE ⟦1⟧.'))).toBe(false)
    expect(await finish(jobs[1]?.id ?? '', done('TIENE ⟦1⟧.'))).toBe(true)
    expect(await one({ finish, ...translator })).toMatchObject(shouted)
  })
})

test('with the real queue a translation arrives by itself', async () => {
  const real = openJobs(database.sql, error => errors.push(error.message))
  const translator = openTranslator({
    sql: database.sql,
    jobs: real,
    engines: [engineOf([pt])],
    clock: () => now,
    log: { error: event => errors.push(event) },
  })
  await real.start()
  expect(await one(translator)).toEqual({ state: 'pending' })
  await expect.poll(() => one(translator), { timeout: 8000, interval: 50 }).toMatchObject(shouted)
  await real.stop()
  expect(errors).toEqual([])
})

test('at once, without a database: only by engines that answer at once', async () => {
  const later = engineOf([pt])
  const quick = { ...engineOf([pt], 'quick'), isImmediate: true }
  const say = (engines: readonly Engine[], to: string) => open(engines).translateNow(text.text, 'es', to, [])
  expect(await say([later], 'pt')).toEqual({
    translation: { state: 'none', from: 'es', to: 'pt' },
    spans: [],
  })
  expect(await say([later], 'es')).toEqual({ translation: { state: 'same-language' }, spans: [] })
  const { translation, spans } = await say([later, quick], 'pt')
  expect(translation).toEqual({ ...shouted, engine: 'The quick', at: now })
  expect(spans).toEqual(['20,5 €', 'ES-1'])
})
