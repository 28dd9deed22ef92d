// How arrays come from the database and go there; so that the driver need not ask about them on each new connection.
//
// Its own question cannot be heard failing: a database that breaks down just then ended the whole process.

export type ArrayType<Item> = {
  readonly to: number
  readonly from: number[]
  serialize(items: unknown): string
  parse(text: string): readonly (Item | null)[]
}

const arrayType = <Item>(numbers: number[], itemOf: (text: string) => Item): ArrayType<Item> => ({
  to: numbers[0] ?? 0,
  from: numbers,
  serialize: items => (Array.isArray(items) ? written(items) : String(items)),
  parse: text => read(text).map(item => (item === null ? null : itemOf(item))),
})

const instantOf = (text: string): string => new Date(text).toISOString()

/** By the numbers of the types in pg_type. Items as in `connect`: days and numbers of 64 bits stay text. */
export const arrayTypes = {
  /** bool */
  flags: arrayType([1000], text => text === 't'),
  /** int4, int2, float4, float8 */
  numbers: arrayType([1007, 1005, 1021, 1022], Number),
  /** text, varchar, name, date, uuid, int8, numeric */
  texts: arrayType([1009, 1015, 1003, 1182, 2951, 1016, 1231], text => text),
  /** timestamptz */
  instants: arrayType([1185], instantOf),
}

const written = (items: readonly unknown[]): string =>
  `{${items.map(item => (item === null ? 'NULL' : quoted(item))).join(',')}}`

const quoted = (item: unknown): string =>
  `"${(item instanceof Date ? item.toISOString() : String(item)).replace(/[\\"]/g, '\\$&')}"`

/** One dimension: `{a,"b, c",NULL}`. */
const read = (text: string): readonly (string | null)[] =>
  [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)].map(([, inQuotes, bare]) => {
    if (inQuotes !== undefined) return inQuotes.replace(/\\(.)/gs, '$1')
    return bare === undefined || bare === 'NULL' ? null : bare
  })
