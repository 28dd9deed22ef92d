// The dossiers of an office as it reads them: one number for all exchanges about one matter, seen by nobody else.
import { z } from 'zod'
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../base/result.ts'
import { type Actor, areasWith } from '../permission/model.ts'
import { mayChange, openName } from './filing.ts'
import { listOf } from './list-routes.ts'
import { listSchema } from './list-view.ts'
import { isDossierNumber } from './model.ts'
import type { ExchangePorts } from './ports.ts'
import type { DossierRow } from './store/dossier.ts'

export const dossierSchema = z.object({
  dossier: z.string(),
  /** Null: the caller may not read personal data, and a name may hold some. */
  name: z.string().nullable(),
  createdAt: z.string(),
  /** Of the exchanges in it that the caller may see: how many, and the latest change. */
  count: z.int(),
  latestAt: z.string().nullable(),
  isEmpty: z.boolean(),
})
export type DossierView = Readonly<z.infer<typeof dossierSchema>>

export const dossiersSchema = z.object({
  items: z.array(dossierSchema),
  next: z.string().nullable(),
  /** Whether the caller may make, name and remove dossiers. */
  mayChange: z.boolean(),
})
export type DossiersView = Readonly<z.infer<typeof dossiersSchema>>

export const dossierPageSchema = dossierSchema.extend({
  list: listSchema,
  mayChange: z.boolean(),
})
export type DossierPageView = Readonly<z.infer<typeof dossierPageSchema>>

const viewOf = (ports: ExchangePorts, who: Actor, row: DossierRow): DossierView => ({
  ...{ dossier: row.dossier, name: openName(ports, who, row), createdAt: row.createdAt },
  ...{ count: row.count, latestAt: row.latestAt, isEmpty: row.total === 0 },
})

const dossiersMax = 50
const cursorSchema = z.tuple([z.iso.datetime(), z.string().refine(isDossierNumber)])

/** Errors: base.fields.invalid. */
export async function dossiersOf(
  ports: ExchangePorts,
  { who }: SignedCall<Actor>,
  cursor?: string,
): Promise<Result<DossiersView>> {
  const after = readCursor(cursor)
  if (!after.ok) return after
  const rows = await ports.store.dossiers({
    ...{ authority: who.authority, areas: areasWith(who, 'see') },
    ...{ after: after.value, limit: dossiersMax + 1 },
  })
  const shown = rows.slice(0, dossiersMax)
  const last = rows.length > dossiersMax ? shown.at(-1) : undefined
  return done({
    items: shown.map(row => viewOf(ports, who, row)),
    next: last ? Buffer.from(JSON.stringify([last.changedAt, last.dossier])).toString('base64url') : null,
    mayChange: mayChange(who).ok,
  })
}

function readCursor(text: string | undefined): Result<{ at: string; dossier: string } | null> {
  if (text === undefined) return done(null)
  try {
    const [at, dossier] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return done({ at, dossier })
  } catch {
    return refuseFields('base.fields.invalid', [{ path: 'cursor', code: 'base.field.type' }])
  }
}

/** The stored row. Errors: exchange-dossier.unknown (not there, another office's, or nothing in it for this person). */
export async function findDossier(
  { store }: Pick<ExchangePorts, 'store'>,
  who: Actor,
  dossier: string,
): Promise<Result<DossierRow>> {
  const number = dossier.toUpperCase()
  const [row] = isDossierNumber(number)
    ? await store.dossiers({
        ...{ authority: who.authority, areas: areasWith(who, 'see'), dossier: number, limit: 1 },
      })
    : []
  return row ? done(row) : refuse('exchange-dossier.unknown')
}

/** A dossier with its exchanges, the latest change first. Errors: exchange-dossier.unknown, base.fields.invalid. */
export async function dossierOf(
  ports: ExchangePorts,
  { t, who }: SignedCall<Actor>,
  dossier: string,
  cursor?: string,
): Promise<Result<DossierPageView>> {
  const found = await findDossier(ports, who, dossier)
  if (!found.ok) return found
  const list = await listOf(ports, t, who, { turn: null, dossier: found.value.dossier, cursor })
  if (!list.ok) return list
  return done({ ...viewOf(ports, who, found.value), list: list.value, mayChange: mayChange(who).ok })
}
