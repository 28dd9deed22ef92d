// Kills the running server (kill -9) at random moments of a stream of transitions, and proves that nothing is lost.
//   node scripts/run.mjs test/faults/kill.ts [--rounds 200] [--seed WORD] [--officials 6] [--way WAY]
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readProcedures } from '../../src/procedure/store.ts'
import { cast } from '../cast.ts'
import { freePort } from '../stage.ts'
import { chanceOf } from './chance.ts'
import { spread } from './figures.ts'
import { inside, openToken } from './inside.ts'
import { programOf } from './program.ts'
import { countExchanges, prove } from './proof.ts'
import { openFolder, openServed, root, type Served } from './served.ts'
import { openStream, type Stream } from './stream.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    officials: { type: 'string', default: '6' },
    way: { type: 'string' },
    seed: { type: 'string', default: String(Date.now()) },
  },
})
const chance = chanceOf(values.seed)
const rounds = Number(values.rounds)

/** The latest moment of a kill after the server was ready, or after its start began. */
const momentMsMax = 1200
const startMsMax = 2500
const sayEach = 10

/** `below`: the database alone, while the server starts on it. */
type Way = 'server' | 'everything' | 'database' | 'starting' | 'below'
/** How often each way of dying is drawn. */
const ways: readonly (readonly [Way, number])[] = [
  ['server', 5],
  ['everything', 3],
  ['database', 1],
  ['starting', 1],
  ['below', 1],
]

type Round = { readonly way: Way; readonly open: number; readonly backMs: number; readonly done: number }

function drawWay(): Way {
  const asked = ways.find(([way]) => way === values.way)?.[0]
  if (asked) return asked
  const lots = ways.flatMap(([way, share]) => Array<Way>(share).fill(way))
  return lots[Math.floor(chance() * lots.length)] ?? 'server'
}

async function playRound(served: Served, stream: Stream): Promise<Round> {
  const way = drawWay()
  const before = stream.done.length
  await wait(chance() * momentMsMax)
  const open = stream.open()
  const done = stream.done.length - before
  const killed = served.database()
  await served.kill(way === 'starting' || way === 'below' ? 'server' : way)
  const from = performance.now()
  if (way === 'database') {
    await served.databaseBack(killed)
    return { way, open, done, backMs: performance.now() - from }
  }
  if (way === 'starting') {
    served.begin()
    await wait(chance() * startMsMax)
    await served.kill('everything')
  }
  if (way === 'below') {
    served.begin()
    await wait(chance() * startMsMax)
    await served.kill('database')
    await served.readySoon()
    return { way, open, done, backMs: performance.now() - from }
  }
  return { way, open, done, backMs: await served.start() }
}

async function play(served: Served, stream: Stream): Promise<readonly Round[]> {
  const played: Round[] = []
  while (played.length < rounds) {
    played.push(await playRound(served, stream))
    if (played.length % sayEach === 0)
      console.log(`round ${played.length}: ${stream.done.length} transitions, ${stream.faults.length} faults`)
  }
  await wait(momentMsMax)
  await stream.end()
  return played
}

function report(played: readonly Round[], stream: Stream): void {
  for (const [way] of ways) {
    const back = played.filter(round => round.way === way).map(round => round.backMs)
    console.log(`${way.padEnd(11)}killed ${String(back.length).padStart(3)} times; back: ${spread(back)}`)
  }
  const { unanswered, refused, repeated } = stream.counts()
  const open = played.reduce((sum, round) => sum + round.open, 0)
  const found = stream.done.filter(one => one.isFound).length
  const busy = played.filter(round => round.done > 0).length
  console.log(
    `${busy} rounds in which transitions were done before the kill; ${open} commands open at the kills`,
  )
  console.log(`a command that was cut off had its answer after ${spread(stream.waitsMs)}`)
  console.log(`${unanswered} sendings without an answer, ${refused} answered with a fault`)
  console.log(
    `${found} commands had been done although no answer had come: found by their key, not done again`,
  )
  console.log(`${repeated} acknowledged commands sent once more: the first answer came again`)
}

const dataDir = openFolder()
const served = openServed(await freePort(), dataDir)
console.log(`seed ${values.seed}; first start builds the demo world in ${dataDir}`)
try {
  console.log(`first start: ${Math.round(await served.start())} ms`)
  const { anna, javier, before } = await inside(dataDir, async sql => ({
    anna: programOf(served.url, await openToken(sql, cast.anna)),
    javier: programOf(served.url, await openToken(sql, cast.javier)),
    before: await countExchanges(sql),
  }))
  const stream = openStream({ anna, javier }, Number(values.officials), chance)
  const played = await play(served, stream)
  console.log(`asked to end: exit code ${await served.stop()}`)
  report(played, stream)
  const catalogue = readProcedures(root)
  const { user, authority } = cast.anna
  const proof = await inside(dataDir, sql =>
    prove({ sql, catalogue, reader: { user, authority } }, stream.done, before),
  )
  const { exchanges, transitions, chains } = proof
  console.log(`${transitions} acknowledged transitions of ${exchanges} exchanges; ${chains} chains looked at`)
  const faults = [...stream.faults, ...proof.faults]
  console.log(faults.length === 0 ? 'nothing lost, nothing doubled' : `${faults.length} FAULTS`)
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await served.kill('everything')
  served.remove()
}
