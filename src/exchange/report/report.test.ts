// Goal: the report of an exchange says what its reader may see, in the language wanted, as an accessible PDF.
// Method: the whole application over the doors on a real database; the PDF printed by the real compiler and read back.
import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../../test/database.ts'
import { readPdf } from '../../../test/pdf.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../../test/small-office.ts'
import { value } from '../../../test/small-play.ts'
import { createApp } from '../../base/app.ts'
import type { Actor } from '../../permission/model.ts'
import { act } from '../act.ts'
import { createExchange } from '../create.ts'
import { exchangeDoors } from '../routes.ts'
import { openTimers } from '../timers.ts'

const { zofia, carmen, brais, anna } = officials
const home = 'http://here.invalid'

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let app: Hono
let who: Actor
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  app = createApp<Actor>({
    ...{ library, doors: exchangeDoors({ ...stage.ports, translator }), passages: [], publicUrl: home },
    recognise: async () => ({
      ...{ who, csrf: '', lang: who.lang, zone: 'Europe/Warsaw', isProgram: false, isCsrf: () => false },
    }),
    wrap: (_, page) => `<title>${page.title}</title>${page.main}`,
    onFault: error => {
      throw error
    },
  })
})
afterAll(() => database.drop())
beforeEach(() => {
  stage.clock.now = '2026-11-24T09:00:00.000Z'
})

const machineWords = 'von einer Maschine'
/** From Polish to German, at the second time it is asked. */
let asked = 0
const translator: typeof stage.ports.translator = {
  translateNow: async (_, from, to) => ({ translation: { state: 'none', from, to }, spans: [] }),
  pairs: async (_, texts, to) =>
    texts.map(({ lang }) => {
      if (lang === to) return { state: 'same-language' }
      if (`${lang}-${to}` !== 'pl-de') return { state: 'none', from: lang, to }
      if (asked++ === 0) return { state: 'pending' }
      const made = { text: machineWords, lang: to, engine: 'Apertium', path: ['pl', 'de'], warnings: [] }
      return { state: 'done', ...made, quality: 'rough', at: stage.clock.now }
    }),
}

async function does(one: Actor, number: string, action: string, body: object) {
  const sent = { kind: 'json' as const, value: body }
  return value(await act(stage.ports, callOf(library, one), { number, action, sent }))
}

const fields = {
  ...{ profession: 'physiotherapist', background: 'Wniosek o wpis.' },
  ...{ 'family-name': 'Arrieta', 'given-names': 'Marisol' },
}
const request = {
  ...{ recipient: 'small-es', language: 'pl', askedDay: '2026-12-15' },
  asked: ['registered', 'register-entry', 'sanctions'],
}
const answers = {
  registered: { answer: 'yes' },
  'register-entry': { answer: 'given', details: { number: 'MAD-20417' } },
  sanctions: { answer: 'no' },
}

async function draft() {
  const begun = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  return value(begun)
}

async function sent(background = fields.background) {
  const { number, version } = await draft()
  return does(zofia, number, 'send', { version, ...request, fields: { ...fields, background } })
}

async function answered() {
  const { number, version } = await sent()
  const taken = await does(carmen, number, 'accept', { version })
  const asking = { version: taken.version, text: 'Pytanie o Marisol Arrieta.', language: 'pl' }
  const { version: now } = await does(zofia, number, 'write-message', asking)
  return does(carmen, number, 'answer', { version: now, language: 'es', answers })
}

const ask = (one: Actor, number: string, query = '', accept = 'text/html') => {
  who = one
  const path = `/exchanges/${number}/report.pdf?${query}`
  return app.fetch(new Request(home + path, { headers: { accept } }))
}
const read = async (answer: Response) => readPdf(new Uint8Array(await answer.arrayBuffer()))
const readings = async (number: string) =>
  (await database.sql`select account from evidence_read where exchange = ${number} order by at`).map(
    row => row.account,
  )

describe('the file', () => {
  test('tells the whole exchange in the language wanted, tagged for readers aloud', async () => {
    const { number } = await answered()
    const answer = await ask(zofia, number, 'language=de&personal=yes')
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${number}-de.pdf"`)
    const { text, tags, ...head } = await read(answer)
    expect(head).toMatchObject({ lang: 'de', accessible: '1', isTagged: true })
    expect(head.title).toBe('Auskunft zu einer berufsangehörigen Person: Physiotherapeut')
    for (const words of [
      ...[number, 'Izba przy ulicy Lipowej', 'Consejo de la calle del Tilo', 'Physiotherapeut'],
      ...['Wniosek o wpis.', 'Arrieta', 'MAD-20417', 'Pytanie o Marisol Arrieta.', '15. Dezember 2026'],
      ...['Antwort gesendet', 'Zofia Lipowska', 'Aus Sicht von Izba przy ulicy Lipowej'],
      'Mit personenbezogenen Daten',
    ])
      expect(text).toContain(words)
    expect(tags.filter(tag => tag === 'H1')).toHaveLength(1)
    expect(tags.filter(tag => tag === 'H2').length).toBeGreaterThanOrEqual(6)
    expect(tags.filter(tag => tag === 'TH')).toHaveLength(3)
    expect(tags).toContain('P pl')
  })

  test('tells what the clock did too', async () => {
    const { number } = await sent()
    stage.clock.now = '2026-11-27T09:00:00.000Z'
    const log = { error: () => {} }
    await openTimers({ ...stage.ports, coordinators: async () => [], log }).scan()
    const { text } = await read(await ask(zofia, number, 'language=de&personal=yes'))
    expect(text).toContain('Erinnerung: Ersuchen noch nicht angenommen')
  })

  test('waits for a translation, and says that a machine made it', async () => {
    const { number } = await sent()
    asked = 0
    const { text } = await read(await ask(zofia, number, 'language=de'))
    expect(text).toContain(
      `Maschinelle Übersetzung (Apertium, 24. November 2026) ${machineWords} Grobe Übersetzung`,
    )
    expect(text).toContain('Wniosek o wpis.')
    expect(text).not.toContain('kommt gleich')
  })

  test('whatever was written comes out as text', async () => {
    const written = [
      '#set page(fill: red) *x* $a$ <b> @c "q" \\ // /* ` ~ #{ 1 } [y] = z',
      'ą'.repeat(3000),
      'عر 😀 \u202etxt.exe',
      'a\u200bb\u200dc\u00add\ufeff\te',
    ]
    const { number } = await sent(written.join('\n'))
    const { text } = await read(await ask(zofia, number, 'language=pl'))
    const letters = text.replaceAll(' ', '')
    for (const line of [...written.slice(0, 2), '[U+0639][U+0631][U+1F600][U+202E]txt.exe', 'abcde'])
      expect(letters).toContain(line.replaceAll(' ', ''))
  })
})

