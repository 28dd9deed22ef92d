// Goal: an authority keeps text blocks; who may not keep them reads them; two who act at once learn of each other; what
//   was typed survives; nobody else's are seen.
// Method: the whole application on a real database, forms as a browser sends them and JSON as a program does.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { openDesk } from '../../../test/small-desk.ts'
import { insertOffice, officials } from '../../../test/small-office.ts'
import type { Actor, Role } from '../../permission/model.ts'
import { limits } from './model.ts'
import type { BlockView, KeptView, TemplateView } from './view.ts'

const { zofia, jan, carmen } = officials
const as = (role: Role): Actor => ({ ...jan, user: `jan-${role}`, roles: { services: [role] } })

let database: TestDatabase
let desk: ReturnType<typeof openDesk>
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  desk = openDesk(database.sql)
})
afterAll(() => database.drop())

const words = { title: 'Potwierdzenie', language: 'pl', text: 'Sprawa {number}: odpowiemy do {answer-by}.' }

async function made(by: Actor, more: object = {}): Promise<BlockView> {
  const { status, view } = await desk.json<BlockView>(by, '/blocks', { ...words, ...more })
  expect(status).toBe(201)
  return view
}

const kept = async (by: Actor): Promise<KeptView> => (await desk.json<KeptView>(by, '/blocks')).view
const titles = ({ blocks }: KeptView) => blocks.map(({ title }) => title)

/** role | what the list says of keeping | making | changing | removing, as HTTP answers. */
const doors: readonly (readonly [Role, boolean, number, number, number])[] = [
  ['basic-user', false, 403, 403, 403],
  ['request-handler', true, 201, 200, 200],
  ['allocator', false, 403, 403, 403],
  ['supervisor', false, 403, 403, 403],
  ['referral-handler', false, 403, 403, 403],
  ['local-data-administrator', true, 201, 200, 200],
]

test.each(doors)('%s reads; keeps: %s', async (role, mayKeep, making, changing, removing) => {
  const { block } = await made(zofia, { title: `Dla ${role}` })
  const reader = as(role)
  const view = await kept(reader)
  expect(view.mayKeep).toBe(mayKeep)
  expect(titles(view)).toContain(`Dla ${role}`)
  expect((await desk.json(reader, `/blocks/${block}`)).status).toBe(200)
  const statuses = [
    (await desk.json(reader, '/blocks', words)).status,
    (await desk.json(reader, `/blocks/${block}/change`, { ...words, version: 1 })).status,
    (await desk.json(reader, `/blocks/${block}/remove`, { version: mayKeep ? 2 : 1 })).status,
  ]
  expect(statuses).toEqual([making, changing, removing])
  const shown = (await desk.page(reader, '/blocks')).text
  expect(shown.includes('href="/blocks/new"')).toBe(mayKeep)
})

describe('a text block', () => {
  test('is changed and removed by forms, and who wrote it last stands on the page', async () => {
    const { block } = await made(zofia, { title: 'Do zmiany' })
    const form = await desk.page(jan, `/blocks/${block}`)
    expect(form.text).toContain('name="version" value="1"')
    const sent = { ...words, title: 'Zmieniony', version: '1', kind: 'message', procedure: '' }
    expect(await desk.page(jan, `/blocks/${block}/change`, sent)).toMatchObject({
      status: 303,
      to: '/blocks',
    })
    const [row] = (await kept(zofia)).blocks.filter(one => one.block === block)
    expect(row).toMatchObject({ title: 'Zmieniony', kind: 'message', version: 2, by: 'Jan Lipowski' })
    expect((await desk.page(jan, `/blocks/${block}/remove`, { version: '2' })).status).toBe(303)
    expect((await desk.json(jan, `/blocks/${block}`)).status).toBe(404)
  })

  test('two at once: the second learns who and when, and has both texts', async () => {
    const { block } = await made(zofia, { title: 'Wspólny' })
    await desk.json(jan, `/blocks/${block}/change`, { ...words, text: 'Od Jana', version: 1 })
    const sent = { ...words, text: 'Od Zofii', version: '1' }
    const { status, text } = await desk.page(zofia, `/blocks/${block}/change`, sent)
    expect(status).toBe(409)
    for (const part of ['Jan Lipowski', 'Od Jana', 'Od Zofii', 'name="version" value="2"'])
      expect(text).toContain(part)
    const removal = await desk.json(zofia, `/blocks/${block}/remove`, { version: 1 })
    expect([removal.status, removal.view.code]).toEqual([409, 'exchange-blocks.conflict'])
    expect((await desk.page(zofia, `/blocks/${block}/change`, { ...sent, version: '2' })).status).toBe(303)
  })

  test('removed meanwhile: what was typed can be kept as a new one', async () => {
    const { block } = await made(zofia)
    await desk.json(jan, `/blocks/${block}/remove`, { version: 1 })
    const sent = { ...words, text: 'Ocalony', version: '1' }
    const { status, text } = await desk.page(zofia, `/blocks/${block}/change`, sent)
    expect(status).toBe(404)
    expect(text).toContain('Ocalony')
    expect(text).toContain('action="/blocks"')
  })

  test('is nobody else’s: another authority finds nothing, as if there were none', async () => {
    const { block } = await made(zofia, { title: 'Nasz' })
    expect(titles(await kept(carmen))).toEqual([])
    for (const [path, body] of [
      [`/blocks/${block}`],
      [`/blocks/${block}/change`, { ...words, version: 1 }],
      [`/blocks/${block}/remove`, { version: 1 }],
    ] as const) {
      const theirs = await desk.json(carmen, path, body)
      const none = await desk.json(carmen, path.replace(block, 'no-such-block'), body)
      expect([theirs.status, theirs.view]).toEqual([404, none.view])
    }
  })

  test.each([
    ['an unknown placeholder', { text: 'Dla {name}' }, 'text', 'exchange-blocks.placeholder.unknown'],
    [
      'an inherited name as placeholder',
      { text: '{constructor}' },
      'text',
      'exchange-blocks.placeholder.unknown',
    ],
    ['no title', { title: ' ' }, 'title', 'base.field.required'],
    ['a long title', { title: 'x'.repeat(limits.titleMax + 1) }, 'title', 'base.field.too-long'],
    ['a long text', { text: 'x'.repeat(limits.textMax + 1) }, 'text', 'base.field.too-long'],
    ['a language that is none', { language: 'xx' }, 'language', 'base.field.choice'],
    ['a procedure that is none', { procedure: 'none' }, 'procedure', 'base.field.choice'],
    ['a kind that is none', { kind: 'person' }, 'kind', 'base.field.choice'],
  ])('with %s is refused at its field, with what was typed', async (_, more, path, code) => {
    const { status, view } = await desk.json(zofia, '/blocks', { ...words, ...more })
    expect(status).toBe(422)
    expect(view).toMatchObject({ problems: [expect.objectContaining({ path, code })] })
    const typed = { ...words, title: 'Wpisany tytuł', ...more }
    const page = await desk.page(zofia, '/blocks', typed)
    expect(page.status).toBe(422)
    expect(page.text).toContain(`href="#f-${path}"`)
    expect(page.text).toContain(path === 'text' ? 'Wpisany tytuł' : '{answer-by}')
  })

  test('sent twice under one key is one; another content under it is refused', async () => {
    const first = await desk.json<BlockView>(zofia, '/blocks', words, 'once')
    const second = await desk.json<BlockView>(zofia, '/blocks', words, 'once')
    expect(second.view.block).toBe(first.view.block)
    const other = await desk.json(zofia, '/blocks', { ...words, text: 'Inny' }, 'once')
    expect(other.view.code).toBe('exchange.key.conflict')
  })
})

