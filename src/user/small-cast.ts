// A small invented cast with its authorities, for the tests of this room and of those above it.

import { inventedAuthority } from '../authority/small-directory.ts'
import { authorityStore } from '../authority/store.ts'
import type { Sql } from '../base/sql.ts'
import type { Account, AccountRole } from './model.ts'
import { userStore } from './store.ts'

const regulator = (
  id: string,
  country: string,
  town: string,
  names: readonly [lang: string, name: string][],
) =>
  inventedAuthority({
    id,
    country,
    town,
    type: 'professional-regulator',
    officialNames: names.map(([lang, name]) => ({ lang, name })),
  })

export const castAuthorities = [
  regulator('cast-at', 'AT', 'Wien', [['de', 'Kammer der Lindenhofgasse']]),
  regulator('cast-be', 'BE', 'Brussel', [
    ['nl', 'Kamer van de Lindelaan'],
    ['fr', 'Chambre de l’avenue des Tilleuls'],
  ]),
  regulator('cast-el', 'EL', 'Βόλος', [['el', 'Συμβούλιο της οδού Φλαμουριάς']]),
]

const account = (user: string, name: string, language: string, castOrder: number | null): Account => ({
  ...{ user, name, language, castOrder },
  email: `${user}@example.invalid`,
})

export const castAccounts: readonly Account[] = [
  account('vera', 'Vera Lindenthal', 'de', 2),
  account('anna', 'Άννα Φλαμουρά', 'el', 1),
  account('hidden', 'Hans Verborgen', 'de', null),
  account('nowhere', 'Nora Niemand', 'en', null),
]

const role = (user: string, authority: string, area: string, name: string): AccountRole => ({
  ...{ user, authority, area },
  role: name,
})

/** Vera acts for two authorities, Anna for one, Hans is not in the cast, Nora acts for none. */
export const castRoles: readonly AccountRole[] = [
  role('vera', 'cast-at', '*', 'supervisor'),
  role('vera', 'cast-at', 'posting-of-workers', 'request-handler'),
  role('vera', 'cast-at', 'posting-of-workers', 'basic-user'),
  role('vera', 'cast-be', '*', 'request-handler'),
  role('anna', 'cast-el', '*', 'request-handler'),
  role('hidden', 'cast-at', '*', 'basic-user'),
]

/** Writes them into an empty database. */
export async function insertCast(sql: Sql): Promise<void> {
  await authorityStore(sql).insertMany(castAuthorities)
  await userStore(sql).insertMany(castAccounts, castRoles)
}
