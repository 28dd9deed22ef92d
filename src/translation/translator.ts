// Gives readers the translations of an exchange, has missing ones made, takes results whenever they come.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Jobs } from '../base/job.ts'
import type { Log } from '../base/log.ts'
import type { Sql } from '../base/sql.ts'
import type { Lang } from '../base/text.ts'
import { answerOf, lookupOf, type Text } from './answer.ts'
import { type Box, openSource, placeOf, type Source, sealSource } from './box.ts'
import { type Engine, type EngineResult, type Translation, textLengthMax } from './model.ts'
import { translateNow } from './now.ts'
import { judge, type Outcome, segmentsToSend } from './outcome.ts'
import { protect } from './protect.ts'
import * as store from './store.ts'

export type TranslatorPorts = {
  readonly sql: Sql
  readonly jobs: Pick<Jobs, 'define' | 'send'>
  /** The first one that serves a pair is taken. */
  readonly engines: readonly Engine[]
  /** Instant. */
  readonly clock: () => string
  readonly log: Pick<Log, 'error'>
  readonly box: Box
}

export type Translator = {
  readonly engines: readonly Engine[]
  /** One answer for each text, in their order. One statement where nothing is missing. */
  readonly pairs: (
    exchange: string,
    texts: readonly Text[],
    to: Lang,
    names: readonly string[],
  ) => Promise<readonly Translation[]>
  /** Takes the result of a job; false where it is unknown or was finished before. */
  readonly finish: (jobId: string, result: EngineResult) => Promise<boolean>
  readonly translateNow: (
    text: string,
    from: Lang,
    to: Lang,
    names: readonly string[],
  ) => ReturnType<typeof translateNow>
}

const queue = 'translation'
const jobData = z.object({ exchange: z.string(), jobs: z.array(z.string()) })

/** A pending translation that old is asked for again: its job or its callback got lost. */
const pendingMsMax = 30 * 60_000
const retryAfterMs = 10 * 60_000

/** Call it before the jobs are started: it defines the queue `translation`. */
export function openTranslator(ports: TranslatorPorts): Translator {
  ports.jobs.define(queue, { data: jobData }, async ({ exchange, jobs }) => {
    for (const row of await store.readPending(ports.sql, exchange, jobs))
      await start(ports, exchange, row, openSource(ports.box, row))
  })
  return {
    engines: ports.engines,
    pairs: (exchange, texts, to, names) => pairs(ports, exchange, texts, { to, names }),
    finish: (jobId, result) => finish(ports, jobId, result),
    translateNow: (text, from, to, names) => translateNow({ ...ports, text, from, to, names }),
  }
}

type Wish = { readonly to: Lang; readonly names: readonly string[] }

async function pairs(ports: TranslatorPorts, exchange: string, texts: readonly Text[], { to, names }: Wish) {
  const lookups = texts.map(text => lookupOf(ports.box, text, to, names))
  const hashes = [...new Set(lookups.flatMap(lookup => (lookup ? [lookup.hash] : [])))]
  const known = hashes.length === 0 ? [] : await store.readKnown(ports.sql, exchange, hashes, to)
  const missing = new Map<string, store.AskedRow>()
  const now = ports.clock()
  const answers = lookups.map((lookup, i): Translation => {
    if (!lookup) return unasked(texts[i]?.text ?? '')
    const rows = known.filter(row => row.sourceHash === lookup.hash && row.sourceLang === lookup.lang)
    const { answer, ask } = answerOf(ports.engines, lookup, to, { rows, now, box: ports.box })
    if (ask) missing.set(`${lookup.lang} ${lookup.hash}`, ask)
    return answer
  })
  if (missing.size > 0) await askFor(ports, exchange, [...missing.values()])
  return answers
}

const unasked = (text: string): Translation =>
  text.length > textLengthMax
    ? { state: 'failed', reason: 'translation.failed.long' }
    : { state: 'same-language' }

/** Rows and job in one transaction: neither is there without the other. */
async function askFor(
  { sql, jobs, clock }: TranslatorPorts,
  exchange: string,
  rows: readonly store.AskedRow[],
) {
  const at = clock()
  await sql.begin(async tx => {
    const asked = await store.askFor(tx, exchange, rows, { at, retryAt: later(at, pendingMsMax) })
    if (asked.length > 0) await jobs.send(queue, { exchange, jobs: asked }, { sql: tx })
  })
}

/** Hands one row to its engine. */
async function start(
  ports: TranslatorPorts,
  exchange: string,
  row: store.PendingRow,
  { source, names, kept }: Source,
): Promise<void> {
  const engine = ports.engines.find(one => one.id === row.engine)
  const isServed = engine?.routes().some(way => way.path.join() === row.path.join())
  const text = protect(source, names, row.sourceLang)
  const segments = segmentsToSend(text, kept)
  const id = `${exchange}/${row.job}`
  try {
    const answer =
      segments.length === 0
        ? ({ state: 'done', segments: [] } as const)
        : engine && isServed
          ? await engine.translate({ id, path: row.path, segments, attempt: row.attempt })
          : ({ state: 'refused', reason: 'translation.failed.unavailable' } as const)
    if (answer.state !== 'accepted') await finish(ports, id, answer)
  } catch (error) {
    ports.log.error('translation engine failed', error, { engine: row.engine })
    await finish(ports, id, { state: 'refused', reason: 'translation.failed.unavailable' })
  }
}

async function finish(ports: TranslatorPorts, jobId: string, result: EngineResult): Promise<boolean> {
  const { sql, clock, box } = ports
  const [exchange = '', job = ''] = jobId.split('/')
  const [row] = await store.readPending(sql, exchange, [job])
  if (!row) return false
  const { source, names, kept } = openSource(box, row)
  const outcome = judge(source, protect(source, names, row.sourceLang), kept, result)
  if (outcome.state !== 'again') {
    const at = clock()
    const sealed = outcome.state === 'done' ? box.seal(outcome.text, placeOf(row)) : null
    return store.settle(sql, exchange, job, { outcome, sealed, at, retryAt: retryAt(outcome, at) })
  }
  const next = randomUUID()
  const again = { source, names, kept: outcome.kept }
  const sealed = sealSource(box, again, row)
  if (!(await store.keepForAgain(sql, exchange, job, { job: next, sealed }))) return false
  await start(ports, exchange, { ...row, job: next, sealed, attempt: row.attempt + 1 }, again)
  return true
}

/** An engine out of reach may come back; a text that it cannot do stays one. */
const retryAt = (outcome: Outcome, at: string): string | null =>
  outcome.state === 'failed' && outcome.reason === 'translation.failed.unavailable'
    ? later(at, retryAfterMs)
    : null

const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()
