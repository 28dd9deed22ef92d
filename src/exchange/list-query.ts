// What lists can be asked for: the filters of an address, the days that their words stand for, where a page begins.
import { z } from 'zod'
import { daySchema } from '../base/form.ts'
import { done, type Result, refuseFields } from '../base/result.ts'
import { addDays, daysBetween } from '../calendar/model.ts'
import { states } from './kinds/request-table.ts'
import { isByNeed, type ListAsked, type ListRow } from './store/list.ts'

export const views = ['act', 'wait', 'close', 'draft', 'ended', 'all'] as const
/** To whom an exchange is allocated: to the reader or whom the reader covers, to nobody, to anybody. */
export const allocatedWords = ['mine', 'nobody', 'anyone'] as const
export const dueWords = ['overdue', 'today', 'week'] as const

/** The filters of lists. `due` takes a word or the last day. */
export const filters = {
  area: z.string().max(100).optional(),
  country: z.string().max(2).optional(),
  state: z.enum(states).optional(),
  due: z.union([z.enum(dueWords), daySchema]).optional(),
  urgent: z.boolean().optional(),
  changed: z.boolean().optional(),
  dossier: z.string().trim().max(20).optional(),
  allocated: z.enum(allocatedWords).optional(),
  cursor: z.string().max(200).optional(),
}

export const worklistQuery = z.object({ view: z.enum(views).optional(), ...filters })
export type WorklistQuery = Readonly<z.infer<typeof worklistQuery>>
export const searchQuery = z.object({ q: z.string().trim().max(100).optional(), ...filters })
export type Filters = Readonly<z.infer<z.ZodObject<typeof filters>>>

const monday = '2026-01-05'

/** Days that a filter stands for. The week ends on Sunday; what is late already is not due in it. */
export function dueDays(due: Filters['due'], today: string): ListAsked['due'] {
  switch (due) {
    case undefined:
      return undefined
    case 'overdue':
      return { from: null, to: addDays(today, -1) }
    case 'today':
      return { from: today, to: today }
    case 'week': {
      const weekday = ((daysBetween(monday, today) % 7) + 7) % 7
      return { from: today, to: addDays(today, 6 - weekday) }
    }
    default:
      return { from: null, to: due }
  }
}

/** The page after this row, opaque to callers. */
export function cursorOf(turn: ListAsked['turn'], row: ListRow): string {
  const { rank, sortDay, isChanged, changedAt, exchange } = row
  const place = isByNeed(turn) ? [rank, sortDay, isChanged, exchange] : [changedAt, exchange]
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

const numberSchema = z.string().regex(/^\d{4}-[A-Z]{2}-\d{8}$/)
const cursorSchema = z.union([
  z.tuple([z.int().min(0).max(3), daySchema, z.boolean(), numberSchema]),
  z.tuple([z.iso.datetime(), numberSchema]),
])

/** Errors: base.fields.invalid, also where the place belongs to a list of another order. */
export function readCursor(turn: ListAsked['turn'], cursor: string | undefined): Result<ListAsked['after']> {
  if (cursor === undefined) return done(null)
  const place = parsed(cursor)
  if (!place || (place.length === 4) !== isByNeed(turn))
    return refuseFields('base.fields.invalid', [{ path: 'cursor', code: 'base.field.type' }])
  if (place.length === 2) return done({ by: 'change', at: place[0], exchange: place[1] })
  const [rank, day, isChanged, exchange] = place
  return done({ by: 'need', rank, day, isChanged, exchange })
}

function parsed(cursor: string): z.infer<typeof cursorSchema> | null {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    return null
  }
}
