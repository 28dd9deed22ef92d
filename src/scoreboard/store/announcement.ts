// What the operator tells beside the statistics. Each function is one statement.
import type { Tx } from '../../base/sql.ts'
import type { Announcement, Part } from '../announcement/model.ts'

const columns = (sql: Tx) => sql`part, lang, version, text, account as "user", at`

/** The latest of each part and language. */
export const announcements = (sql: Tx) => sql<Announcement[]>`
  select distinct on (part, lang) ${columns(sql)} from announcement order by part, lang, version desc`

/** Versions of one text, the latest first. */
export const versionsOf = (sql: Tx, { part, lang }: { readonly part: Part; readonly lang: string }) =>
  sql<Announcement[]>`
    select ${columns(sql)} from announcement where part = ${part} and lang = ${lang} order by version desc limit 100`

/** False where somebody else wrote a version since `version`; 0: there was none. */
export async function writeAnnouncement(sql: Tx, one: Announcement): Promise<boolean> {
  const written = await sql`
    insert into announcement (part, lang, version, text, account, at)
    select ${one.part}, ${one.lang}, ${one.version + 1}, ${one.text}, ${one.user}, ${one.at}::timestamptz
    where ${one.version} = (select coalesce(max(version), 0) from announcement
      where part = ${one.part} and lang = ${one.lang})
    on conflict do nothing`
  return written.count === 1
}
