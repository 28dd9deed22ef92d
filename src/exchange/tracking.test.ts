// Goal: the worklist begins with what needs one most, filters say what they show, a search by subject reads an index,
//   a person's views stay their own, and each side learns when the other office looked.
// Method: the doors on a real database with one request for each kind of row; EXPLAIN of the statements themselves.
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/database.ts'
import { callOf, library, officials, openOffice, type smallPorts } from '../../test/small-office.ts'
import { createApp } from '../base/app.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { createExchange } from './create.ts'
import { dueDays } from './list-query.ts'
import type { ItemView, WorklistView } from './list-view.ts'
import { exchangeDoors } from './routes.ts'
import type { SavedListView } from './saved-routes.ts'
import { list } from './store/list.ts'
import type { ExchangeView } from './view-schema.ts'

const { zofia, jan, carmen, anna } = officials
const home = 'http://here.invalid'

let database: TestDatabase
let stage: ReturnType<typeof smallPorts>
let app: Hono
let who: Actor | null
const named = new Map<string, string>()
beforeAll(async () => {
  ;({ database, ...stage } = await openOffice())
  app = createApp<Actor>({
    ...{ library, doors: exchangeDoors(stage.ports), passages: [], publicUrl: home },
    recognise: async () => ({
      ...{ who, csrf: 'right', lang: 'de', zone: 'Europe/Warsaw', isProgram: false },
      isCsrf: token => token === 'right',
    }),
    wrap: (_, page) => `<title>${page.title}</title>${page.main}`,
    onFault: error => {
      throw error
    },
  })
  // It is Tuesday, 24 November; the requests were sent on the 18th.
  stage.clock.now = '2026-11-18T09:00:00.000Z'
  for (const [name, day, isUrgent] of rows) await send(name, day, isUrgent)
  stage.clock.now = '2026-11-24T09:00:00.000Z'
})
afterAll(() => database.drop())

/** name | asked day | urgent */
const rows = [
  ['far', '2026-12-20', false],
  ['urgent and far', '2026-12-21', true],
  ['late', '2026-11-20', false],
  ['urgent and late', '2026-11-23', true],
  ['today', '2026-11-24', false],
  ['sunday', '2026-11-29', false],
  ['monday', '2026-11-30', false],
  ['latest', '2026-11-19', false],
] as const

async function send(name: string, askedDay: string, isUrgent: boolean): Promise<void> {
  const made = await createExchange(stage.ports, callOf(library, zofia), {
    procedure: 'pq-information-request',
  })
  const number = made.ok ? made.value.number : ''
  named.set(name, number)
  const value = {
    ...{ version: 1, recipient: 'small-es', language: 'pl', askedDay, asked: ['registered'], isUrgent },
    ...(isUrgent && { urgentReason: 'Pilne.' }),
    fields: {
      ...{ background: 'Sprawa.', 'family-name': 'A', 'given-names': 'B' },
      profession: name === 'far' ? 'architect' : 'physiotherapist',
    },
  }
  const sent = await act(stage.ports, callOf(library, zofia), {
    ...{ number, action: 'send', sent: { kind: 'json', value } },
  })
  if (!sent.ok) throw new Error(JSON.stringify(sent.refusal))
}

async function ask<View>(path: string, as: Actor): Promise<{ status: number; view: View }> {
  who = as
  const answer = await app.fetch(
    new Request(home + path, {
      headers: { accept: 'application/json' },
    }),
  )
  return { status: answer.status, view: (await answer.json()) as View }
}

/** As a browser sends it. */
async function post(path: string, as: Actor, form: Record<string, string>) {
  who = as
  const body = new URLSearchParams({ csrf: 'right', ...form })
  const answer = await app.fetch(
    new Request(home + path, { method: 'POST', body, headers: { accept: 'text/html' } }),
  )
  return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') }
}
async function page(path: string, as: Actor): Promise<string> {
  who = as
  return (await app.fetch(new Request(home + path, { headers: { accept: 'text/html' } }))).text()
}

const nameOf = ({ number }: ItemView) => [...named].find(([, one]) => one === number)?.[0]
const inOrder = async (query: string, as: Actor = carmen) =>
  (await ask<WorklistView>(`/worklist?${query}`, as)).view.items.map(nameOf)

