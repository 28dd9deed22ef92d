// Goal: results that come later are taken once; the real queue and the way at once give the same.
// Method: a real database, an engine that only accepts at first; then the real queue.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { openJobs } from '../base/job.ts'
import { pt, Stage, shouted, text } from './fake.ts'
import type { Engine } from './model.ts'
import { openTranslator } from './translator.ts'

let database: TestDatabase
let stage: Stage
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  stage = new Stage(database.sql)
})

describe('results that come later', () => {
  const done = (...segments: string[]) => ({ state: 'done' as const, segments })
  const accepted = async () => {
    stage.answer = () => ({ state: 'accepted' })
    const translator = stage.open()
    await stage.read(translator)
    await translator.work()
    return { translator, finish: translator.finish, id: stage.jobs[0]?.id ?? '' }
  }

  test('are taken once; a second and a forged one change nothing', async () => {
    const { finish, id, translator } = await accepted()
    expect(await stage.read(translator)).toEqual({ state: 'pending' })
    expect(await finish(`${stage.exchange}/00000000-0000-4000-8000-000000000000`, done('X', 'Y'))).toBe(false)
    expect(await finish('nonsense', done('X'))).toBe(false)
    expect(await finish(id, done('PAGÓ ⟦0⟧.', 'TIENE ⟦1⟧.'))).toBe(true)
    expect(await finish(id, done('OTHER ⟦0⟧.', 'OTHER ⟦1⟧.'))).toBe(false)
    expect(await stage.read(translator)).toMatchObject(shouted)
  })

  test('twice at the same time: one is taken', async () => {
    const { finish, id } = await accepted()
    const result = done('PAGÓ ⟦0⟧.', 'TIENE ⟦1⟧.')
    expect((await Promise.all([finish(id, result), finish(id, result)])).toSorted()).toEqual([false, true])
  })

  test('with a mark lost, are asked for again under a new id; the old id is spent', async () => {
    const { finish, id, translator } = await accepted()
    expect(await finish(id, done('PAGÓ ⟦0⟧.', 'TIENE.'))).toBe(true)
    expect(await finish(id, done('PAGÓ ⟦0⟧.', 'TIENE ⟦1⟧.'))).toBe(false)
    expect(await finish(stage.jobs[1]?.id ?? '', done('TIENE ⟦1⟧.'))).toBe(true)
    expect(await stage.read(translator)).toMatchObject(shouted)
  })
})

test('with the real queue a translation arrives by itself', async () => {
  const real = openJobs(database.sql, error => stage.errors.push(error.message))
  const translator = openTranslator({ ...stage.ports([stage.engine()]), jobs: real })
  await real.start()
  expect(await stage.read(translator)).toEqual({ state: 'pending' })
  await expect.poll(() => stage.read(translator), { timeout: 8000, interval: 50 }).toMatchObject(shouted)
  await real.stop()
  expect(stage.errors).toEqual([])
})

test('at once, without a database: only by engines that answer at once', async () => {
  const later = stage.engine()
  const quick = { ...stage.engine([pt], 'quick'), isImmediate: true }
  const say = (engines: readonly Engine[], to: string) =>
    stage.open(engines).translateNow(text.text, 'es', to, [])
  expect(await say([later], 'pt')).toEqual({
    translation: { state: 'none', from: 'es', to: 'pt' },
    spans: [],
  })
  expect(await say([later], 'es')).toEqual({ translation: { state: 'same-language' }, spans: [] })
  const { translation, spans } = await say([later, quick], 'pt')
  expect(translation).toEqual({ ...shouted, engine: 'The quick', at: stage.now })
  expect(spans).toEqual(['20,5 €', 'ES-1'])
})
