// Many at once over HTTP: twenty accept one version, fifty send one write with one key; and the proof that each
//   acted once.
//   node scripts/run.mjs test/faults/race.ts [--rounds 200]
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Sql } from '../../src/base/sql.ts'
import { readProcedures } from '../../src/procedure/store.ts'
import { cast } from '../cast.ts'
import { freePort } from '../stage.ts'
import { answer, procedure, rating, request } from './bodies.ts'
import { spread } from './figures.ts'
import { inside, openToken } from './inside.ts'
import { type Answer, type Program, programOf, type View } from './program.ts'
import { countExchanges, prove } from './proof.ts'
import { openFolder, openServed, root } from './served.ts'
import type { Acknowledged } from './stream.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } })
const rounds = Number(values.rounds)
const callersMax = 20
const copies = { create: 20, answer: 50 } as const

type Official = { readonly name: string; readonly program: Program }
type Race = {
  readonly anna: Program
  /** Colleagues of one authority, in turn; each call has a token of its own. */
  readonly officials: readonly Official[]
  readonly done: Acknowledged[]
  readonly faults: string[]
  readonly tookMs: { readonly accept: number[]; readonly answer: number[] }
}

const many = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

function note(race: Race, view: View | null, key: string): View {
  const last = view?.history.at(-1)
  if (!view || !last) throw new Error('no view came')
  race.done.push({ exchange: view.number, version: view.version, event: last.event, key, isFound: false })
  return view
}

async function playRound(race: Race): Promise<void> {
  const begun = await sentAgain(race, race.anna, '/exchanges', { procedure }, copies.create)
  const path = (action: string): string => `/exchanges/${begun.number}/actions/${action}`
  const key = randomUUID()
  const got = await race.anna.ask(path('send'), { body: { version: begun.version, ...request }, key })
  const asked = note(race, got.view, key)
  const accepted = await accept(race, asked, path('accept'))
  const [first] = race.officials
  if (!first) throw new Error('nobody is there to answer')
  const from = performance.now()
  const body = { version: accepted.version, ...answer }
  const answered = await sentAgain(race, first.program, path('answer'), body, copies.answer)
  race.tookMs.answer.push(performance.now() - from)
  await sentAgain(race, race.anna, path('close'), { version: answered.version, ...rating }, 1)
}

/** One write, so many times at the same moment, with one key: all get the one answer. */
async function sentAgain(
  race: Race,
  program: Program,
  path: string,
  body: object,
  count: number,
): Promise<View> {
  const key = randomUUID()
  const answers = await many(count, () => program.ask(path, { body, key }))
  const told = new Set(answers.map(({ status, view }) => `${status} ${view?.number} ${view?.version}`))
  if (told.size !== 1) race.faults.push(`${path}: sent ${count} times, ${[...told].join(' | ')} came`)
  return note(race, answers.find(one => one.view)?.view ?? null, key)
}

/** One wins; all others learn who and when. */
async function accept(race: Race, { version }: View, path: string): Promise<View> {
  const from = performance.now()
  const tried = await many(callersMax, async index => {
    const official = race.officials[index % race.officials.length]
    const key = randomUUID()
    const got = await official?.program.ask(path, { body: { version }, key })
    return { name: official?.name, key, got }
  })
  race.tookMs.accept.push(performance.now() - from)
  const winners = tried.filter(({ got }) => got?.view)
  if (winners.length !== 1) race.faults.push(`${path}: ${winners.length} won`)
  const [winner] = winners
  const at = winner?.got?.view?.history.at(-1)?.at
  for (const { got } of tried)
    if (got && !got.view && !isToldOf(got, { name: winner?.name, changedAt: at, version: version + 1 }))
      race.faults.push(`${path}: ${got.status} ${got.text}`)
  return note(race, winner?.got?.view ?? null, winner?.key ?? '')
}

const isToldOf = ({ status, refusal }: Answer, facts: Readonly<Record<string, unknown>>): boolean =>
  status === 409 &&
  refusal?.code === 'exchange.conflict' &&
  Object.entries(facts).every(([name, fact]) => refusal.facts[name] === fact)

/** Handlers of Javier's authority, a token for each call. */
async function openOfficials(sql: Sql, url: string): Promise<readonly Official[]> {
  const { authority } = cast.javier
  const handlers = await sql<{ user: string; name: string }[]>`
    select distinct a.id as user, a.name from account a join account_role r on r.account = a.id
    where r.authority = ${authority} and r.role = 'request-handler' order by a.id`
  return many(callersMax, async index => {
    const { user, name } = handlers[index % handlers.length] ?? cast.javier
    return { name, program: programOf(url, await openToken(sql, { user, authority })) }
  })
}

const dataDir = openFolder()
const served = openServed(await freePort(), dataDir)
try {
  console.log(`first start: ${Math.round(await served.start())} ms`)
  const { anna, officials, before } = await inside(dataDir, async sql => ({
    anna: programOf(served.url, await openToken(sql, cast.anna)),
    officials: await openOfficials(sql, served.url),
    before: await countExchanges(sql),
  }))
  const race: Race = { anna, officials, done: [], faults: [], tookMs: { accept: [], answer: [] } }
  for (let round = 0; round < rounds; round++) await playRound(race)
  console.log(`${rounds} rounds, ${new Set(officials.map(one => one.name)).size} officials, 20 calls at once`)
  console.log(
    `20 accept one version: one wins, 19 get who and when; all answered in ${spread(race.tookMs.accept)}`,
  )
  console.log(`50 times one answer with one key; all answered in ${spread(race.tookMs.answer)}`)
  const catalogue = readProcedures(root)
  const { user, authority } = cast.anna
  const proof = await inside(dataDir, sql =>
    prove({ sql, catalogue, reader: { user, authority } }, race.done, before),
  )
  console.log(`${proof.transitions} transitions of ${proof.exchanges} exchanges in the database`)
  const faults = [...race.faults, ...proof.faults]
  console.log(faults.length === 0 ? 'one winner each, nothing doubled' : `${faults.length} FAULTS`)
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault.slice(0, 300)}`)
  console.log(`asked to end: exit code ${await served.stop()}`)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await served.kill('everything')
  served.remove()
}