describe('the worklist', () => {
  const order = [
    ...['urgent and late', 'latest', 'late', 'urgent and far'],
    ...['today', 'sunday', 'monday', 'far'],
  ]

  test('begins with what is late, of that the urgent; then what is urgent; each by day', async () => {
    expect(await inOrder('view=act')).toEqual(order)
  })

  test('has the same order page by page, whatever the length of a page', async () => {
    const asked = {
      ...{ authority: 'small-es', user: 'carmen', areas: '*' as const, turn: 'act' as const },
      ...{ today: '2026-11-24', limit: 3 },
    }
    const found: string[] = []
    let after: Parameters<typeof list>[1]['after'] = null
    for (;;) {
      const items = await list(database.sql, { ...asked, after })
      const last = items.at(-1)
      if (!last) break
      found.push(...items.map(one => one.exchange))
      const { rank, sortDay: day, isChanged, exchange } = last
      after = { by: 'need', rank, day, isChanged, exchange }
    }
    expect(found).toEqual(order.map(name => named.get(name)))
  })

  test.each([
    ['due=overdue', ['urgent and late', 'latest', 'late']],
    ['due=today', ['today']],
    ['due=week', ['today', 'sunday']],
    ['due=2026-11-24', ['urgent and late', 'latest', 'late', 'today']],
    ['urgent=true', ['urgent and late', 'urgent and far']],
    ['urgent=true&due=overdue', ['urgent and late']],
    ['state=accepted', []],
    ['state=sent&country=PL&area=professional-qualifications', order],
    ['country=EL', []],
  ])('filter %s', async (query, names) => {
    expect(await inOrder(`view=act&${query}`)).toEqual(names)
  })

  test('changed since one looked: what was read is left out, for this person only', async () => {
    expect(await inOrder('view=act&changed=true')).toHaveLength(rows.length)
    await page(`/exchanges/${named.get('today')}`, carmen)
    expect(await inOrder('view=act&changed=true')).toEqual(order.filter(name => name !== 'today'))
    expect(await inOrder('view=wait&changed=true', zofia)).toEqual([])
  })

  test.each(['due=tomorrow', 'state=lost', 'urgent=perhaps', 'cursor=WzEsMl0'])(
    '%s is refused',
    async query => {
      expect((await ask(`/worklist?${query}`, carmen)).status).toBe(422)
    },
  )

  test('a place in a list of another order is refused', async () => {
    const place = Buffer.from(JSON.stringify(['2026-11-24T09:00:00.000Z', '2026-PL-00000001']))
    expect((await ask(`/worklist?view=act&cursor=${place.toString('base64url')}`, carmen)).status).toBe(422)
  })

  test('the page shows the filters that are set', async () => {
    const markup = await page('/worklist?view=act&urgent=true&due=week&state=sent', carmen)
    expect(markup).toMatch(/name="urgent" value="true" checked/)
    expect(markup).toContain('<option value="week" selected>Diese Woche')
    expect(markup).toContain('<option value="sent" selected>')
  })
})

/** day | first and last day of its week still to come */
test.each([
  ['2026-11-23', '2026-11-23', '2026-11-29'],
  ['2026-11-29', '2026-11-29', '2026-11-29'],
  ['2025-12-31', '2025-12-31', '2026-01-04'],
])('the week of %s ends on Sunday', (today, from, to) => {
  expect(dueDays('week', today)).toEqual({ from, to })
})

describe('indexes', () => {
  /** Small tables are read whole whatever indexes there are, unless that is forbidden. */
  const planOf = (statement: string) =>
    database.sql.begin(async tx => {
      await tx.unsafe('set local enable_seqscan = off')
      await tx.unsafe('set local enable_bitmapscan = off')
      const lines = await tx.unsafe(`explain ${statement}`)
      return lines.map(line => Object.values(line)[0]).join('\n')
    })

  test.each([
    [
      'exchange_part_rank',
      `select from exchange_part p where p.authority = 'small-es' and p.turn = 'act' and p.is_urgent = false
       and coalesce(p.due_day, date '2199-12-31') >= '2026-11-24'
       order by coalesce(p.due_day, date '2199-12-31'), p.exchange limit 26`,
    ],
    [
      'exchange_part_title',
      `select from exchange_part p where p.authority = 'small-es' and p.title_value = any('{architect,nurse}')`,
    ],
    [
      'exchange_part_recent',
      `select from exchange_part p where p.authority = 'small-es' and p.changed_at >= '2026-11-24'
       order by p.changed_at desc limit 500`,
    ],
  ])('%s serves its statement without sorting or reading all', async (index, statement) => {
    const plan = await planOf(statement)
    expect(plan).toContain(`using ${index}`)
    expect(plan).not.toContain('Seq Scan')
    expect(plan).not.toContain('Sort')
  })
})

