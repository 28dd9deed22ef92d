// COPY: rows as its lines, and the way of the lines into a table.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Tx } from './sql.ts'

const unsafe = /[\\\t\n\r]/g
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A value as it stands in a line; one that is missing is null there. */
export const cellOf = (value: unknown): string =>
  value === null || value === undefined ? '\\N' : String(value).replace(unsafe, sign => escapes[sign] ?? sign)

/** A table with the columns that the lines hold, and the lines: bytes, as they may come from another thread. */
export type Lines = {
  readonly table: string
  readonly columns: readonly string[]
  readonly bytes: Uint8Array
}

type Copied = Omit<Lines, 'bytes'> & { readonly pieces: Iterable<Uint8Array | string> }

/** Faster than any statement. All lines or none; within a transaction. */
export async function copyLines(tx: Tx, { table, columns, pieces }: Copied): Promise<void> {
  const query = tx`copy ${tx(table)} (${tx(columns as string[])}) from stdin`
  const into = await query.writable()
  // What fails once all lines are sent the driver tells the statement, which it has answered, and not the stream.
  const { promise: failed, reject } = Promise.withResolvers<never>()
  Object.assign(query, { reject })
  await Promise.race([pipeline(Readable.from(pieces), into), failed])
}
