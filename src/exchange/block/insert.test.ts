// Goal: text blocks and reply templates come into the forms of an exchange without script, nothing typed is lost,
//   and the pages cost no statement more.
// Method: the whole application on a real database: an answer, a draft and a message, forms as a browser sends them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { openDesk } from '../../../test/small-desk.ts'
import { insertOffice, officials } from '../../../test/small-office.ts'
import type { Actor } from '../../permission/model.ts'
import type { ExchangeView } from '../view-schema.ts'
import type { FilledView, InsertedView } from './insert.ts'
import type { OfferView, TemplateOfferView } from './offer.ts'
import type { BlockView, KeptView, TemplateView } from './view.ts'

const { zofia, carmen, anna } = officials
const basic: Actor = { ...carmen, roles: { '*': ['basic-user'] } }

let database: TestDatabase
let desk: ReturnType<typeof openDesk>
/** A request that Vigo has accepted and has to answer by 15 December. */
let accepted: string
const blocks: Record<string, string> = {}
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  desk = openDesk(database.sql)
  accepted = await begun()
  for (const [name, given] of Object.entries({
    date: {
      title: 'Plazo',
      language: 'es',
      text: '{authority} responderá a {number} antes del {answer-by}.',
    },
    refusal: {
      title: 'No competente',
      language: 'es',
      text: 'No somos competentes.',
      kind: 'refusal-reason',
    },
    english: { title: 'About us', language: 'en', text: '{authority}' },
    services: { title: 'Otra', language: 'es', text: 'Otra', procedure: 'services-information-request' },
    answer: { title: 'Zona', language: 'es', text: 'Solo en Galicia.', kind: 'answer' },
  }))
    blocks[name] = (await desk.json<BlockView>(carmen, '/blocks', given)).view.block
  const polish = { title: 'Tło', language: 'pl', text: 'Wniosek {number}, termin {answer-by}.' }
  blocks.polish = (await desk.json<BlockView>(zofia, '/blocks', polish)).view.block
})
afterAll(() => database.drop())

const asked = ['registered', 'right-to-practise', 'training']
async function begun(): Promise<string> {
  const number = await desk.sent({ asked })
  await desk.json(carmen, `/exchanges/${number}/actions/accept`, { version: 2 })
  return number
}
const limits = 'answers.right-to-practise.details.limits'
const offer = (action: string, field: string, language = 'es', number = accepted) =>
  desk.json<OfferView>(
    carmen,
    `/exchanges/${number}/actions/${action}/blocks?field=${field}&language=${language}`,
  )
const titles = ({ items }: OfferView) => items.map(({ title, isOther }) => `${title}${isOther ? ' *' : ''}`)

describe('what a field offers', () => {
  test.each([
    ['save-answer', limits, 'es', ['Zona', 'Plazo', 'About us *']],
    ['save-answer', limits, 'en', ['About us', 'Zona *', 'Plazo *']],
    ['refuse', 'reason', 'es', ['No competente', 'Plazo', 'About us *']],
    ['propose-date', 'reason', 'es', ['Plazo', 'About us *']],
    ['write-message', 'text', 'es', ['Plazo', 'About us *']],
  ] as const)('%s, %s in %s', async (action, field, language, wanted) => {
    expect(titles((await offer(action, field, language)).view)).toEqual(wanted)
  })

  test('placeholders are replaced in the language of the block', async () => {
    const { view } = await offer('write-message', 'text')
    const text = `Consejo de la calle del Tilo responderá a ${accepted} antes del 15 de diciembre de 2026.`
    expect(view.items[0]).toMatchObject({ text })
  })

  test('a day that nobody agreed stays to be seen', async () => {
    const number = await desk.sent()
    expect((await offer('refuse', 'reason', 'es', number)).view.items[1]?.text).toContain('{answer-by}')
  })

  test('who is no party learns nothing; a field that is none is refused', async () => {
    const path = `/exchanges/${accepted}/actions/save-answer/blocks?field=${limits}`
    const theirs = await desk.json(anna, path)
    const none = await desk.json(anna, path.replace(accepted, '2026-PL-00000000'))
    expect([theirs.status, theirs.view]).toEqual([404, none.view])
    expect((await offer('save-answer', '__proto__.x')).status).toBe(422)
    expect((await offer('save-answer', 'a..b')).status).toBe(422)
    const page = await desk.page(carmen, path)
    expect(page.text).toContain('Solo en Galicia.')
  })
})

/** What the answer form holds. */
const typed = {
  ...{ version: '3', revision: '0', marks: 'language:x', language: 'es' },
  'answers.registered.answer': 'no',
  'answers.right-to-practise.answer': 'limited',
  [limits]: 'Lo que escribí <yo>',
}

/** The value of a text area of a page. */
const area = (text: string, name: string): string | undefined =>
  new RegExp(`name="${name.replaceAll('.', '\\.')}"[^>]*>\\n([^<]*)</textarea>`).exec(text)?.[1]
