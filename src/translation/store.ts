// All SQL of the table `translation`.
import type { Sql, Tx } from '../base/sql.ts'
import type { Lang } from '../base/text.ts'
import type { Quality, Reason, Warning } from './model.ts'
import type { Kept, Outcome } from './outcome.ts'

/** What a reader needs of a row. */
export type KnownRow = {
  readonly sourceHash: string
  readonly sourceLang: Lang
  readonly engine: string
  readonly version: string
  readonly path: readonly Lang[]
  readonly quality: Quality
  readonly state: 'pending' | 'done' | 'failed'
  readonly text: string | null
  readonly warnings: readonly Warning[]
  readonly reason: Reason | null
  readonly at: string
  readonly retryAt: string | null
}

/** A translation to be made. */
export type AskedRow = {
  readonly sourceHash: string
  readonly sourceLang: Lang
  readonly targetLang: Lang
  readonly engine: string
  readonly version: string
  readonly path: readonly Lang[]
  readonly quality: Quality
  readonly job: string
  readonly source: string
  readonly names: readonly string[]
}

export type PendingRow = Omit<AskedRow, 'sourceHash'> & {
  readonly attempt: number
  readonly kept: Kept | null
}

/** Everything known of these texts in one language, newest first. One statement. */
export async function readKnown(
  sql: Tx,
  exchange: string,
  hashes: readonly string[],
  to: Lang,
): Promise<readonly KnownRow[]> {
  return sql<KnownRow[]>`
    select source_hash as "sourceHash", source_lang as "sourceLang", engine, engine_version as version, path,
           quality, state, text, warnings, reason, at, retry_at as "retryAt"
    from translation
    where exchange = ${exchange} and target_lang = ${to} and source_hash = any(${[...hashes]})
    order by at desc`
}

/**
 * Writes pending rows; answers the jobs that are really new. A row that somebody else waits for is left
 * alone.
 */
export async function askFor(
  sql: Tx,
  exchange: string,
  rows: readonly AskedRow[],
  { at, retryAt }: { at: string; retryAt: string },
): Promise<readonly string[]> {
  const asked = await sql<{ job: string }[]>`
    insert into translation (exchange, source_hash, source_lang, target_lang, engine, engine_version,
                             path, quality, state, job, attempt, source, names, at, retry_at)
    select ${exchange}, r."sourceHash", r."sourceLang", r."targetLang", r.engine, r.version,
           r.path, r.quality, 'pending', r.job, 1, r.source, r.names, ${at}, ${retryAt}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("sourceHash" text, "sourceLang" text,
         "targetLang" text, engine text, version text, path text[], quality text, job text, source text,
         names text[])
    on conflict (exchange, source_hash, source_lang, target_lang, engine, engine_version) do update
      set state = 'pending', job = excluded.job, attempt = 1, source = excluded.source,
          names = excluded.names, kept = null, reason = null, at = excluded.at, retry_at = excluded.retry_at
      where translation.state <> 'done' and translation.retry_at <= excluded.at
    returning job`
  return asked.map(row => row.job)
}

/** The rows of these jobs that nobody has finished. */
export async function readPending(
  sql: Tx,
  exchange: string,
  jobs: readonly string[],
): Promise<readonly PendingRow[]> {
  return sql<PendingRow[]>`
    select source_lang as "sourceLang", target_lang as "targetLang", engine, engine_version as version, path,
           quality, job, attempt, source, names, kept
    from translation
    where exchange = ${exchange} and job = any(${[...jobs]}) and state = 'pending'`
}

/** Keeps what the first attempt brought under a new job; false where another call was faster. */
export async function keepForAgain(
  sql: Tx,
  exchange: string,
  job: string,
  { job: next, kept }: { job: string; kept: Kept },
): Promise<boolean> {
  const { count } = await sql`
    update translation set job = ${next}, attempt = attempt + 1, kept = ${JSON.stringify(kept)}::jsonb
    where exchange = ${exchange} and job = ${job} and state = 'pending'`
  return count === 1
}

/** Writes the result once; false where the job is unknown or finished. The copy of the source goes. */
export async function settle(
  sql: Sql | Tx,
  exchange: string,
  job: string,
  {
    outcome,
    at,
    retryAt,
  }: { outcome: Exclude<Outcome, { state: 'again' }>; at: string; retryAt: string | null },
): Promise<boolean> {
  const isDone = outcome.state === 'done'
  const { count } = await sql`
    update translation
    set state = ${outcome.state}, text = ${isDone ? outcome.text : null},
        warnings = ${isDone ? [...outcome.warnings] : []}, reason = ${isDone ? null : outcome.reason},
        at = ${at}, retry_at = ${retryAt}, source = null, names = null, kept = null
    where exchange = ${exchange} and job = ${job} and state = 'pending'`
  return count === 1
}
