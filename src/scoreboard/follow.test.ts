// Goal: the roll-up equals what a rebuild makes, and each fact what its log tells, whatever officials do and wherever
//   the follower is cut off; the figures equal those worked out from the facts the long way round.
// Method: many offices play at random through the pure machine (six-parties.ts); logs and rows are written as they
//   grow, the follower follows meanwhile and fails at random inside its transaction.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { counted, freshDatabase, type TestDatabase } from '../../test/database.ts'
import { type Office, openedOffice, parties, play, type Try } from '../../test/six-parties.ts'
import { inventedAuthority } from '../authority/small-directory.ts'
import { authorityStore } from '../authority/store.ts'
import { follow, untilNone } from '../base/follow.ts'
import { currentOf } from '../exchange/current.ts'
import type { LogEntry } from '../exchange/model.ts'
import { readProcedures } from '../procedure/store.ts'
import { readEditions } from './editions.ts'
import { dayOf, type Fact } from './fact.ts'
import { countWhatHappened, scoreboardFollower } from './follow.ts'
import { termsOf } from './model.ts'
import { ratiosFromPairs } from './pair.ts'
import { rebuildScoreboard } from './rebuild.ts'
import { ratiosFrom } from './small-facts.ts'
import { cellsOf } from './store/cells.ts'
import { talliesOf, versionsOf } from './store/counts.ts'

const root = new URL('../..', import.meta.url).pathname
const procedure = readProcedures(root).byId('pq-information-request')
const edition = readEditions(root).byId('2026', '2026-11-26')
if (!procedure || !edition) throw new Error('no procedure or edition')
/** The offices play into the next year. */
const period = { from: '2026-11-01', to: '2028-12-31' }

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
  const authorities = parties.map(id =>
    inventedAuthority({
      ...{ id, country: id.slice(0, 2).toUpperCase(), town: 'Vigo', type: 'professional-regulator' },
      ...{ competences: [], officialNames: [{ lang: 'es', name: id }] },
    }),
  )
  await authorityStore(database.sql).insertMany(authorities)
})
afterAll(() => database.drop())

/** Writes what an office has done since, as the store of exchanges does. */
async function write(office: Office, prefix: string, written: Map<string, number>): Promise<void> {
  const grown = [...office.logs].filter(
    ([exchange, log]) => log.length > (written.get(prefix + exchange) ?? 0),
  )
  const rows = grown.map(([exchange, log]) => ({
    ...currentOf(log, procedure as never),
    exchange: prefix + exchange,
  }))
  const events = grown.flatMap(([exchange, log]) =>
    log.slice(written.get(prefix + exchange) ?? 0).map(one => ({ ...one, exchange: prefix + exchange })),
  )
  await database.sql`
    with event as (
      insert into exchange_event (exchange, version, event, at, authority, account, data, hash)
      select exchange, version, event, at, authority, "user", data, hash
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as given (exchange text, version int, event text,
        at timestamptz, authority text, "user" text, data jsonb, hash text))
    insert into exchange (exchange, procedure, area, kind, state, version, hash, sender, recipient, parent, created_at,
      sent_at, accepted_at, answered_at, ended_at, asked_day, answer_by_day, rating_timeliness, rating_efforts)
    select exchange, 'pq-information-request', 'professional-qualifications', 'request', state, version, '', sender,
      recipient, parent, now(), "sentAt", "acceptedAt", "answeredAt", "endedAt", "askedDay", "answerByDay",
      "ratingTimeliness", "ratingEfforts"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (exchange text, state text, version int,
      sender text, recipient text, parent text, "sentAt" timestamptz, "acceptedAt" timestamptz,
      "answeredAt" timestamptz, "endedAt" timestamptz, "askedDay" date, "answerByDay" date,
      "ratingTimeliness" int, "ratingEfforts" int)
    on conflict (exchange) do update set state = excluded.state, version = excluded.version,
      sender = excluded.sender, recipient = excluded.recipient, sent_at = excluded.sent_at,
      accepted_at = excluded.accepted_at, answered_at = excluded.answered_at, ended_at = excluded.ended_at,
      asked_day = excluded.asked_day, answer_by_day = excluded.answer_by_day,
      rating_timeliness = excluded.rating_timeliness, rating_efforts = excluded.rating_efforts`
  for (const [exchange, log] of grown) written.set(prefix + exchange, log.length)
}

const countryOf = (authority: string): string => authority.slice(0, 2).toUpperCase()

