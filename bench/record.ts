// Writes down which statements the application really sends, with their values, and sends the same ones raw.
import { randomUUID } from 'node:crypto'
import type { Sql } from '../src/base/sql.ts'

export type Statement = { readonly text: string; readonly values: readonly unknown[] }

/** Runs `fn` and gives the statements sent through the pool meanwhile, by anybody. */
export async function recorded<T>(
  sql: Sql,
  fn: () => Promise<T>,
): Promise<{ readonly value: T; readonly statements: readonly Statement[] }> {
  const statements: Statement[] = []
  sql.options.debug = (_, text, values) => void statements.push({ text, values: [...values] })
  try {
    return { value: await fn(), statements }
  } finally {
    sql.options.debug = false
  }
}

/** For each value that differs from call to call: what stands in its place. */
export type Change = (value: unknown) => (() => unknown) | null

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

/** Ids of new rows are made anew. */
export const freshIds: Change = value => (typeof value === 'string' && uuid.test(value) ? randomUUID : null)

/**
 * The peer: sends the statements one after another, prepared, and writes the rows as JSON. What changes is found
 * once, here, so that sending costs nothing but sending. Answers the JSON.
 */
export function replayer(
  sql: Sql,
  statements: readonly Statement[],
  change: Change = freshIds,
): () => Promise<string> {
  const plans = statements.map(({ text, values }) => {
    const changes = values.flatMap((value, at) => {
      const make = change(value)
      return make ? [{ at, make }] : []
    })
    return { text, values, changes }
  })
  return async () => {
    const answers: unknown[] = []
    for (const { text, values, changes } of plans) {
      const sent = [...values]
      for (const { at, make } of changes) sent[at] = make()
      const rows = await sql.unsafe(text, sent as never[], { prepare: true })
      answers.push(rows.map(withoutBytes))
    }
    return JSON.stringify(answers)
  }
}

/** JSON has no bytes: base64, as anybody would write them. */
function withoutBytes(row: Record<string, unknown>): Record<string, unknown> {
  for (const name in row) {
    const value = row[name]
    if (Buffer.isBuffer(value)) row[name] = value.toString('base64')
  }
  return row
}
