// Which coordinator approves what leaves an authority: read and set, a row for each procedure and step.
import type { Tx } from '../../base/sql.ts'
import type { ApprovalStep } from '../model.ts'

export type Approval = {
  /** A procedure, or `*` for all that have no row of their own. */
  readonly procedure: string
  readonly step: ApprovalStep
  readonly coordinator: string
}

export const approvalsOf = (sql: Tx, authority: string) => sql<Approval[]>`
  select procedure, step, coordinator from authority_approval
  where authority = ${authority} order by procedure, step desc`

/** The coordinator takes the place of the one before; null removes it. */
export async function setApproval(
  sql: Tx,
  authority: string,
  { procedure, step, coordinator }: Omit<Approval, 'coordinator'> & { readonly coordinator: string | null },
): Promise<void> {
  if (coordinator === null)
    await sql`delete from authority_approval
      where authority = ${authority} and procedure = ${procedure} and step = ${step}`
  else
    await sql`insert into authority_approval (authority, procedure, step, coordinator)
      values (${authority}, ${procedure}, ${step}, ${coordinator})
      on conflict (authority, procedure, step) do update set coordinator = excluded.coordinator`
}

/** In bulk. */
export async function insertApprovals(
  sql: Tx,
  rows: readonly (Approval & { readonly authority: string })[],
): Promise<void> {
  await sql`insert into authority_approval (authority, procedure, step, coordinator)
    select authority, procedure, step, coordinator from json_to_recordset(${JSON.stringify(rows)}::json)
      as given (authority text, procedure text, step text, coordinator text)`
}
