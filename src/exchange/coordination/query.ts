// What the coordinator's overview can be asked for, and where its pages begin.
import { z } from 'zod'
import { daySchema } from '../../base/form.ts'
import { done, type Result, refuseFields } from '../../base/result.ts'
import { states } from '../kinds/request-table.ts'
import { isNumber } from '../model.ts'
import type { CoordinationRow, Place } from '../store/coordination.ts'

export const sides = ['recipient', 'sender'] as const
export const turns = ['act', 'wait'] as const

/** States in which somebody has to act. */
export const openStates = states.filter(state => !['draft', 'withdrawn', 'closed'].includes(state))

export const coordinationQuery = z.object({
  /** `sender`: asked by the country, `recipient`: asked of it. */
  side: z.enum(sides).optional(),
  /** `act`: an authority of the country has to act, `wait`: it waits for the other side. */
  turn: z.enum(turns).optional(),
  area: z.string().max(100).optional(),
  authority: z.string().max(300).optional(),
  state: z.enum(openStates).optional(),
  urgent: z.boolean().optional(),
  overdue: z.boolean().optional(),
  cursor: z.string().max(200).optional(),
})
export type CoordinationQuery = Readonly<z.infer<typeof coordinationQuery>>

export const filterNames = ['side', 'turn', 'area', 'authority', 'state', 'urgent', 'overdue'] as const

/** The page after this row, opaque to callers. */
export const cursorOf = ({ rank, sortDay, exchange }: CoordinationRow): string =>
  Buffer.from(JSON.stringify([rank, sortDay, exchange])).toString('base64url')

const placeSchema = z.tuple([z.int().min(0).max(3), daySchema, z.string().refine(isNumber)])

/** Errors: base.fields.invalid. */
export function readCursor(cursor: string | undefined): Result<Place | null> {
  if (cursor === undefined) return done(null)
  const place = placeIn(cursor)
  return place
    ? done(place)
    : refuseFields('base.fields.invalid', [{ path: 'cursor', code: 'base.field.type' }])
}

function placeIn(cursor: string): Place | null {
  try {
    const text = Buffer.from(cursor, 'base64url').toString()
    const [rank, day, exchange] = placeSchema.parse(JSON.parse(text))
    return { rank, day, exchange }
  } catch {
    return null
  }
}