/** A fact told by its log alone; null: none. */
function factFrom(number: string, log: readonly LogEntry[]): Fact | null {
  type Told = {
    recipient?: string
    askedDay?: string
    answerByDay?: string
    parent?: object
    sender?: string
  }
  const dataOf = (entry: LogEntry | undefined) => (entry?.data ?? {}) as Told
  const first = (...events: string[]) => log.find(({ event }) => events.includes(event))
  const sent = first('sent', 'approved')
  const drafted = dataOf(log[0])
  if (!sent || drafted.parent) return null
  const asked = log.findLast(
    ({ event, version }) => /^(sent|submitted)$/.test(event) && version <= sent.version,
  )
  const [sender, recipient] = [countryOf(drafted.sender ?? ''), countryOf(dataOf(asked).recipient ?? '')]
  if (sender === recipient) return null
  const answered = first('answered', 'answer-approved')
  const acceptances = log.filter(({ event }) => /^(accepted|date-agreed|date-insisted)$/.test(event))
  const agreed = acceptances.findLast(({ version }) => version < (answered?.version ?? log.length + 1))
  const closed = log.findLast(({ event }) => event === 'closed' || event === 'reopened')
  const rating = (closed?.event === 'closed' ? closed.data : {}) as { timeliness?: number; efforts?: number }
  return {
    ...{ number, area: 'professional-qualifications', procedure: 'pq-information-request' },
    ...{ senderCountry: sender, recipientCountry: recipient, sentAt: sent.at },
    ...{ acceptedAt: acceptances[0]?.at ?? null, withdrawnAt: first('withdrawn')?.at ?? null },
    ...{ proposedDay: dataOf(asked).askedDay ?? null, agreedDay: dataOf(agreed).answerByDay ?? null },
    ...{ answeredAt: answered?.at ?? null },
    ...{ ratingTimeliness: rating.timeliness ?? null, ratingEfforts: rating.efforts ?? null },
  }
}

const storedFacts = () => database.sql<Fact[]>`
  select exchange as number, area, procedure, sender_country as "senderCountry",
    recipient_country as "recipientCountry", sent_at as "sentAt", accepted_at as "acceptedAt",
    withdrawn_at as "withdrawnAt", proposed_day as "proposedDay", agreed_day as "agreedDay",
    answered_at as "answeredAt", rating_timeliness as "ratingTimeliness", rating_efforts as "ratingEfforts"
  from scoreboard_fact order by exchange`

/** How many were sent, by month, sender and recipient country: within one country too, parts of a split not. */
const storedUse = () => database.sql<{ cell: string; count: string }[]>`
  select concat_ws('|', to_char(month, 'YYYY-MM'), sender_country, recipient_country) as cell, count::text
  from usage_count order by 1`

function useFrom(logs: readonly (readonly LogEntry[])[]): readonly object[] {
  type Drafted = { readonly sender?: string; readonly parent?: object }
  type Asked = { readonly recipient?: string }
  const cells = logs.flatMap(log => {
    const drafted = (log[0]?.data ?? {}) as Drafted
    const sent = log.find(({ event }) => event === 'sent' || event === 'approved')
    if (!sent || drafted.parent) return []
    const asked = log.findLast(one => /^(sent|submitted)$/.test(one.event) && one.version <= sent.version)
    const { recipient = '' } = (asked?.data ?? {}) as Asked
    return [`${dayOf(sent.at).slice(0, 7)}|${countryOf(drafted.sender ?? '')}|${countryOf(recipient)}`]
  })
  return [...Map.groupBy(cells, cell => cell)]
    .map(([cell, all]) => ({ cell, count: String(all.length) }))
    .toSorted((a, b) => (a.cell < b.cell ? -1 : 1))
}

const storedCounts = () => database.sql`
  select month, country, procedure, measure, value, count from scoreboard_count
  order by month, country, procedure, measure, value`

const storedPairs = () =>
  database.sql`select * from scoreboard_pair order by month, recipient, sender, procedure`

async function expectExact(): Promise<void> {
  const facts = await storedFacts()
  const terms = edition?.indicators.map(termsOf) ?? []
  const tallies = await talliesOf(database.sql, { period, procedures: ['pq-information-request'], terms })
  for (const country of ['ES', 'PL']) {
    const ratios = tallies.find(one => one.country === country)?.ratios ?? []
    expect(ratios.map(({ numerator, denominator }) => [numerator, denominator])).toEqual(
      ratiosFrom(facts.filter(one => one.recipientCountry === country)),
    )
  }
  const pairs = await cellsOf(database.sql, { period, procedures: ['pq-information-request'] })
  expect(pairs.length).toBeGreaterThan(1)
  for (const { sender, recipient, sums } of pairs)
    expect(
      ratiosFromPairs(terms, sums).map(({ numerator, denominator }) => [numerator, denominator]),
    ).toEqual(
      ratiosFrom(facts.filter(one => one.recipientCountry === recipient && one.senderCountry === sender)),
    )
}

/** Whether it is cut off after it has written and before it is committed. */
const followOnce = (isCut: boolean) =>
  follow(database.sql, { ...scoreboardFollower, batchRows: 40 }, async (tx, entries) => {
    await countWhatHappened(tx, entries)
    if (isCut) throw new Error('cut off')
  })

/** Transactions of other tests on the same server hold the follower back: wait until it has followed. */
const followAll = () =>
  vi.waitFor(
    async () => {
      await untilNone(() => followOnce(false))
      const rest = await database.sql`
        select from exchange_event e, follower f where f.name = 'scoreboard'
          and (e.transaction, e.exchange, e.version) > (f.transaction, f.exchange, f.version) limit 1`
      expect(rest).toHaveLength(0)
    },
    { timeout: 30_000, interval: 50 },
  )

