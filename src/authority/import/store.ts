// All SQL of the import: files that wait, what a coordinator keeps, and the writing of all lines in one transaction.
import type { Sql, Tx } from '../../base/sql.ts'
import type { AuthorityRecord } from '../model.ts'
import { insertRecords, recordOf } from '../store/record.ts'
import { isKept, type RemitAsked } from '../store/remit.ts'
import { raised } from '../store/version.ts'

/** What a file did. */
export type Written = { readonly version: number; readonly new: number; readonly changed: number }

export type Waiting = {
  readonly id: string
  /** Of the file. */
  readonly name: string
  readonly at: string
  /** Null once it was written. */
  readonly sealed: Buffer | null
  readonly written: Written | null
}

export type ImportRow = { readonly record: AuthorityRecord; readonly event: string; readonly data: object }

export type ImportWork = {
  readonly office: string
  readonly account: string
  readonly id: string
  readonly at: string
  readonly entered: readonly ImportRow[]
  readonly changed: readonly ImportRow[]
}

export type ImportStore = {
  /** Files that came before `before` are forgotten. One statement. */
  keep(
    office: string,
    account: string,
    one: Pick<Waiting, 'id' | 'name' | 'at' | 'sealed'>,
    before: string,
  ): Promise<void>
  /** Not older than `since`. */
  waiting(office: string, id: string, since: string): Promise<Waiting | null>
  forget(before: string): Promise<void>
  /** All that lie in the remit and that a file may name, by id. One statement. */
  remit(country: string, asked: RemitAsked): Promise<AuthorityRecord[]>
  /** Null where one of them is no longer what it was, or the file was written before: then nothing is written. */
  write(work: ImportWork): Promise<Written | null>
}

export const importStore = (sql: Sql): ImportStore => ({
  async keep(office, account, { id, name, at, sealed }, before) {
    await sql`
      with gone as (delete from authority_import where at < ${before})
      insert into authority_import (authority, id, account, name, at, sealed)
      values (${office}, ${id}, ${account}, ${name}, ${at}, ${sealed})`
  },
  async waiting(office, id, since) {
    const [row] = await sql<Waiting[]>`
      select id, name, at, sealed, written from authority_import
      where authority = ${office} and id = ${id} and at >= ${since}`
    return row ?? null
  },
  async forget(before) {
    await sql`delete from authority_import where at < ${before}`
  },
  remit: (country, asked) => sql<AuthorityRecord[]>`
    select ${recordOf(sql)} from authority
    where country = ${country} and status in ('invited', 'registered', 'validated', 'active', 'suspended')
      and ${isKept(sql, asked, sql`authority`)}
    order by id`,
  write: work =>
    sql
      .begin(tx => writeAll(tx, work))
      .catch((error: unknown) => {
        if (error === moved) return null
        throw error
      }),
})

/** Takes the transaction back. */
const moved = new Error('somebody was faster')

async function writeAll(tx: Tx, work: ImportWork): Promise<Written> {
  const { entered, changed, office, id } = work
  await standStill(tx, work)
  const [row] = await tx<{ version: number }[]>`${raised(tx)}`
  const version = row?.version ?? 0
  const known = await tx`
    select from authority where id = any(${entered.map(({ record }) => record.id)}::text[])`
  if (known.length > 0) throw moved
  await insertRecords(
    tx,
    entered.map(({ record }) => record),
    version,
  )
  await updateRecords(
    tx,
    changed.map(({ record }) => record),
    version,
  )
  await noteAll(tx, work, version)
  const written = { version, new: entered.length, changed: changed.length }
  await markWritten(tx, office, id, written)
  return written
}

/** The file is not needed any more. */
export async function markWritten(tx: Tx, office: string, id: string, written: Written): Promise<void> {
  await tx`
    update authority_import set sealed = null, written = ${JSON.stringify(written)}::jsonb
    where authority = ${office} and id = ${id}`
}

/** The file is written once; nobody else changes what it changes until the transaction ends. */
async function standStill(tx: Tx, { office, id, changed }: ImportWork): Promise<void> {
  const file = await tx`
    select from authority_import where authority = ${office} and id = ${id} and sealed is not null for update`
  const versions = JSON.stringify(changed.map(({ record }) => ({ id: record.id, version: record.version })))
  const still = await tx`
    select from authority where (id, version) in (
      select id, version from jsonb_to_recordset(${versions}::jsonb) as one (id text, version int))
    order by id for no key update`
  if (file.length === 0 || still.length !== changed.length) throw moved
}

/** The columns that a file may change, and their legal areas. */
async function updateRecords(tx: Tx, records: readonly AuthorityRecord[], version: number): Promise<void> {
  const given = JSON.stringify(records)
  await tx`
    update authority a set type = g.type, level = g.level, area = g.area, competences = g.competences,
      town = g.town, official_names = g."officialNames", informal_titles = g."informalTitles",
      languages = g.languages, street = g.street, postcode = g.postcode, phone = g.phone, email = g.email,
      website = g.website, status = g.status, region = g.region, successor = g.successor,
      active_since = g."activeSince", version = ${version}
    from jsonb_to_recordset(${given}::jsonb) as g (
      id text, type text, level text, area text, competences text[], town text, "officialNames" jsonb,
      "informalTitles" jsonb, languages text[], street text, postcode text, phone text, email text, website text,
      status text, region text, successor text, "activeSince" timestamptz)
    where a.id = g.id`
  await tx`
    insert into authority_area (authority, area, role, competences, procedures, status, regions, access_coordinator)
    select g.id, one.area, one.role, one.competences, one.procedures, one.status, one.regions,
      one."accessCoordinator"
    from jsonb_to_recordset(${given}::jsonb) as g (id text, areas jsonb),
      jsonb_to_recordset(g.areas) as one (area text, role text, competences text[], procedures text[], status text,
        regions text[], "accessCoordinator" text)
    on conflict (authority, area) do update set role = excluded.role, competences = excluded.competences,
      procedures = excluded.procedures, status = excluded.status, regions = excluded.regions,
      access_coordinator = excluded.access_coordinator`
}

/** The history of each: one entry, at the version of the whole file. */
async function noteAll(tx: Tx, { entered, changed, at, office, account }: ImportWork, version: number) {
  const entries = [...entered, ...changed].map(({ record, event, data }) => ({ id: record.id, event, data }))
  await tx`
    insert into authority_change (authority, version, event, at, office, account, data)
    select id, ${version}, event, ${at}, ${office}, ${account}, data
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as one (id text, event text, data jsonb)`
}
