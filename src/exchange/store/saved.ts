// The views of the worklist that a person saved: a name and the filters behind it.
import { isUniqueViolation, type Tx } from '../../base/sql.ts'

export type SavedView = { readonly id: string; readonly name: string; readonly query: string }

export const savedMax = 20

/** By name. */
export const savedViews = (sql: Tx, user: string): Promise<readonly SavedView[]> =>
  sql<SavedView[]>`
    select id, name, query from worklist_view where account = ${user} order by name`.then(rows => [...rows])

/** `taken`: the person has a view of this name. `full`: there are as many as there may be. */
export async function saveView(
  sql: Tx,
  user: string,
  { id, name, query }: SavedView,
): Promise<'saved' | 'taken' | 'full'> {
  const made = await unlessTaken(
    sql`
    insert into worklist_view (account, id, name, query)
    select ${user}, ${id}, ${name}, ${query}
    where (select count(*) from worklist_view where account = ${user}) < ${savedMax}`,
  )
  return made === null ? 'taken' : made === 1 ? 'saved' : 'full'
}

export async function renameView(
  sql: Tx,
  user: string,
  { id, name }: Pick<SavedView, 'id' | 'name'>,
): Promise<'saved' | 'taken' | 'unknown'> {
  const changed = await unlessTaken(
    sql`update worklist_view set name = ${name} where account = ${user} and id = ${id}`,
  )
  return changed === null ? 'taken' : changed === 1 ? 'saved' : 'unknown'
}

/** False where there is none. */
export async function removeView(sql: Tx, user: string, id: string): Promise<boolean> {
  const gone = await sql`delete from worklist_view where account = ${user} and id = ${id}`
  return gone.count === 1
}

/** How many rows were written; null where the name is taken. */
async function unlessTaken(statement: PromiseLike<{ readonly count: number }>): Promise<number | null> {
  try {
    return (await statement).count
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}
