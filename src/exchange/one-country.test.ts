// Goal: a request between two authorities of one country works like any other, and tells the two apart.
// Method: the functions of the doors on a real database: Carmen (Vigo) asks Brais (Ourense), he forwards to Xoán.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { callOf, insertOffice, officials, smallPorts } from '../../test/small-office.ts'
import type { Result } from '../base/result.ts'
import type { Library } from '../base/text.ts'
import { loadLibrary } from '../library.ts'
import type { Actor } from '../permission/model.ts'
import { readProcedures } from '../procedure/store.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { deadlinePage } from './deadline-page.ts'
import { deadlineOf } from './deadline-view.ts'
import { openExchange } from './open.ts'
import { exchangePage } from './page-exchange.ts'
import { viewOf } from './view.ts'
import type { ExchangeView } from './view-schema.ts'

const { carmen, brais, xoan } = officials
const root = new URL('../..', import.meta.url).pathname

let database: TestDatabase
let library: Library
let stage: ReturnType<typeof smallPorts>
beforeAll(async () => {
  database = await freshDatabase()
  library = loadLibrary(root)
  await insertOffice(database.sql)
  stage = smallPorts(database.sql, library, readProcedures(root))
})
afterAll(() => database.drop())

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
const does = async (who: Actor, view: ExchangeView, action: string, body: object = {}) =>
  value(
    await act(stage.ports, callOf(library, who), {
      ...{ number: view.number, action },
      sent: { kind: 'json', value: { version: view.version, ...body } },
    }),
  )
const seen = async (who: Actor, { number }: ExchangeView) => {
  const call = callOf(library, who)
  return viewOf(stage.ports, call, value(await openExchange(stage.ports, call, number)))
}

test('from draft to closing: offices are named, nothing is translated, one calendar is shown', async () => {
  const call = callOf(library, carmen)
  const begun = value(await createExchange(stage.ports, call, { procedure: 'pq-information-request' }))
  const sent = await does(carmen, begun, 'send', {
    ...{ recipient: 'small-es-2', language: 'es', asked: ['registered'], askedDay: '2026-12-15' },
    fields: {
      ...{ profession: 'physiotherapist', background: 'Expediente 17.' },
      ...{ 'family-name': 'Arrieta', 'given-names': 'Marisol' },
    },
  })
  const gone = await does(brais, sent, 'forward', { recipient: 'small-es-4', reason: 'No es de aquí.' })
  const proposed = await does(xoan, await seen(xoan, gone), 'propose-date', { day: '2026-12-20' })
  await does(carmen, await seen(carmen, proposed), 'agree')
  await does(xoan, await seen(xoan, sent), 'write-message', { text: 'Un momento.' })
  const answers = { registered: { answer: 'yes' } }
  await does(xoan, await seen(xoan, sent), 'answer', { language: 'es', answers })
  const closed = await does(carmen, await seen(carmen, sent), 'close')
  expect(closed.state).toBe('closed')
  expect(closed.history.map(({ event, office }) => [event, office?.split(' ').at(-1)])).toEqual([
    ['drafted', 'Tilo'],
    ['sent', 'Tilo'],
    ['forwarded', 'Roble'],
    ['date-proposed', 'Olmo'],
    ['date-agreed', 'Tilo'],
    ['message', 'Olmo'],
    ['answered', 'Olmo'],
    ['closed', 'Tilo'],
  ])
  expect(closed.messages).toMatchObject([{ office: 'Consejo de la calle del Olmo' }])
  expect(closed.form.find(({ id }) => id === 'background')).toMatchObject({
    text: { translation: { state: 'same-language' } },
  })
  const page = exchangePage(stage.ports, call, closed).main.markup
  expect(page).toContain('<span lang="es">Consejo de la calle del Olmo</span>')
  const deadline = value(await deadlineOf(stage.ports, call, sent.number, undefined))
  expect(deadline.explained?.holidays).toMatchObject({ recipient: [{ day: '2026-12-08' }], sender: [] })
  expect(deadlinePage(call, deadline).main.markup.match(/<th scope="col">/g)).toHaveLength(3)
})