describe('personal data', () => {
  test('stand in it where they are asked for, and that is a reading', async () => {
    const { number } = await answered()
    stage.clock.now = '2026-11-25T09:00:00.000Z'
    const before = await readings(number)
    expect((await read(await ask(carmen, number, 'language=el&personal=yes'))).text).toContain('Arrieta')
    expect(await readings(number)).toEqual([...before, 'carmen'])
  })

  test('are left out else, also names of officials and messages, and nobody has read them', async () => {
    const { number } = await answered()
    stage.clock.now = '2026-11-25T09:00:00.000Z'
    const before = await readings(number)
    const { text } = await read(await ask(zofia, number, 'language=en'))
    for (const words of ['Arrieta', 'Marisol', 'Lipowska', 'Carmen']) expect(text).not.toContain(words)
    expect(text).toContain('Not included in this report.')
    expect(text).toContain('Without personal data')
    expect(await readings(number)).toEqual(before)
  })

  test('cannot be had before acceptance, nor by one that forwarded the request', async () => {
    const { number, version } = await sent()
    expect((await ask(carmen, number, 'personal=yes')).status).toBe(403)
    const forwarding = { version, recipient: 'small-es-2', reason: 'No es de aquí.', language: 'es' }
    const gone = await does(carmen, number, 'forward', forwarding)
    await does(brais, number, 'accept', { version: gone.version })
    expect((await ask(carmen, number, 'personal=yes')).status).toBe(403)
    const { text } = await read(await ask(carmen, number, 'language=es'))
    expect(text).toContain('No es de aquí.')
    expect(text).not.toContain('Arrieta')
    expect(text).toContain(`${gone.version} · `)
    const other = await (await ask(zofia, number, '', 'application/json')).text()
    expect(JSON.parse(other)).toMatchObject({ leftOut: [`event ${gone.version}`] })
    expect(other).not.toContain('No es de aquí.')
  })
})

describe('refused', () => {
  test('to who is no party, with the answer for what does not exist', async () => {
    const { number } = await sent()
    const foreign = await ask(anna, number)
    const nothing = await ask(anna, '2026-PL-00000000')
    expect([foreign.status, nothing.status]).toEqual([404, 404])
    expect((await foreign.text()).replaceAll(number, '')).toBe(await nothing.text())
  })

  test.each([
    ['language=xx', 'exchange-report.language.invalid'],
    ['personal=maybe', 'base.fields.invalid'],
  ])('%s: %s', async (query, code) => {
    const { number } = await sent()
    const answer = await ask(zofia, number, query, 'application/json')
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code })
  })

  test('a draft has no report, and its page no link to one', async () => {
    const { number } = await draft()
    expect((await ask(zofia, number)).status).toBe(422)
    expect(await (await app.fetch(new Request(`${home}/exchanges/${number}`))).text()).not.toContain(
      '/report',
    )
  })
})

describe('ordered', () => {
  const page = async (one: Actor, path: string, accept = 'text/html') => {
    who = one
    return app.fetch(new Request(home + path, { headers: { accept } }))
  }

  test('on a page that the exchange links to, in 26 languages, with what this reader may have', async () => {
    const { number } = await answered()
    const link = `/exchanges/${number}/report`
    expect(await (await page(carmen, `/exchanges/${number}`)).text()).toContain(`href="${link}"`)
    const text = await (await page(carmen, link)).text()
    expect(text).toContain(`action="${link}.pdf"`)
    expect(text.match(/<option /g)).toHaveLength(26)
    expect(text).toContain('<option value="es" selected>')
    expect(text).toContain('value="yes"')
  })

  test('as JSON: what may be asked for; the report itself is the view of the exchange', async () => {
    const { number } = await sent()
    const order = await (await page(carmen, `/exchanges/${number}/report`, 'application/json')).json()
    expect(order).toMatchObject({ personal: ['no'], href: `/exchanges/${number}/report.pdf` })
    const report: { readonly hash?: string } = JSON.parse(
      await (await ask(carmen, number, 'language=fi', 'application/json')).text(),
    )
    expect(report).toMatchObject({
      ...{ language: 'fi', personal: false, reader: { authority: 'small-es' } },
      exchange: { number, stateLabel: 'Lähetetty', draft: null, actions: [] },
    })
    expect(report.hash).toMatch(/^[0-9a-f]{64}$/)
  })
})
