// For tests: five small authorities with their officials, and what the doors of exchanges need, on a real database.

import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inventedAuthority } from '../src/authority/small-directory.ts'
import { authorityStore } from '../src/authority/store.ts'
import type { SignedCall } from '../src/base/door.ts'
import { remembered } from '../src/base/remember.ts'
import { openShelf } from '../src/base/shelf.ts'
import type { Sql } from '../src/base/sql.ts'
import type { Library } from '../src/base/text.ts'
import { openCalendar } from '../src/calendar/holidays.ts'
import { countries } from '../src/calendar/model.ts'
import { listsOf } from '../src/exchange/lists.ts'
import type { ExchangePorts } from '../src/exchange/ports.ts'
import { exchangeStore } from '../src/exchange/store.ts'
import { openVault } from '../src/exchange/vault.ts'
import { loadLibrary } from '../src/library.ts'
import type { Actor, Role } from '../src/permission/model.ts'
import { readProcedures } from '../src/procedure/store.ts'
import { userStore } from '../src/user/store.ts'
import { freshDatabase } from './database.ts'

const regulator = (id: string, country: string, town: string, lang: string, name: string) =>
  inventedAuthority({
    ...{ id, country, town, type: 'professional-regulator', competences: ['physiotherapist'] },
    officialNames: [{ lang, name }],
  })

const authorities = [
  regulator('small-pl', 'PL', 'Łódź', 'pl', 'Izba przy ulicy Lipowej'),
  regulator('small-es', 'ES', 'Vigo', 'es', 'Consejo de la calle del Tilo'),
  regulator('small-es-2', 'ES', 'Ourense', 'es', 'Consejo de la calle del Roble'),
  regulator('small-es-4', 'ES', 'Lugo', 'es', 'Consejo de la calle del Olmo'),
  regulator('small-el', 'EL', 'Βόλος', 'el', 'Συμβούλιο της οδού Φλαμουριάς'),
  inventedAuthority({
    ...{ id: 'small-pl-c', country: 'PL', town: 'Łódź', type: 'area-coordinator', level: 'national' },
    officialNames: [{ lang: 'pl', name: 'Koordynator przy ulicy Lipowej' }],
  }),
  inventedAuthority({
    ...{ id: 'small-es-c', country: 'ES', town: 'Vigo', type: 'national-coordinator', level: 'national' },
    officialNames: [{ lang: 'es', name: 'Coordinación de la calle del Tilo' }],
  }),
]

const official = (
  user: string,
  name: string,
  lang: string,
  authority: string,
  country: string,
  role: Role = 'request-handler',
): Actor => ({ ...{ user, name, lang, authority, country }, roles: { '*': [role] } })

/** Two in one office, one opposite, two in other offices of that country, one who has nothing to do with it; and one
 *  at the coordinator of each of the two countries. */
export const officials = {
  zofia: official('zofia', 'Zofia Lipowska', 'pl', 'small-pl', 'PL'),
  jan: official('jan', 'Jan Lipowski', 'pl', 'small-pl', 'PL'),
  carmen: official('carmen', 'Carmen Tilo', 'es', 'small-es', 'ES'),
  brais: official('brais', 'Brais Roble', 'es', 'small-es-2', 'ES'),
  xoan: official('xoan', 'Xoán Olmo', 'es', 'small-es-4', 'ES'),
  anna: official('anna', 'Άννα Φλαμουρά', 'el', 'small-el', 'EL'),
  marek: official('marek', 'Marek Lipa', 'pl', 'small-pl-c', 'PL', 'referral-handler'),
  lucia: official('lucia', 'Lucía Tilo', 'es', 'small-es-c', 'ES', 'referral-handler'),
} as const

/** The same person as who keeps the data of its authority. */
export const keepsIn = (who: Actor, area = '*'): Actor => ({
  ...who,
  roles: { [area]: ['local-data-administrator'] },
})

export async function insertOffice(sql: Sql): Promise<void> {
  await authorityStore(sql).insertMany(authorities)
  await userStore(sql).insertMany(
    Object.values(officials).map(({ user, name, lang }) => ({
      ...{ user, name, language: lang, email: `${user}@example.invalid`, castOrder: null },
    })),
    Object.values(officials).flatMap(({ user, authority, roles }) =>
      (roles['*'] ?? []).map(role => ({ user, authority, area: '*', role })),
    ),
  )
}

const root = new URL('..', import.meta.url).pathname
export const library = loadLibrary(root)
export const catalogue = readProcedures(root)

/** A database with the office in it, and what its doors need. Whoever opens it drops the database. */
export async function openOffice() {
  const database = await freshDatabase()
  await insertOffice(database.sql)
  return { database, ...smallPorts(database.sql) }
}

/** No engine serves any pair. The clock stands until a test moves it. */
export function smallPorts(sql: Sql) {
  const clock = { now: '2026-11-24T09:00:00.000Z' }
  const ports: ExchangePorts = {
    ...{ library, catalogue, store: exchangeStore(sql), vault: openVault(Buffer.alloc(32, 5)) },
    lists: listsOf(library, countries),
    translator: {
      translateNow: async (_, from, to) => ({ translation: { state: 'none', from, to }, spans: [] }),
      pairs: async (_, texts, to) =>
        texts.map(({ lang }) =>
          lang === to ? { state: 'same-language' } : { state: 'none', from: lang, to },
        ),
    },
    authorities: remembered(ids => authorityStore(sql).byIds(ids), Date.now),
    coordinators: authorityStore(sql).coordinators,
    competent: async () => ({ found: [], total: 0 }),
    isLearning: true,
    people: remembered(ids => userStore(sql).names(ids), Date.now),
    colleagues: userStore(sql).colleagues,
    calendar: openCalendar(),
    files: {
      shelf: openShelf(join(tmpdir(), `open-imi-files-${randomUUID()}`)),
      ...{ isScanned: false, wake: async () => {} },
    },
    clock: () => clock.now,
  }
  return { ports, clock }
}

/** A call of an official, as a program makes it. */
export const callOf = (
  library: Library,
  who: Actor,
  { key = null, wants = 'json' }: { key?: string | null; wants?: 'json' | 'html' } = {},
): SignedCall<Actor> => ({
  ...{ who, wants, csrf: '', idempotencyKey: key },
  t: library.in(who.lang),
  url: new URL('http://here.invalid/'),
})
