// Goal: a request between two authorities of one country works like any other, and tells the two apart.
// Method: the functions of the doors on a real database: Carmen (Vigo) asks Brais (Ourense), he forwards to Xoán.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice } from '../../test/small-office.ts'
import { openPlay, type Play, value } from '../../test/small-play.ts'
import { createExchange } from './create.ts'
import { deadlinePage } from './deadline-page.ts'
import { deadlineOf } from './deadline-view.ts'
import { exchangePage } from './page-exchange.ts'

const { carmen, brais, xoan } = officials

let database: TestDatabase
let play: Play
beforeAll(async () => {
  ;({ database } = await openOffice())
  play = openPlay(database.sql)
})
afterAll(() => database.drop())

test('from draft to closing: offices are named, nothing is translated, one calendar is shown', async () => {
  const call = callOf(library, carmen)
  const begun = value(await createExchange(play.ports, call, { procedure: 'pq-information-request' }))
  const sent = await play.does(carmen, begun, 'send', {
    ...{ recipient: 'small-es-2', language: 'es', asked: ['registered'], askedDay: '2026-12-15' },
    fields: {
      ...{ profession: 'physiotherapist', background: 'Expediente 17.' },
      ...{ 'family-name': 'Arrieta', 'given-names': 'Marisol' },
    },
  })
  const gone = await play.does(brais, sent, 'forward', { recipient: 'small-es-4', reason: 'No es de aquí.' })
  const proposed = await play.does(xoan, await play.seen(xoan, gone), 'propose-date', { day: '2026-12-20' })
  await play.does(carmen, await play.seen(carmen, proposed), 'agree')
  await play.does(xoan, await play.seen(xoan, sent), 'write-message', { text: 'Un momento.' })
  const answers = { registered: { answer: 'yes' } }
  await play.does(xoan, await play.seen(xoan, sent), 'answer', { language: 'es', answers })
  const closed = await play.does(carmen, await play.seen(carmen, sent), 'close')
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
  const page = exchangePage(play.ports, call, closed).main.markup
  expect(page).toContain('<span lang="es">Consejo de la calle del Olmo</span>')
  const deadline = value(await deadlineOf(play.ports, call, sent.number, undefined))
  expect(deadline.explained?.holidays).toMatchObject({ recipient: [{ day: '2026-12-08' }], sender: [] })
  expect(deadlinePage(call, deadline).main.markup.match(/<th scope="col">/g)).toHaveLength(3)
})
