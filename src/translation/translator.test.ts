// Goal: readers get translations with one statement; each is made once; a fault harms its own text only.
// Method: a real database, an engine that is told what to answer, and a queue that is run by hand.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { pt, Stage, shout, shouted, text } from './fake.ts'

let database: TestDatabase
let stage: Stage
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  stage = new Stage(database.sql)
})

const german = { text: 'Hallo Welt', lang: 'de' }

describe('reading', () => {
  test('missing: pending and one job; then done with one statement, whoever reads', async () => {
    const translator = stage.open()
    const texts = [text, { text: 'Olá', lang: 'pt' }, german, text, { text: '12.03.2024', lang: 'es' }]
    const same = { state: 'same-language' }
    const none = { state: 'none', from: 'de', to: 'pt' }
    const read = () => translator.pairs(stage.exchange, texts, 'pt', [])
    expect(await read()).toEqual([{ state: 'pending' }, same, none, { state: 'pending' }, same])
    expect(stage.queued).toHaveLength(1)
    const waiting = await counted(database.sql, read)
    expect(waiting.value[0]).toEqual({ state: 'pending' })
    expect(waiting.statements).toHaveLength(1)
    await translator.work()
    const { value, statements } = await counted(database.sql, read)
    expect(value).toEqual([{ ...shouted, at: stage.now }, same, none, { ...shouted, at: stage.now }, same])
    expect(statements).toHaveLength(1)
    expect(stage.queued).toEqual([])
    expect(stage.jobs).toHaveLength(1)
  })

  test('nothing to translate: no statement at all', async () => {
    const { pairs } = stage.open()
    const { value, statements } = await counted(database.sql, () =>
      pairs(
        stage.exchange,
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
    const translator = stage.open()
    await Promise.all(Array.from({ length: 8 }, () => stage.read(translator)))
    expect(stage.queued).toHaveLength(1)
  })

  test('another exchange, another language and another name in the text are other translations', async () => {
    const translator = stage.open([stage.engine([pt, { ...pt, path: ['es', 'fr'] }])])
    await stage.read(translator)
    await translator.pairs(`${stage.exchange}9`, [text], 'pt', [])
    await translator.pairs(stage.exchange, [text], 'fr', [])
    await stage.read(translator, ['Tiene'])
    await stage.read(translator, ['Nobody here'])
    expect(stage.queued).toHaveLength(4)
    await translator.work()
    expect(await stage.read(translator, ['Tiene'])).toMatchObject({ text: 'PAGÓ 20,5 €. Tiene ES-1.' })
  })

  test('neither source nor result lies in the clear, before and after the translation is made', async () => {
    const translator = stage.open()
    await stage.read(translator, ['Tiene'])
    const rows = async () =>
      JSON.stringify(
        await database.sql`select *, encode(sealed, 'escape') as bytes from translation
          where exchange = ${stage.exchange}`,
      )
    expect(await rows()).not.toMatch(/pagó|tiene/i)
    await translator.work()
    expect(await stage.read(translator, ['Tiene'])).toMatchObject({ state: 'done' })
    expect(await rows()).not.toMatch(/pagó|tiene/i)
  })
})

describe('another engine', () => {
  test('a new version translates anew, and shows the old result meanwhile', async () => {
    const old = stage.open()
    await stage.read(old)
    await old.work()
    const fresh = stage.open([stage.engine([{ ...pt, version: 'v2' }])])
    stage.answer = job => ({ state: 'done', segments: job.segments.map(segment => segment.toLowerCase()) })
    expect(await stage.read(fresh)).toMatchObject({ text: 'PAGÓ 20,5 €. TIENE ES-1.' })
    await fresh.work()
    expect(await stage.read(fresh)).toMatchObject({ text: 'pagó 20,5 €. tiene ES-1.' })
    expect(stage.jobs).toHaveLength(2)
  })

  test('what was translated stays when no engine serves the pair any more', async () => {
    const old = stage.open()
    await stage.read(old)
    await old.work()
    const none = stage.open([])
    expect(await stage.read(none)).toMatchObject({ state: 'done', engine: 'fake' })
    expect(stage.queued).toEqual([])
  })

  test('gone between asking and working: failed for now, asked again later', async () => {
    await stage.read(stage.open())
    await stage.open([]).work()
    const translator = stage.open()
    expect(await stage.read(translator)).toEqual({
      state: 'failed',
      reason: 'translation.failed.unavailable',
    })
    stage.now = '2026-11-24T09:10:00.000Z'
    expect(await stage.read(translator)).toEqual({ state: 'pending' })
  })
})

describe('faults', () => {
  const fails = (reason: string) => ({ state: 'failed', reason: `translation.failed.${reason}` })

  test('a lost mark is tried once more, alone', async () => {
    stage.answer = job =>
      job.attempt === 1 ? { state: 'done', segments: ['PAGÓ ⟦0⟧.', 'TIENE.'] } : shout(job)
    const translator = stage.open()
    await stage.read(translator)
    await translator.work()
    expect(stage.jobs.map(job => [job.attempt, job.segments])).toEqual([
      [1, ['Pagó ⟦0⟧.', 'Tiene ⟦1⟧.']],
      [2, ['Tiene ⟦1⟧.']],
    ])
    expect(stage.jobs[1]?.id).not.toBe(stage.jobs[0]?.id)
    expect(await stage.read(translator)).toMatchObject(shouted)
  })

  test('doubled and lost again: not translated, and not asked for again', async () => {
    stage.answer = job => ({ state: 'done', segments: job.segments.map(segment => segment + segment) })
    const translator = stage.open()
    await stage.read(translator)
    await translator.work()
    stage.now = '2026-12-24T09:00:00.000Z'
    expect(await stage.read(translator)).toEqual(fails('marks'))
    expect(stage.queued).toEqual([])
  })

  test('one sentence not translated: shown in its own words, with a warning', async () => {
    stage.answer = () => ({ state: 'done', segments: [null, 'TEM ⟦1⟧.'] })
    const translator = stage.open()
    await stage.read(translator)
    await translator.work()
    expect(await stage.read(translator)).toMatchObject({
      text: 'Pagó 20,5 €. TEM ES-1.',
      warnings: ['translation.warning.sentences'],
    })
  })

  test('an engine that throws is out of reach: asked again after ten minutes', async () => {
    stage.answer = () => Promise.reject(new Error('connection refused'))
    const translator = stage.open()
    await stage.read(translator)
    await translator.work()
    expect(stage.errors).toEqual(['translation engine failed'])
    expect(await stage.read(translator)).toEqual(fails('unavailable'))
    expect(stage.queued).toEqual([])
    stage.now = '2026-11-24T09:10:00.000Z'
    stage.answer = shout
    expect(await stage.read(translator)).toEqual({ state: 'pending' })
    await translator.work()
    expect(await stage.read(translator)).toMatchObject(shouted)
  })

  test('a result that never comes is asked for again after half an hour', async () => {
    stage.answer = () => ({ state: 'accepted' })
    const translator = stage.open()
    await stage.read(translator)
    await translator.work()
    stage.now = '2026-11-24T09:29:59.000Z'
    await stage.read(translator)
    expect(stage.queued).toEqual([])
    stage.now = '2026-11-24T09:30:00.000Z'
    expect(await stage.read(translator)).toEqual({ state: 'pending' })
    expect(stage.queued).toHaveLength(1)
  })

  test('one text of a job fails, the others are made', async () => {
    const other = { text: 'Adiós.', lang: 'es' }
    stage.answer = job =>
      job.segments.length === 2 ? { state: 'refused', reason: 'translation.failed.engine' } : shout(job)
    const translator = stage.open()
    await translator.pairs(stage.exchange, [text, other], 'pt', [])
    await translator.work()
    expect(await translator.pairs(stage.exchange, [text, other], 'pt', [])).toMatchObject([
      fails('engine'),
      { text: 'ADIÓS.' },
    ])
  })
})
