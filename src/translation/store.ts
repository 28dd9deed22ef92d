// All SQL of the table `translation`.
import type { Sql, Tx } from '../base/sql.ts'
import type { Lang } from '../base/text.ts'
import type { Quality, Reason, Warning } from './model.ts'
import type { Outcome } from './outcome.ts'

/** What a reader needs of a row. */
export type KnownRow = {
  readonly sourceHash: string
  readonly sourceLang: Lang
  readonly engine: string
  readonly version: string
  readonly path: readonly Lang[]
  readonly quality: Quality
  readonly state: 'pending' | 'done' | 'failed'
  readonly sealed: Buffer | null
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
  /** What is to be translated, as `Source` in JSON. */
  readonly sealed: Buffer
}

export type PendingRow = AskedRow & { readonly attempt: number }

/** Everything known of these texts in one language, newest first. One statement. */
export async function readKnown(
  sql: Tx,
  exchange: string,
  hashes: readonly string[],
  to: Lang,
): Promise<readonly KnownRow[]> {
  return sql<KnownRow[]>`
    select source_hash as "sourceHash", source_lang as "sourceLang", engine, engine_version as version, path,
           quality, state, sealed, warnings, reason, at, retry_at as "retryAt"
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
                             path, quality, state, job, attempt, sealed, at, retry_at)
    select ${exchange}, r."sourceHash", r."sourceLang", r."targetLang", r.engine, r.version,
           r.path, r.quality, 'pending', r.job, 1, decode(r.sealed, 'base64'), ${at}, ${retryAt}
    from jsonb_to_recordset(${rowsJson(rows)}::jsonb) as r("sourceHash" text, "sourceLang" text,
         "targetLang" text, engine text, version text, path text[], quality text, job text, sealed text)
    on conflict (exchange, source_hash, source_lang, target_lang, engine, engine_version) do update
      set state = 'pending', job = excluded.job, attempt = 1, sealed = excluded.sealed,
          reason = null, at = excluded.at, retry_at = excluded.retry_at
      where translation.state <> 'done' and translation.retry_at <= excluded.at
    returning job`
  return asked.map(row => row.job)
}

const rowsJson = (rows: readonly AskedRow[]): string =>
  JSON.stringify(rows.map(row => ({ ...row, sealed: row.sealed.toString('base64') })))

/** The rows of these jobs that nobody has finished. */
export async function readPending(
  sql: Tx,
  exchange: string,
  jobs: readonly string[],
): Promise<readonly PendingRow[]> {
  return sql<PendingRow[]>`
    select source_hash as "sourceHash", source_lang as "sourceLang", target_lang as "targetLang", engine,
           engine_version as version, path, quality, job, attempt, sealed
    from translation
    where exchange = ${exchange} and job = any(${[...jobs]}) and state = 'pending'`
}

/** Keeps what the first attempt brought under a new job; false where another call was faster. */
export async function keepForAgain(
  sql: Tx,
  exchange: string,
  job: string,
  { job: next, sealed }: { job: string; sealed: Buffer },
): Promise<boolean> {
  const { count } = await sql`
    update translation set job = ${next}, attempt = attempt + 1, sealed = ${sealed}
    where exchange = ${exchange} and job = ${job} and state = 'pending'`
  return count === 1
}

type Ended = Exclude<Outcome, { state: 'again' }>

/** Writes the result once; false where the job is unknown or finished. The copy of the source goes. */
export async function settle(
  sql: Sql | Tx,
  exchange: string,
  job: string,
  {
    outcome,
    sealed,
    at,
    retryAt,
  }: { outcome: Ended; sealed: Buffer | null; at: string; retryAt: string | null },
): Promise<boolean> {
  const isDone = outcome.state === 'done'
  const { count } = await sql`
    update translation
    set state = ${outcome.state}, sealed = ${sealed},
        warnings = ${isDone ? [...outcome.warnings] : []}, reason = ${isDone ? null : outcome.reason},
        at = ${at}, retry_at = ${retryAt}
    where exchange = ${exchange} and job = ${job} and state = 'pending'`
  return count === 1
}
