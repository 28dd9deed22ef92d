// Which of the known translations answers a reader, and what is missing.
import { randomUUID } from 'node:crypto'
import type { Lang } from '../base/text.ts'
import { type Box, placeOf, sealSource } from './box.ts'
import { type Chosen, type Engine, route, type Translation, textLengthMax } from './model.ts'
import { namesHeld } from './protect.ts'
import type { AskedRow, KnownRow } from './store.ts'

export type Text = { readonly text: string; readonly lang: Lang }

/** A text and the names that it holds; the digest is their key. */
export type Lookup = Text & { readonly hash: string; readonly names: readonly string[] }

/** Null where nothing is to be translated. */
export function lookupOf(box: Box, { text, lang }: Text, to: Lang, names: readonly string[]): Lookup | null {
  if (lang === to || text.length > textLengthMax || !/\p{L}/u.test(text)) return null
  const held = namesHeld(text, names)
  return { text, lang, hash: box.digest(JSON.stringify([text, held])), names: held }
}

type Known = { readonly rows: readonly KnownRow[]; readonly now: string; readonly box: Box }

/**
 * The current engine's row counts; while it is missing or has failed, an earlier engine's result is shown.
 */
export function answerOf(engines: readonly Engine[], lookup: Lookup, to: Lang, { rows, now, box }: Known) {
  const chosen = route(lookup.lang, to, engines)
  const current = rows.find(row => row.engine === chosen?.engine.id && row.version === chosen.route.version)
  const finished = current?.state === 'done' ? current : rows.find(row => row.state === 'done')
  const isAsked =
    current !== undefined && (current.retryAt === null || Date.parse(current.retryAt) > Date.parse(now))
  const ask = chosen && !isAsked ? askedRow(box, lookup, to, chosen) : null
  const answer = finished
    ? shown(box, finished, engines, to)
    : !chosen
      ? { state: 'none' as const, from: lookup.lang, to }
      : current?.state === 'failed' && isAsked
        ? { state: 'failed' as const, reason: current.reason ?? 'translation.failed.engine' }
        : { state: 'pending' as const }
  return { answer, ask }
}

const askedRow = (box: Box, lookup: Lookup, to: Lang, { engine, route: way }: Chosen): AskedRow => ({
  sourceHash: lookup.hash,
  sourceLang: lookup.lang,
  targetLang: to,
  engine: engine.id,
  version: way.version,
  path: way.path,
  quality: way.quality,
  job: randomUUID(),
  sealed: sealSource(
    box,
    { source: lookup.text, names: lookup.names, kept: null },
    { sourceHash: lookup.hash, targetLang: to },
  ),
})

const shown = (box: Box, row: KnownRow, engines: readonly Engine[], to: Lang): Translation => ({
  state: 'done',
  text: row.sealed ? box.open(row.sealed, placeOf({ sourceHash: row.sourceHash, targetLang: to })) : '',
  lang: to,
  engine: engines.find(engine => engine.id === row.engine)?.name ?? row.engine,
  path: row.path,
  quality: row.quality,
  at: row.at,
  warnings: row.warnings,
})
