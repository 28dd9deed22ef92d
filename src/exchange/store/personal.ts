// Sealed personal data as a statement brings it beside other rows: bytes travel in JSON as text.
import type { Tx } from '../../base/sql.ts'
import type { PersonalRow } from '../vault.ts'

/** A row of exchange_personal in JSON. */
export type PersonalText = Omit<PersonalRow, 'sealed'> & { readonly sealed: string }

/** An array of them; null where there is none. The table is called `v`. */
export const personalJson = (sql: Tx) => sql`json_agg(json_build_object('commitment', v.commitment,
  'subject', v.subject, 'sealed', encode(v.sealed, 'base64')))`

export const personalOf = (rows: readonly PersonalText[] | null): readonly PersonalRow[] =>
  (rows ?? []).map(one => ({ ...one, sealed: Buffer.from(one.sealed, 'base64') }))
