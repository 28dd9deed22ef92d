// How officials want to be told by mail.
import type { Tx } from '../../base/sql.ts'
import { type Choice, choices, type Setting, standard, type Told } from '../model.ts'

type Row = {
  readonly account: string
  readonly procedure: string
  readonly choice: Choice
  readonly quietFrom: number | null
  readonly quietTo: number | null
}

/** The settings of those who have any; for all others `standard` holds. One statement. */
export async function settingsOf(sql: Tx, users: readonly string[]): Promise<ReadonlyMap<string, Setting>> {
  const rows = await sql<Row[]>`
    select account, procedure, choice, quiet_from as "quietFrom", quiet_to as "quietTo" from notice_setting
    where account = any(${users as string[]})`
  const found = new Map<string, Setting>()
  for (const { account, procedure, choice, quietFrom, quietTo } of rows) {
    const known = found.get(account) ?? standard
    const quiet = quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo }
    found.set(
      account,
      procedure === '*'
        ? { ...known, choice, quiet }
        : { ...known, procedures: { ...known.procedures, [procedure]: choice } },
    )
  }
  return found
}

/** Replaces everything that this person has set, in one transaction of the caller's. */
export async function saveSetting(sql: Tx, user: string, setting: Setting): Promise<void> {
  const rows = [
    {
      procedure: '*',
      choice: setting.choice,
      from: setting.quiet?.from ?? null,
      to: setting.quiet?.to ?? null,
    },
    ...Object.entries(setting.procedures).map(([procedure, choice]) => ({ procedure, choice })),
  ]
  await sql`delete from notice_setting where account = ${user}`
  await sql`
    insert into notice_setting (account, procedure, choice, quiet_from, quiet_to)
    select ${user}, procedure, choice, "from", "to"
    from json_to_recordset(${JSON.stringify(rows.filter(row => choices.includes(row.choice)))}::json)
      as given (procedure text, choice text, "from" int, "to" int)`
}

export type Unsent = {
  readonly exchange: string
  readonly version: number
  readonly event: string
  readonly told: Told | null
  readonly procedure: string
  readonly isUrgent: boolean
  readonly at: string
  readonly country: string
}

/** What has not gone out yet: another choice moves it too. */
export const unsentOf = (sql: Tx, user: string) => sql<Unsent[]>`
  select n.exchange, n.version, n.event, n.told, n.procedure, n.is_urgent as "isUrgent", n.at, authority.country
  from notice n join authority on authority.id = n.authority
  where n.account = ${user} and n.mail is null and n.read_at is null
  for update of n`

export async function moveUnsent(
  sql: Tx,
  user: string,
  rows: readonly { readonly exchange: string; readonly version: number; readonly mailAfter: string | null }[],
): Promise<void> {
  await sql`
    update notice n set mail_after = given."mailAfter"
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as given (exchange text, version int, "mailAfter" timestamptz)
    where n.account = ${user} and n.exchange = given.exchange and n.version = given.version`
}