describe('saved views', () => {
  const keep = (as: Actor, name: string, query = 'view=act&urgent=true') =>
    post('/worklist/views', as, { name, query })
  const viewsOf = async (as: Actor) => (await ask<SavedListView>('/worklist/views', as)).view.items

  test('kept, shown on the worklist, renamed, removed', async () => {
    const kept = await keep(jan, 'Pilne & <b>', 'view=act&urgent=true&cursor=x&lang=de&to=//evil.example')
    expect([kept.status, kept.to]).toEqual([303, '/worklist/views'])
    const [view] = await viewsOf(jan)
    expect(view).toMatchObject({ name: 'Pilne & <b>', query: 'view=act&urgent=true' })
    const markup = await page('/worklist?view=act&urgent=true', jan)
    expect(markup).toContain('aria-current="page">Pilne &amp; &lt;b&gt;</a>')
    expect((await post(`/worklist/views/${view?.id}/rename`, jan, { name: 'Ważne' })).status).toBe(303)
    expect((await ask<WorklistView>('/worklist', jan)).view.saved.map(one => one.name)).toEqual(['Ważne'])
    expect((await post(`/worklist/views/${view?.id}/remove`, jan, { name: 'Ważne' })).status).toBe(303)
    expect(await viewsOf(jan)).toEqual([])
  })

  test('nobody sees, renames or removes those of another', async () => {
    await keep(zofia, 'Moje')
    const [view] = await viewsOf(zofia)
    expect(await viewsOf(jan)).toEqual([])
    expect((await post(`/worklist/views/${view?.id}/rename`, jan, { name: 'x' })).status).toBe(404)
    expect((await post(`/worklist/views/${view?.id}/remove`, jan, {})).status).toBe(404)
    expect((await viewsOf(zofia)).map(one => one.name)).toEqual(['Moje'])
  })

  test('a name that is taken or missing, and filters that are none, come back with what was typed', async () => {
    const taken = await keep(zofia, 'Moje')
    expect([taken.status, taken.text.includes('value="Moje"')]).toEqual([409, true])
    const missing = await keep(zofia, '  ')
    expect([missing.status, missing.text.includes('aria-invalid="true"')]).toEqual([422, true])
    expect((await keep(zofia, 'Inne', 'view=nowhere')).status).toBe(422)
  })

  test('twenty, not more', async () => {
    for (let i = 0; i < 20; i++) expect((await keep(anna, `Ν${i}`)).status).toBe(303)
    expect((await keep(anna, 'Ν20')).status).toBe(429)
    expect(await viewsOf(anna)).toHaveLength(20)
  })
})

describe('who has looked', () => {
  const seenBy = async (name: string, as: Actor) =>
    (await ask<ExchangeView>(`/exchanges/${named.get(name)}`, as)).view.seenBy

  test('the other office and when, never the person; a colleague is not the other office', async () => {
    await page(`/exchanges/${named.get('far')}`, jan)
    expect(await seenBy('far', zofia)).toEqual([])
    expect(await page(`/exchanges/${named.get('far')}`, zofia)).toContain('Noch nicht gesehen.')
    stage.clock.now = '2026-11-24T10:00:00.000Z'
    await page(`/exchanges/${named.get('far')}`, carmen)
    const at = '2026-11-24T10:00:00.000Z'
    const [seen, ...others] = await seenBy('far', zofia)
    expect([seen, others]).toEqual([{ authority: 'small-es', firstAt: at, lastAt: at, version: 2 }, []])
    expect(await page(`/exchanges/${named.get('far')}`, zofia)).toContain('24.11.2026, 11:00')
  })

  test('a later step is told as not seen until the other office has looked again', async () => {
    const number = named.get('far') ?? ''
    const reason = { version: '2', reason: 'Bez.', language: 'pl' }
    expect((await post(`/exchanges/${number}/actions/withdraw`, zofia, reason)).status).toBe(303)
    expect(await page(`/exchanges/${number}`, zofia)).toContain('noch nicht gesehen')
    stage.clock.now = '2026-11-24T11:00:00.000Z'
    await page(`/exchanges/${number}`, carmen)
    expect(await seenBy('far', zofia)).toMatchObject([
      { firstAt: '2026-11-24T10:00:00.000Z', lastAt: '2026-11-24T11:00:00.000Z', version: 3 },
    ])
    expect(await page(`/exchanges/${number}`, zofia)).not.toContain('noch nicht gesehen')
  })
})