test('the page says that nothing personal belongs there; the list takes two statements', async () => {
  expect((await desk.page(zofia, '/blocks/new')).text).toContain('Do not store personal data here')
  await kept(zofia)
  const { statements } = await counted(database.sql, () => desk.page(zofia, '/blocks'))
  // What is kept, and the names of those who wrote it.
  expect(statements.length).toBeLessThanOrEqual(2)
})

test('a reply template is written question by question; nothing personal fits into it', async () => {
  const template = {
    ...{ title: 'Wpisany, bez zakazu', language: 'pl', procedure: 'pq-information-request' },
    'answers.registered.answer': 'yes',
    'answers.right-to-practise.answer': 'limited',
    'answers.right-to-practise.details.limits': 'Tylko pod nadzorem ({authority}).',
    'answers.insurance.answer': '',
  }
  const form = await desk.page(zofia, '/reply-templates/new?procedure=pq-information-request')
  expect(form.text).toContain('answers.right-to-practise.details.limits')
  expect(form.text).not.toContain('answers.register-entry.details.number')
  expect((await desk.page(zofia, '/reply-templates', template)).to).toBe('/blocks')
  const [row] = (await kept(jan)).templates
  expect(row).toMatchObject({ title: template.title, by: 'Zofia Lipowska' })
  expect(Object.keys(row?.answers ?? {})).toEqual(['registered', 'right-to-practise'])
  const path = `/reply-templates/${row?.template}`
  const change = { ...template, version: '1', 'answers.registered.answer': 'no' }
  expect((await desk.page(jan, `${path}/change`, change)).status).toBe(303)
  const late = await desk.page(zofia, `${path}/change`, { ...change, title: 'Późniejszy' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('value="Późniejszy"')
  const { view } = await desk.json<TemplateView>(jan, path)
  expect(view).toMatchObject({ version: 2, answers: { registered: { answer: 'no' } } })
  const personal = { answers: { 'register-entry': { answer: 'given', details: { number: '7' } } } }
  const { title, language, procedure } = template
  const refused = await desk.json(zofia, '/reply-templates', { title, language, procedure, ...personal })
  expect(refused.view).toMatchObject({ problems: [{ code: 'base.field.unknown' }] })
  const empty = await desk.json(zofia, '/reply-templates', { title, language, procedure })
  expect(empty.view).toMatchObject({ problems: [{ code: 'exchange-blocks.template.none' }] })
})

test('more than fit are refused, with the number', async () => {
  await database.sql`
    insert into text_block (authority, block, title, language, text, version, account, changed_at)
    select 'small-el', 'b' || n, 'T', 'el', 'T', 1, 'anna', now() from generate_series(1, ${limits.blocksMax}) n`
  const { status, view } = await desk.json(officials.anna, '/blocks', { ...words, language: 'el' })
  expect([status, view.code, view.facts]).toEqual([429, 'exchange-blocks.limit', { max: limits.blocksMax }])
})