const actions = (
  'send accept accept propose-date agree insist refuse withdraw forward split answer answer approve ' +
  'ask-further close close reopen not-satisfied give-opinion acknowledge hand-over'
).split(' ')
const steps = fc.array(
  fc.record({
    action: fc.constantFrom(...actions),
    fitting: fc.nat(20),
    who: fc.nat(parties.length - 1),
    other: fc.nat(parties.length - 1),
    exchange: fc.nat(20),
    some: fc.nat(7),
  }),
  { minLength: 60, maxLength: 60 },
)

test('after thousands of random steps, cut off again and again, the roll-up equals a rebuild', async () => {
  let cuts = 0
  const written = new Map<string, number>()
  const far = fc.constantFrom(0, 1, 2)
  const orders = fc.sample(fc.tuple(fc.nat(2 ** 12 - 1), far, steps), { numRuns: 90, seed: 6 })
  const offices = orders.map(order => openedOffice(order[0], order[1] as 0 | 1 | 2))
  for (let step = 0; step < 60; step++) {
    for (const [i, office] of offices.entries()) play(office, orders[i]?.[2][step] as Try)
    if (step % 6 !== 5) continue
    for (const [i, office] of offices.entries()) await write(office, `${i}-`, written)
    await followOnce(true).catch(() => cuts++)
    if (step % 12 === 11) await followAll()
    else await followOnce(false)
  }
  expect(cuts).toBeGreaterThan(2)
  const events = [...written.values()].reduce((sum, length) => sum + length, 0)
  expect(events).toBeGreaterThan(2000)
  const expected = offices.flatMap((office, i) =>
    [...office.logs].flatMap(([exchange, log]) => factFrom(`${i}-${exchange}`, log) ?? []),
  )
  const facts = await storedFacts()
  expect(facts).toEqual(expected.toSorted((a, b) => (a.number < b.number ? -1 : 1)))
  for (const name of ['withdrawnAt', 'answeredAt', 'ratingEfforts'] as const)
    expect(facts.filter(one => one[name] !== null).length, name).toBeGreaterThan(5)
  await expectExact()
  const use = await storedUse()
  expect(use).toEqual(useFrom(offices.flatMap(office => [...office.logs.values()])))
  expect(use.some(({ cell }) => cell.endsWith('|ES|ES'))).toBe(true)
  const [counts, pairs] = [await storedCounts(), await storedPairs()]
  expect(await rebuildScoreboard(database.sql)).toEqual({ facts: 0, counts: 0, pairs: 0, use: 0 })
  await database.sql`delete from scoreboard_count`
  await database.sql`update scoreboard_pair set answered = answered + 1`
  await database.sql`delete from usage_entry where exchange < '5'`
  await database.sql`update usage_count set count = count + 1 where sender_country = 'ES'`
  await database.sql`update scoreboard_fact set recipient_country = 'MT' where exchange < '2'`
  const rebuilt = await rebuildScoreboard(database.sql)
  expect(rebuilt.facts).toBeGreaterThan(5)
  expect(rebuilt.counts).toBe(counts.length)
  expect(rebuilt.pairs).toBe(pairs.length)
  expect(await storedCounts()).toEqual(counts)
  expect(await storedPairs()).toEqual(pairs)
  expect(await storedFacts()).toEqual(facts)
  expect(rebuilt.use).toBeGreaterThan(1)
  expect(await storedUse()).toEqual(use)
}, 120_000)

test('what is followed again changes nothing, and the version stands', async () => {
  const before = [await storedCounts(), await storedUse(), await versionsOf(database.sql, period)]
  await database.sql`
    update follower set transaction = '0', exchange = '', version = 0 where name = 'scoreboard'`
  const { statements } = await counted(database.sql, followAll)
  expect(statements.filter(one => /insert into scoreboard|delete from scoreboard/.test(one))).toEqual([])
  expect([await storedCounts(), await storedUse(), await versionsOf(database.sql, period)]).toEqual(before)
}, 60_000)

test('moving one request changes exactly the cells that it should', async () => {
  const facts = (await storedFacts()).filter(one => one.acceptedAt !== null).slice(0, 12)
  for (const { number } of facts) {
    const version = await versionsOf(database.sql, period)
    await database.sql.begin(async tx => {
      await tx`update exchange set rating_timeliness = 4, accepted_at = accepted_at + interval '9 days'
        where exchange = ${number}`
      await countWhatHappened(tx, [{ exchange: number } as never])
    })
    await expectExact()
    expect(await versionsOf(database.sql, period)).not.toBe(version)
  }
})

test('a fact stays when its exchange is deleted, and nothing is counted twice', async () => {
  const [fact] = await storedFacts()
  const counts = await storedCounts()
  await database.sql`delete from exchange where exchange = ${fact?.number ?? ''}`
  expect(await rebuildScoreboard(database.sql)).toEqual({ facts: 0, counts: 0, pairs: 0, use: 0 })
  expect(await storedCounts()).toEqual(counts)
  expect((await storedFacts())[0]).toEqual(fact)
})
