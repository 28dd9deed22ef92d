// Goal: two officials of one office write the same draft and the same answer; no text is lost, without script, in JSON,
//   with many saving at once, and when one of them sends.
// Method: the whole application over the doors on a real database; forms as the page holds them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { openDesk } from '../../test/small-desk.ts'
import { insertOffice, officials } from '../../test/small-office.ts'
import type { Actor } from '../permission/model.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, jan, carmen } = officials
const berta: Actor = { ...carmen, user: 'berta', name: 'Berta Tilo', lang: 'fr' }

let database: TestDatabase
let desk: ReturnType<typeof openDesk>
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  desk = openDesk(database.sql)
})
afterAll(() => database.drop())

type Form = Record<string, string>

/** The fields of the machinery and the language, as the page of this person holds them. */
async function opened(actor: Actor, number: string): Promise<Form> {
  const { text } = await desk.page(actor, `/exchanges/${number}`)
  return machinery(text)
}
function machinery(text: string): Form {
  const of = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
  const language = /<option value="(\w+)" selected/.exec(text.split('name="language"')[1] ?? '')?.[1] ?? ''
  return { version: of('version'), revision: of('revision'), marks: of('marks'), language }
}
const save = (actor: Actor, number: string, form: Form, action = 'save-draft') =>
  desk.page(actor, `/exchanges/${number}/actions/${action}`, form)
const draftOf = async (number: string, actor: Actor = zofia) =>
  (await desk.json<ExchangeView>(actor, `/exchanges/${number}`)).view.draft?.content

describe('without script', () => {
  test('in different fields: both are there', async () => {
    const number = await desk.begin()
    const [one, two] = [await opened(zofia, number), await opened(jan, number)]
    expect((await save(zofia, number, { ...one, 'fields.background': 'Od Zofii' })).status).toBe(303)
    expect((await save(jan, number, { ...two, askedDay: '2026-12-20', asked: 'sanctions' })).status).toBe(303)
    expect(await draftOf(number)).toMatchObject({
      ...{ fields: { background: 'Od Zofii' }, askedDay: '2026-12-20', asked: ['sanctions'] },
    })
  })

  test('in the same field: both texts are shown, the slower one’s stays typed; then that one decides', async () => {
    const number = await desk.begin()
    const [one, two] = [await opened(zofia, number), await opened(jan, number)]
    await save(zofia, number, { ...one, 'fields.background': 'Od Zofii', askedDay: '2026-12-21' })
    const { status, text } = await save(jan, number, { ...two, 'fields.background': 'Od Jana <b>' })
    expect(status).toBe(409)
    expect(text).toContain('Zofia Lipowska')
    expect(text).toContain('Od Zofii')
    expect(/<textarea[^>]*name="fields.background"[^>]*>\s*Od Jana &lt;b&gt;<\/textarea>/.test(text)).toBe(
      true,
    )
    expect(text).toContain('href="#f-fields.background"')
    // What Zofia wrote elsewhere stands in the form already.
    expect(text).toContain('value="2026-12-21"')
    const next = { ...machinery(text), 'fields.background': 'Od obojga', askedDay: '2026-12-21' }
    expect((await save(jan, number, next)).status).toBe(303)
    expect(await draftOf(number)).toMatchObject({
      fields: { background: 'Od obojga' },
      askedDay: '2026-12-21',
    })
  })

  test('two answer, each reading another language: the answers of both stay, the language does not clash', async () => {
    const number = await desk.sent({ asked: ['registered', 'sanctions'] })
    await desk.json(carmen, `/exchanges/${number}/actions/accept`, { version: 2 })
    const [one, two] = [await opened(carmen, number), await opened(berta, number)]
    await save(carmen, number, { ...one, 'answers.registered.answer': 'yes' }, 'save-answer')
    const late = await save(berta, number, { ...two, 'answers.sanctions.answer': 'no' }, 'save-answer')
    expect(late.status).toBe(303)
    expect(await draftOf(number, carmen)).toMatchObject({
      ...{ language: 'es', answers: { registered: { answer: 'yes' }, sanctions: { answer: 'no' } } },
    })
    const clash = await save(carmen, number, { ...one, 'answers.sanctions.answer': 'unknown' }, 'save-answer')
    expect(clash.status).toBe(409)
    expect(clash.text).toContain('id="f-answers.sanctions.answer-error"')
    expect(clash.text).toContain(desk.library.in('en')('procedure.option.no'))
  })

  test('sending shows first what a colleague wrote meanwhile, joined with one’s own', async () => {
    const number = await desk.begin()
    const [one, two] = [await opened(zofia, number), await opened(jan, number)]
    await save(jan, number, { ...two, urgentReason: 'Od Jana' })
    const form = {
      ...{ ...one, recipient: 'small-es', 'fields.profession': 'physiotherapist', askedDay: '2026-12-15' },
      ...{ 'fields.family-name': 'A', 'fields.given-names': 'B', asked: 'registered' },
      'fields.background': 'Od Zofii',
    }
    const refused = await save(zofia, number, form, 'send')
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Od Jana</textarea>')
    expect(refused.text).toContain('value="A"')
    const all = { ...form, ...machinery(refused.text), urgentReason: 'Od Jana' }
    expect((await save(zofia, number, all, 'send')).status).toBe(303)
  })
})

describe('programs', () => {
  const put = (actor: Actor, number: string, body: object) =>
    desk.json<ExchangeView>(actor, `/exchanges/${number}/actions/save-draft`, { version: 1, ...body })

  test('send back the marks that they read; a refusal holds both texts', async () => {
    const number = await desk.begin()
    const { draft, revision } = (await desk.json<ExchangeView>(jan, `/exchanges/${number}`)).view
    const marks = draft?.marks
    await put(zofia, number, { revision, marks, language: 'pl', fields: { background: 'A' } })
    const joined = await put(jan, number, { revision, marks, language: 'pl', asked: ['sanctions'] })
    expect(joined.view.draft?.content).toEqual({
      ...{ language: 'pl', fields: { background: 'A' }, asked: ['sanctions'] },
    })
    const late = await put(jan, number, { revision, marks, language: 'pl', fields: { background: 'B' } })
    expect(late).toMatchObject({
      status: 409,
      view: {
        ...{ code: 'exchange.draft.conflict', facts: { name: 'Jan Lipowski' } },
        problems: [
          {
            ...{ path: 'fields.background', code: 'exchange-people.draft.both' },
            facts: { theirs: 'A', mine: 'B' },
          },
        ],
      },
    })
    expect((await put(jan, number, { revision, language: 'pl' })).status).toBe(409)
    expect((await put(jan, number, { marks: 'x'.repeat(200_001) })).status).toBe(422)
  })

  test('twenty save at once, each another field: all twenty are there', async () => {
    const number = await desk.begin()
    const { draft, revision } = (await desk.json<ExchangeView>(jan, `/exchanges/${number}`)).view
    const bodies = Array.from({ length: 20 }, (_, i) => ({ [`f${i}`]: `${i}` }))
    let waiting = bodies
    for (let round = 0; waiting.length > 0 && round < 20; round++) {
      const answers = await Promise.all(
        waiting.map(fields => put(jan, number, { revision, marks: draft?.marks, language: 'pl', fields })),
      )
      waiting = waiting.filter((_, i) => answers[i]?.status !== 200)
      for (const { view, status } of answers)
        if (status !== 200) expect(view).toMatchObject({ code: 'exchange.draft.conflict' })
    }
    expect((await draftOf(number))?.fields).toEqual(Object.assign({}, ...bodies))
  })
})
