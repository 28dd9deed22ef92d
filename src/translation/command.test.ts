// Goal: the command answers as operators' scripts expect, and stops its engines whatever happens.
// Method: the command over fake engines, with each outcome; wrong use throws.
import { expect, test } from 'vitest'
import { WrongUse } from '../base/command.ts'
import { runTranslate, type TranslateAsked, type TranslatePorts } from './command.ts'
import type { Engine, EngineAnswer } from './model.ts'

let stopped = 0
const engineThat = (answer: EngineAnswer | Error): Engine => ({
  id: 'fake',
  name: 'Fake',
  isImmediate: true,
  routes: () => [{ path: ['es', 'ca', 'pt'], quality: 'rough', chrF: 1, version: '1' }],
  translate: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
  stop: async () => {
    stopped++
  },
})
const run = (answer: EngineAnswer | Error, asked: TranslateAsked) => {
  stopped = 0
  const ports: TranslatePorts = {
    library: { isLanguage: (code): code is string => ['es', 'pt', 'de'].includes(code) },
    openEngines: () => [engineThat(answer)],
    clock: () => '2026-11-24T09:00:00.000Z',
    readInput: async () => 'Tiene ES-1 de Ur.\n',
  }
  return runTranslate(ports, asked)
}
const done = (...segments: (string | null)[]): EngineAnswer => ({ state: 'done', segments })

test('standard input, with a name and a warning', async () => {
  const answer = await run(done('Tem ⟦0⟧ de ⟦1⟧ em 3 dias.'), { from: 'es', to: 'pt', names: ['Ur'] })
  expect(answer).toEqual({
    exit: 0,
    text: 'Tem ES-1 de Ur em 3 dias.\n\n(Fake, es > ca > pt, rough)\ntranslation.warning.numbers',
    json: {
      text: 'Tem ES-1 de Ur em 3 dias.',
      engine: 'Fake',
      path: ['es', 'ca', 'pt'],
      quality: 'rough',
      protected: ['ES-1', 'Ur'],
      warnings: ['translation.warning.numbers'],
    },
  })
  expect(stopped).toBe(1)
})

test.each([
  [
    'no engine',
    { from: 'es', to: 'de' },
    done(),
    1,
    'No engine serves es to de.',
    { text: null, reason: 'none' },
  ],
  [
    'not translated',
    { from: 'es', to: 'pt' },
    done(null),
    1,
    'The engine could not translate this text.',
    { text: null, reason: 'translation.failed.engine' },
  ],
  [
    'same language',
    { from: 'es', to: 'es', text: 'Hola' },
    done(),
    0,
    'Hola',
    { text: 'Hola', engine: null },
  ],
] as const)('%s', async (_, asked, answer, exit, text, json) => {
  const given = await run(answer, asked)
  expect(given).toMatchObject({ exit, text, json })
  expect(stopped).toBe(1)
})

test.each([
  [{ to: 'pt' }, 'needs --from'],
  [{ from: 'es', to: 'xx' }, '--to xx is not a language'],
])('wrong use: %o', async (asked, message) => {
  const fault = run(done(), asked)
  await expect(fault).rejects.toThrow(message)
  await expect(fault).rejects.toBeInstanceOf(WrongUse)
})

test('a fault of an engine is a fault, and the engines are stopped', async () => {
  await expect(run(new Error('broken'), { from: 'es', to: 'pt' })).rejects.toThrow('broken')
  expect(stopped).toBe(1)
})