const isChosen = (text: string, name: string, value: string): boolean =>
  new RegExp(`name="${name}" value="${value}" checked`).test(text)

describe('without script', () => {
  test('the form comes back with all that was typed and the blocks, then with the text in it', async () => {
    const path = `/exchanges/${accepted}/actions/save-answer/blocks?field=${limits}`
    const open = await desk.page(carmen, path, typed)
    expect(open.status).toBe(200)
    expect(open.text).toContain('<details class="offer" open>')
    expect(open.text).toContain(`&amp;block=${blocks.answer}#f-${limits}`)
    expect(isChosen(open.text, 'answers.registered.answer', 'no')).toBe(true)
    const filled = await desk.page(carmen, `${path}&block=${blocks.answer}`, typed)
    expect(area(filled.text, limits)).toBe('Lo que escribí &lt;yo&gt;\nSolo en Galicia.')
    expect(isChosen(filled.text, 'answers.right-to-practise.answer', 'limited')).toBe(true)
    // Which draft it was typed over is still known: a colleague who saves meanwhile is not overwritten.
    expect(filled.text).toContain('name="marks" value="language:x"')
    expect(filled.text).toContain('<form-draft data-action')
    expect(filled.text).toContain('data-changed')
    const { view } = await desk.json<ExchangeView>(carmen, `/exchanges/${accepted}`)
    expect(view.draft).toBeNull()
  })

  test.each([
    ['write-message', 'text', 'date'],
    ['refuse', 'reason', 'refusal'],
    ['propose-date', 'reason', 'date'],
  ] as const)('on the page of an action: %s', async (action, field, name) => {
    const number = await desk.sent()
    const path = `/exchanges/${number}/actions/${action}/blocks?field=${field}`
    const fields = { version: '2', language: 'es', [field]: '', day: '2026-12-20' }
    expect((await desk.page(carmen, path, fields)).text).toContain('<details class="offer" open>')
    const filled = await desk.page(carmen, `${path}&block=${blocks[name]}`, fields)
    expect(area(filled.text, field)).toMatch(name === 'date' ? /responderá/ : /^No somos/)
    if (action === 'propose-date') expect(filled.text).toContain('value="2026-12-20"')
  })

  test('in a draft: background and explanation, with the recipient that was chosen', async () => {
    const number = await desk.begin()
    const fields = {
      ...{ version: '1', revision: '1', language: 'pl', recipient: 'small-es', asked: 'registered' },
      ...{ 'fields.background': 'Już wpisane', 'fields.family-name': 'Arrieta' },
    }
    for (const field of ['fields.background', 'notes.registered', 'urgentReason']) {
      const path = `/exchanges/${number}/actions/save-draft/blocks?field=${field}&block=${blocks.polish}`
      const { text } = await desk.page(zofia, path, fields)
      expect(area(text, field)).toContain(`Wniosek ${number}, termin {answer-by}.`)
      for (const part of ['value="Arrieta"', 'Już wpisane', 'Consejo de la calle del Tilo'])
        expect(text).toContain(part)
    }
  })

  test('a colleague was faster meanwhile: told when the form is sent on, not overwritten by the way', async () => {
    const number = await desk.begin()
    const first = await desk.page(zofia, `/exchanges/${number}`)
    const machinery = ['version', 'revision', 'marks'].map(
      name => [name, new RegExp(`name="${name}" value="([^"]*)"`).exec(first.text)?.[1] ?? ''] as const,
    )
    const save = `/exchanges/${number}/actions/save-draft`
    await desk.json(officials.jan, save, { version: 1, fields: { background: 'Od Jana' } })
    const fields = [...machinery, ['language', 'pl'], ['fields.background', 'Od Zofii']] as const
    const put = await desk.page(
      zofia,
      `${save}/blocks?field=fields.background&block=${blocks.polish}`,
      fields,
    )
    const again = ['version', 'revision', 'marks'].map(
      name => [name, new RegExp(`name="${name}" value="([^"]*)"`).exec(put.text)?.[1] ?? ''] as const,
    )
    expect(again).toEqual(machinery)
    const sent = await desk.page(zofia, save, [...again, ...fields.slice(3)])
    expect(sent.status).toBe(409)
    for (const part of ['Od Jana', 'Od Zofii']) expect(sent.text).toContain(part)
  })

  test('the step is over, or the block is gone: what was typed is still on the page', async () => {
    const path = `/exchanges/${accepted}/actions/save-answer/blocks?field=${limits}`
    const gone = await desk.page(carmen, `${path}&block=none`, typed)
    expect(gone.status).toBe(404)
    expect(area(gone.text, limits)).toBe('Lo que escribí &lt;yo&gt;')
    const over = `/exchanges/${accepted}/actions/refuse/blocks?field=reason`
    const late = await desk.page(carmen, over, { version: '2', language: 'es', reason: 'Porque no' })
    expect(late.status).toBe(422)
    expect(late.text).toContain('Porque no')
  })
})

