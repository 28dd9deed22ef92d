// Everything of an authority as the database holds it: read, put in, and changed with the history of the change.
import type { Tx } from '../../base/sql.ts'
import { type Authority, type AuthorityRecord, type Kept, mainArea } from '../model.ts'
import { raised } from './version.ts'

/** Everything of an authority, as `AuthorityRecord` has it. */
export const recordOf = (sql: Tx) => sql`
  id, country, type, level, area, competences, town, official_names as "officialNames",
  informal_titles as "informalTitles", languages, street, postcode, phone, email, website, status,
  is_invented as "isInvented", version, region, description, validating_coordinator as "validatingCoordinator",
  successor, active_since as "activeSince", confirmed_at as "confirmedAt", asked_at as "askedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('area', l.area, 'coordinator', l.coordinator, 'link', l.link)
      order by l.area, l.link desc, l.coordinator), '[]')
    from authority_link l where l.authority = authority.id) as links,
  (select coalesce(jsonb_agg(jsonb_build_object('area', r.area, 'role', r.role, 'competences', r.competences,
      'procedures', r.procedures, 'status', r.status, 'regions', r.regions,
      'accessCoordinator', r.access_coordinator) order by r.area), '[]')
    from authority_area r where r.authority = authority.id) as areas`

/** What is written of an authority: what is not said has its usual value. */
export type NewAuthority = Authority & Partial<Omit<Kept, 'version'>>

const keptOf = (one: NewAuthority): NewAuthority => ({ ...one, areas: one.areas ?? [mainArea(one)] })

/** Each alone: as one value of some megabytes they take several times as long. */
const jsonOf = (authorities: readonly NewAuthority[]): string =>
  `[${authorities.map(one => JSON.stringify(keptOf(one))).join()}]`

/**
 * One parameter for the whole chunk: far faster than a parameter a field. `version` is that of the directory: the next
 * one, or one that the transaction has raised already.
 */
export async function insertRecords(
  sql: Tx,
  authorities: readonly NewAuthority[],
  version: number | null = null,
): Promise<void> {
  await sql`
    with raised as (${version === null ? raised(sql) : sql`select ${version}::int as version`}), given as materialized (
      select * from jsonb_to_recordset(${jsonOf(authorities)}::jsonb) as one (
        id text, country text, type text, level text, area text, competences text[], town text,
        "officialNames" jsonb, "informalTitles" jsonb, languages text[], street text, postcode text,
        phone text, email text, website text, status text, "isInvented" boolean, region text, description jsonb,
        "validatingCoordinator" text, "successor" text, "activeSince" timestamptz, "confirmedAt" timestamptz,
        areas jsonb, links jsonb)
    ), made as (
      insert into authority (id, country, type, level, area, competences, town, official_names,
        informal_titles, languages, street, postcode, phone, email, website, status, is_invented, region, description,
        validating_coordinator, successor, active_since, confirmed_at, version)
      select id, country, type, level, area, competences, town, "officialNames",
        "informalTitles", languages, street, postcode, phone, email, website, status, "isInvented", region,
        coalesce(description, '{}'), "validatingCoordinator", "successor", "activeSince", "confirmedAt", version
      from given, raised
    ), linked as (
      insert into authority_link (authority, area, coordinator, link)
      select given.id, one.area, one.coordinator, one.link
      from given, jsonb_to_recordset(given.links) as one (area text, coordinator text, link text)
    )
    insert into authority_area (authority, area, role, competences, procedures, status, regions, access_coordinator)
    select given.id, one.area, one.role, one.competences, one.procedures, one.status, one.regions,
      one."accessCoordinator"
    from given, jsonb_to_recordset(given.areas) as one (area text, role text, competences text[], procedures text[],
      status text, regions text[], "accessCoordinator" text)`
}

/** An entry of the history; both null: the clock. */
export type ChangeEntry = {
  readonly event: string
  readonly at: string
  readonly office: string | null
  readonly account: string | null
  readonly data: object
}

