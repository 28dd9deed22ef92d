// The directory as open data: what changed since a version, and all of it as a table. No personal data, for everybody.
import { z } from 'zod'
import { csvOf, rowOf } from '../../base/csv.ts'
import { type AnyDoor, door } from '../../base/door.ts'
import { done, type Result, refuseFields } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { levels } from '../model.ts'
import type { KeepPorts } from './ports.ts'
import type { Place, PublicRow } from './store.ts'

const publicSchema = z.object({
  authority: z.string(),
  version: z.int(),
  status: z.enum(['active', 'suspended', 'removed']),
  /** Takes over; for good where it was merged. */
  successor: z.string().nullable(),
  country: z.string(),
  type: z.string(),
  level: z.enum(levels),
  /** Granted ones; `*` for every area. */
  areas: z.array(z.string()).readonly(),
  competences: z.array(z.string()).readonly(),
  region: z.string().nullable(),
  town: z.string(),
  street: z.string(),
  postcode: z.string(),
  website: z.string(),
  officialNames: z.array(z.object({ lang: z.string(), name: z.string() })).readonly(),
  languages: z.array(z.string()).readonly(),
  isInvented: z.boolean(),
})

const changesSchema = z.object({
  items: z.array(publicSchema),
  /** What to send as `since` the next time, whether there is more now or not. */
  next: z.string(),
  isMore: z.boolean(),
})

const changesQuery = z.object({ since: z.string().max(400).optional() })
const batchRows = 500

/** A version, and within it the last authority that was read. Errors: base.fields.invalid. */
function placeIn(since: string | undefined): Result<Place> {
  const found = /^(\d{1,9})(?::(.{1,300}))?$/.exec(since ?? '0')
  return found
    ? done({ version: Number(found[1]), id: found[2] ?? null })
    : refuseFields('base.fields.invalid', [{ path: 'since', code: 'base.field.type' }])
}

/** Phone and e-mail stay out: of a small office they may be those of one person. */
export const openDataDoors = (ports: Pick<KeepPorts, 'store'>): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/authorities/changes',
    summary: 'authority-admin.changes.summary',
    isOpen: true,
    query: changesQuery,
    view: changesSchema,
    async run(_, { query }) {
      const place = placeIn(query.since)
      if (!place.ok) return place
      const rows = await ports.store.publicRows(place.value, batchRows + 1)
      const items = rows.slice(0, batchRows)
      const last = items.at(-1)
      const { version, id } = place.value
      const isMore = rows.length > batchRows
      const next = last
        ? `${last.version}:${last.authority}`
        : id === null
          ? String(version)
          : `${version}:${id}`
      return done({ items, next, isMore })
    },
  }),
  exportDoor(ports, 'csv'),
  exportDoor(ports, 'json'),
]

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json' } as const

const exportDoor = ({ store }: Pick<KeepPorts, 'store'>, kind: 'csv' | 'json'): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: `/authorities/export.${kind}`,
    summary: 'authority-admin.export.summary',
    isOpen: true,
    view: z.array(publicSchema),
    // The rows flow in the file, a batch at a time.
    run: async () => done([]),
    file: {
      ...{ type: types[kind], isAll: true },
      of: () => done({ name: `authorities.${kind}`, body: ReadableStream.from(bytesOf(store, kind)) }),
    },
  })

/** In the order of the changes: what changes meanwhile comes last, or once more. */
async function* bytesOf(store: KeepPorts['store'], kind: 'csv' | 'json'): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let place: Place = { version: 0, id: null }
  let count = 0
  yield encoder.encode(kind === 'csv' ? csvOf([columns]) : '[')
  for (;;) {
    const rows = await store.publicRows(place, batchRows)
    const texts = rows.map(row => (kind === 'csv' ? rowOf(cellsOf(row)) : JSON.stringify(row)))
    const joined =
      kind === 'csv' ? texts.join('') : `${count > 0 && rows.length > 0 ? ',\n' : ''}${texts.join(',\n')}`
    yield encoder.encode(joined)
    count += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < batchRows) break
    place = { version: last.version, id: last.authority }
  }
  if (kind === 'json') yield encoder.encode(']\n')
}

const columns = [
  ...[
    'authority',
    'version',
    'status',
    'successor',
    'country',
    'type',
    'level',
    'areas',
    'competences',
    'region',
  ],
  ...['town', 'street', 'postcode', 'website', 'officialNames', 'languages', 'isInvented'],
]

const cellsOf = (row: PublicRow): readonly string[] => [
  ...[row.authority, String(row.version), row.status, row.successor ?? '', row.country, row.type, row.level],
  ...[row.areas.join(' '), row.competences.join(' '), row.region ?? '', row.town, row.street, row.postcode],
  ...[row.website, row.officialNames.map(({ lang, name }) => `${lang}: ${name}`).join(' | ')],
  ...[row.languages.join(' '), String(row.isInvented)],
]