describe('a reply template', () => {
  const template = {
    ...{ title: 'Inscrita', language: 'es', procedure: 'pq-information-request' },
    answers: {
      registered: { answer: 'yes' },
      'right-to-practise': { answer: 'limited', details: { limits: 'Según {number}.' } },
      training: { answer: 'given', details: { months: 36, subjects: 'Anatomía' } },
      insurance: { answer: 'yes' },
    },
  }
  let id: string
  beforeAll(async () => {
    id = (await desk.json<TemplateView>(carmen, '/reply-templates', template)).view.template
  })

  test('fills only what is empty, and says how many', async () => {
    const path = `/exchanges/${accepted}/reply-templates`
    const list = await desk.json<TemplateOfferView>(carmen, path)
    expect(list.view.items).toEqual([
      { template: id, title: 'Inscrita', language: 'es', isOther: false, count: 4 },
    ])
    const open = await desk.page(carmen, path, typed)
    expect(open.text).toContain(`?template=${id}#reply-templates`)
    const { text } = await desk.page(carmen, `${path}?template=${id}`, typed)
    expect(text).toContain('Answers filled in from “Inscrita”: 1.')
    expect(isChosen(text, 'answers.registered.answer', 'no')).toBe(true)
    expect(area(text, limits)).toBe('Lo que escribí &lt;yo&gt;')
    expect(isChosen(text, 'answers.training.answer', 'given')).toBe(true)
    expect(area(text, 'answers.training.details.subjects')).toBe('Anatomía')
    // Nothing typed: all three that were asked, in the language of the template.
    const all = await desk.json<FilledView>(carmen, `${path}?template=${id}`, { language: 'pl' })
    expect(all.view.filled).toEqual({ title: 'Inscrita', count: 3 })
    expect(all.view.content).toMatchObject({
      language: 'es',
      answers: { 'right-to-practise': { details: { limits: `Según ${accepted}.` } } },
    })
  })

  test('is kept from an answer, without what is personal and without the name', async () => {
    const number = await begun()
    const save = `/exchanges/${number}/actions/save-answer`
    const fields = {
      ...{ ...typed, marks: '' },
      [limits]: 'La señora ARRIETA trabaja en larga distancia',
    }
    const to = `/reply-templates/new?exchange=${number}`
    expect(await desk.page(carmen, `${save}?go=template`, fields)).toMatchObject({ status: 303, to })
    const page = await desk.page(carmen, to)
    expect(area(page.text, limits)).toContain('ARRIETA')
    const body = {
      ...{ title: 'Con límites', language: 'es', procedure: 'pq-information-request', exchange: number },
      'answers.right-to-practise.answer': 'limited',
    }
    const named = await desk.page(carmen, '/reply-templates', { ...body, [limits]: 'Arrieta, en Vigo' })
    expect(named.status).toBe(422)
    expect(named.text).toContain(`href="#f-${limits}"`)
    const kept = await desk.page(carmen, '/reply-templates', { ...body, [limits]: 'Solo en Vigo' })
    expect(kept).toMatchObject({ status: 303, to: `/exchanges/${number}` })
    expect((await desk.json<KeptView>(carmen, '/blocks')).view.templates.map(one => one.title)).toContain(
      'Con límites',
    )
  })

  test('who may not keep, or reads without personal data, makes none of an exchange', async () => {
    expect((await desk.json(basic, `/reply-templates/new?exchange=${accepted}`)).status).toBe(403)
    expect((await desk.json(anna, `/reply-templates/new?exchange=${accepted}`)).status).toBe(404)
    const number = await desk.sent()
    const early = await desk.json(carmen, `/reply-templates/new?exchange=${number}`)
    expect([early.status, early.view.code]).toEqual([403, 'permission.read-personal'])
  })
})

test('pages cost no statement more; the list at a field costs one more than the page', async () => {
  const page = () => desk.page(carmen, `/exchanges/${accepted}`)
  await page()
  const plain = await counted(database.sql, page)
  expect(plain.statements.filter(one => one.includes('text_block'))).toEqual([])
  const path = `/exchanges/${accepted}/actions/save-answer/blocks?field=${limits}`
  const open = await counted(database.sql, () => desk.page(carmen, path, typed))
  expect(open.statements.length).toBe(plain.statements.length + 1)
})

test('a program puts a text in as a form does', async () => {
  const path = `/exchanges/${accepted}/actions/save-answer/blocks?field=${limits}&block=${blocks.answer}`
  const { view } = await desk.json<InsertedView>(carmen, path, { language: 'es', answers: {} })
  expect(view.content).toEqual({
    language: 'es',
    answers: { 'right-to-practise': { details: { limits: 'Solo en Galicia.' } } },
  })
})