/**
 * Writes the whole record with its legal areas, its links and the entry of its history, where the version is still the
 * record's; null: somebody was faster, and nothing was written. Answers the new version. One statement.
 */
export async function writeRecord(
  sql: Tx,
  record: AuthorityRecord,
  entry: ChangeEntry,
): Promise<number | null> {
  const { id, links } = record
  const [row] = await sql<{ version: number }[]>`
    with target as (
      select id from authority where id = ${id} and version = ${record.version} for no key update
    ), raised as (
      update authority_version v set version = v.version + 1 from target where v.id = 1
      returning v.version, pg_notify('authority_changed', v.version::text)
    ), given as (
      select * from jsonb_to_record(${JSON.stringify(record)}::jsonb) as one (
        type text, level text, area text, competences text[], town text, "officialNames" jsonb,
        "informalTitles" jsonb, languages text[], street text, postcode text, phone text, email text, website text,
        status text, region text, description jsonb, "validatingCoordinator" text, successor text,
        "activeSince" timestamptz, "confirmedAt" timestamptz, "askedAt" timestamptz)
    ), written as (
      update authority a set type = g.type, level = g.level, area = g.area, competences = g.competences,
        town = g.town, official_names = g."officialNames", informal_titles = g."informalTitles",
        languages = g.languages, street = g.street, postcode = g.postcode, phone = g.phone, email = g.email,
        website = g.website, status = g.status, region = g.region, description = g.description,
        validating_coordinator = g."validatingCoordinator", successor = g.successor,
        active_since = g."activeSince", confirmed_at = g."confirmedAt", asked_at = g."askedAt", version = r.version
      from raised r, given g where a.id = ${id}
    ), ${areasWritten(sql, record)}, linked as (
      select ${id} as authority, one.* from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
        as one (area text, coordinator text, link text)
    ), unlinked as (
      delete from authority_link l using raised where l.authority = ${id}
        and (l.authority, l.area, l.coordinator, l.link) not in (
          select authority, area, coordinator, link from linked)
    ), links as (
      insert into authority_link (authority, area, coordinator, link)
      select linked.* from raised, linked on conflict do nothing
    ), history as (
      insert into authority_change (authority, version, event, at, office, account, data)
      select ${id}, version, ${entry.event}, ${entry.at}, ${entry.office}, ${entry.account},
        ${JSON.stringify(entry.data)}::jsonb
      from raised
    )
    select version from raised`
  return row?.version ?? null
}

/** Of `writeRecord`: the legal areas are those of the record; one that it has no more was never granted. */
const areasWritten = (sql: Tx, { id, areas }: Pick<AuthorityRecord, 'id' | 'areas'>) => sql`
    areas as (
      insert into authority_area (authority, area, role, competences, procedures, status, regions, access_coordinator)
      select ${id}, one.area, one.role, one.competences, one.procedures, one.status, one.regions,
        one."accessCoordinator"
      from raised, jsonb_to_recordset(${JSON.stringify(areas)}::jsonb) as one (area text, role text,
        competences text[], procedures text[], status text, regions text[], "accessCoordinator" text)
      on conflict (authority, area) do update set role = excluded.role, competences = excluded.competences,
        procedures = excluded.procedures, status = excluded.status, regions = excluded.regions,
        access_coordinator = excluded.access_coordinator
    ), dropped as (
      delete from authority_area a using raised where a.authority = ${id}
        and a.area <> all(${areas.map(({ area }) => area)}::text[])
    )`

/** A new authority with the first entry of its history, at the same version. Within a transaction. */
export async function enterRecord(sql: Tx, record: NewAuthority, entry: ChangeEntry): Promise<void> {
  await insertRecords(sql, [record])
  await sql`
    insert into authority_change (authority, version, event, at, office, account, data)
    select id, version, ${entry.event}, ${entry.at}, ${entry.office}, ${entry.account},
      ${JSON.stringify(entry.data)}::jsonb
    from authority where id = ${record.id}`
}
