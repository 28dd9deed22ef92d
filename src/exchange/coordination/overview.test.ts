// Goal: a coordinator sees what is open in its remit, each once, by need, with who holds it and since when; nobody else
//   does, and nothing personal is in it.
// Method: the doors on a real database: requests from and to Spain, within Spain, and one that is not its business.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coordinators, insertCoordinators, openCoordinators } from '../../../test/coordinators.ts'
import { counted, freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { callOf, officials } from '../../../test/small-office.ts'
import type { Actor } from '../../permission/model.ts'
import { createExchange } from '../create.ts'
import type { ExchangeView } from '../view-schema.ts'
import type { CoordinationView } from './list-view.ts'
import type { CoordinatedView } from './view.ts'

const { zofia, carmen, brais, anna } = officials
const { nadia, luis, pilar, wanda } = coordinators

let database: TestDatabase
let office: ReturnType<typeof openCoordinators>
const named = new Map<string, ExchangeView>()

beforeAll(async () => {
  database = await freshDatabase()
  await insertCoordinators(database.sql)
  office = openCoordinators(database.sql)
  const { clock, sent, does } = office
  const keep = async (name: string, view: Promise<ExchangeView>) => named.set(name, await view)
  clock.now = '2026-11-10T09:00:00.000Z'
  await keep('late', sent({ askedDay: '2026-11-20' }))
  await keep('within', sent({ recipient: 'small-es-2', askedDay: '2026-12-01' }, carmen))
  await keep('answered', sent({ askedDay: '2026-11-12' }))
  await keep('elsewhere', sent({ recipient: 'small-el' }))
  await keep('refused', sent())
  clock.now = '2026-11-16T09:00:00.000Z'
  await keep('urgent', sent({ isUrgent: true, askedDay: '2026-12-02' }))
  await keep('asked', sent({ recipient: 'small-el', askedDay: '2026-12-10' }, brais))
  const accepted = await does(carmen, named.get('late') as ExchangeView, 'accept')
  clock.now = '2026-11-18T09:00:00.000Z'
  await does(zofia, { ...accepted, version: 3 }, 'write-message', { text: 'Kiedy?' })
  const taken = await does(
    carmen,
    { ...(named.get('answered') as ExchangeView), version: 2 },
    'propose-date',
    {
      day: '2026-11-19',
    },
  )
  const agreed = await does(zofia, taken, 'agree')
  await does(carmen, agreed, 'answer', { language: 'es', answers: { registered: { answer: 'yes' } } })
  await does(carmen, named.get('refused') as ExchangeView, 'refuse', { reason: 'No consta.' })
  clock.now = '2026-11-24T09:00:00.000Z'
})
afterAll(() => database.drop())

const nameOf = (number: string) => [...named].find(([, one]) => one.number === number)?.[0]
const list = async (as: Actor, query = '') =>
  (await office.json<CoordinationView>(`/coordination?${query}`, as)).view
const inOrder = async (as: Actor, query = '') => (await list(as, query)).items.map(one => nameOf(one.number))
const numberOf = (name: string) => named.get(name)?.number ?? ''

describe('the overview', () => {
  test('late, urgent, then by day; answered last; each once, ended ones and others’ not', async () => {
    expect(await inOrder(nadia)).toEqual(['late', 'urgent', 'within', 'asked', 'answered'])
    const polish = await inOrder(wanda)
    expect(polish.slice(0, 3)).toEqual(['late', 'urgent', 'elsewhere'])
    expect(polish.slice(3).toSorted()).toEqual(['answered', 'refused'])
  })

  test.each([
    ['side=recipient', ['late', 'urgent', 'within', 'answered']],
    ['side=sender', ['within', 'asked']],
    ['turn=act', ['late', 'urgent', 'within']],
    ['turn=wait', ['asked', 'answered']],
    ['overdue=true', ['late']],
    ['urgent=true', ['urgent']],
    ['state=answered', ['answered']],
    ['authority=small-es', ['late', 'urgent', 'within', 'answered']],
    ['authority=small-es&turn=act', ['late', 'urgent']],
    ['authority=small-es-2&side=sender', ['asked']],
    ['area=professional-qualifications', ['late', 'urgent', 'within', 'asked', 'answered']],
    ['area=services', []],
    ['authority=small-pl', []],
    ['authority=nobody', []],
  ])('filter %s', async (query, names) => expect(await inOrder(nadia, query)).toEqual(names))

  test.each(['state=draft', 'side=both', 'turn=close', 'cursor=xyz', 'urgent=maybe'])(
    '%s is refused',
    async query => expect((await office.json(`/coordination?${query}`, nadia)).status).toBe(422),
  )

  test('who holds it and since when: a message does not start the wait anew', async () => {
    const { items, counts } = await list(nadia)
    const [late] = items
    expect(late).toMatchObject({
      ...{ waitsSince: '2026-11-16T09:00:00.000Z', waitDays: 8, overdue: true, state: 'accepted' },
      holder: { authority: 'small-es', country: 'ES' },
      sender: { authority: 'small-pl' },
    })
    expect(items.at(-1)).toMatchObject({
      state: 'answered',
      overdue: false,
      holder: { authority: 'small-pl' },
    })
    expect(counts).toEqual({ open: 5, act: 3, urgent: 1, overdue: 1 })
  })

  test('bottlenecks: how many wait for an authority, half of them and the longest since when', async () => {
    const { bottlenecks } = await list(nadia)
    expect(bottlenecks.map(({ authority, ...figures }) => [authority.authority, figures])).toEqual([
      ['small-es', { waiting: 2, overdue: 1, medianDays: 8, longestDays: 8 }],
      ['small-es-2', { waiting: 1, overdue: 0, medianDays: 14, longestDays: 14 }],
    ])
    const { text } = await office.page('/coordination', nadia)
    expect(text).toContain('/coordination?authority=small-es&amp;turn=act')
  })

  test('nothing personal, no subject, no text', async () => {
    const { text } = await office.page('/coordination', nadia)
    const answer = JSON.stringify(await list(nadia)) + text
    for (const word of ['Arrieta', 'Marisol', 'Zielona', 'physiotherapist', 'Kiedy', 'zofia', 'Zofia'])
      expect(answer).not.toContain(word)
    expect(text).toContain(numberOf('late'))
  })

  test('page by page the same order', async () => {
    const { coordination } = office.ports.store
    const asked = { country: 'ES', areas: ['professional-qualifications', 'services'], today: '2026-11-24' }
    const found: string[] = []
    let after: Parameters<typeof coordination>[0]['after'] = null
    for (;;) {
      const [row] = await coordination({ ...asked, after, limit: 1 })
      if (!row) break
      found.push(nameOf(row.exchange) ?? '')
      after = { rank: row.rank, day: row.sortDay, exchange: row.exchange }
    }
    expect(found).toEqual(['late', 'urgent', 'within', 'asked', 'answered'])
  })

  /** Small tables are read whole whatever indexes there are, unless that is forbidden. */
  test.each([
    [
      'exchange_part_coordination',
      `select from exchange_part p where p.country = 'ES' and p.area = 'services' and p.is_urgent = false
       and p.turn in ('act', 'wait', 'close') and (case when p.state in ('answered', 'refused')
         then date '2199-12-31' else coalesce(p.due_day, date '2199-12-31') end) < '2026-11-24'
       order by (case when p.state in ('answered', 'refused') then date '2199-12-31'
         else coalesce(p.due_day, date '2199-12-31') end), p.exchange limit 26`,
    ],
    [
      'exchange_part_waiting',
      `select p.authority from exchange_part p where p.country = 'ES' and p.area = 'services'
       and p.turn in ('act', 'close') order by p.waits_since limit 500`,
    ],
  ])('%s serves its statement in order', async (index, statement) => {
    const lines = await database.sql.begin(async tx => {
      await tx.unsafe('set local enable_seqscan = off; set local enable_bitmapscan = off')
      return tx.unsafe(`explain ${statement}`)
    })
    const plan = lines.map(line => Object.values(line)[0]).join('\n')
    expect([plan.includes(`using ${index}`), plan.includes('Sort')]).toEqual([true, false])
  })

  test('two statements, whatever is shown', async () => {
    await list(nadia)
    const { statements } = await counted(database.sql, () => list(nadia))
    expect(statements).toHaveLength(2)
  })
})

describe('who sees it', () => {
  test('a coordinator of one legal area sees that area only', async () => {
    expect(await list(luis)).toMatchObject({ items: [], areas: ['services'], counts: { open: 0 } })
    expect((await office.json(`/coordination/exchanges/${numberOf('late')}`, luis)).view.code).toBe(
      'exchange.unknown',
    )
  })

  test.each([
    ['an authority that coordinates nothing', carmen, 403, 'permission.coordinator'],
    ['nobody', null, 401, 'permission.sign-in'],
  ] as const)('%s: %i', async (_, who, status, code) => {
    for (const path of ['/coordination', `/coordination/exchanges/${numberOf('late')}`]) {
      const answer = await office.json(path, who)
      expect([answer.status, answer.view.code]).toEqual([status, code])
    }
  })

  test.each([
    ['of other countries', () => numberOf('elsewhere')],
    ['that does not exist', () => '2026-PL-00000000'],
    ['without a number', () => 'x'],
  ])('an exchange %s is unknown', async (_, number) => {
    const answer = await office.json(`/coordination/exchanges/${number()}`, nadia)
    expect([answer.status, answer.view.code]).toEqual([404, 'exchange.unknown'])
  })

  test('a draft is nobody’s business, withdrawn or not; to the exchange itself a coordinator is no party', async () => {
    const made = await createExchange(office.ports, callOf(office.library, brais), {
      procedure: 'pq-information-request',
    })
    const number = made.ok ? made.value.number : ''
    const read = async () => (await office.json(`/coordination/exchanges/${number}`, nadia)).status
    expect(await read()).toBe(404)
    await office.does(brais, { number, version: 1 }, 'withdraw')
    expect(await read()).toBe(404)
    expect((await office.json(`/exchanges/${numberOf('late')}`, nadia)).view.code).toBe('exchange.unknown')
  })
})

describe('one exchange', () => {
  test('state, days, who holds it, each authority’s own time, what happened; no words', async () => {
    const path = `/coordination/exchanges/${numberOf('answered')}`
    const { view } = await office.json<CoordinatedView>(path, nadia)
    expect(view).toMatchObject({
      ...{ state: 'answered', waitDays: 6, urgent: false },
      holder: { authority: 'small-pl' },
      deadlines: { asked: '2026-11-12', answerBy: '2026-11-19', due: '2026-11-19' },
    })
    expect(view.times.map(({ authority, days }) => [authority.authority, days])).toEqual([
      ['small-es', 8],
      ['small-pl', 6],
    ])
    expect(view.history.map(one => [one.event, one.authority?.authority])).toEqual([
      ['sent', 'small-pl'],
      ['date-proposed', 'small-es'],
      ['date-agreed', 'small-pl'],
      ['answered', 'small-es'],
    ])
    const { text } = await office.page(path, nadia)
    for (const word of ['Arrieta', 'Zielona', 'physiotherapist', 'zofia', 'Zofia', 'carmen'])
      expect(JSON.stringify(view) + text).not.toContain(word)
    expect(text).toContain('Consejo de la calle del Tilo')
  })

  test('one statement; who may look only is offered nothing', async () => {
    const path = `/coordination/exchanges/${numberOf('late')}`
    const { statements } = await counted(database.sql, () => office.json(path, nadia))
    expect(statements).toHaveLength(1)
    const actions = async (who: Actor) =>
      (await office.json<CoordinatedView>(path, who)).view.actions.map(one => one.action)
    expect([await actions(nadia), await actions(pilar), await actions(wanda)]).toEqual([['remind'], [], []])
    expect((await office.json(`/coordination/exchanges/${numberOf('urgent')}`, anna)).status).toBe(403)
  })
})
