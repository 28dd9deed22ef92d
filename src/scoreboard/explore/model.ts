// What can be asked of any period: which months, areas, procedures and countries, and by which edition's rules.
import { done, type Problem, type Result, refuseFields } from '../../base/result.ts'
import { addDays, countries } from '../../calendar/model.ts'
import type { Edition } from '../edition.ts'

/** As it comes from outside: months as `2020-01`. */
export type Typed = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly area?: string | undefined
  readonly procedure?: string | undefined
  readonly sender?: string | undefined
  readonly recipient?: string | undefined
}

export type Asked = {
  readonly period: Edition['period']
  readonly area: string | null
  readonly procedure: string | null
  readonly procedures: readonly string[]
  /** Null: any. */
  readonly sender: string | null
  readonly recipient: string | null
}

/** The system's launch. */
const firstMonth = '2008-01'

const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && text >= firstMonth

const lastDay = (month: string): string => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
  return addDays(next, -1)
}

/**
 * What is asked, by the areas and procedures of an edition. Months that are not given are those of the edition.
 * Errors: base.fields.invalid, a problem for each faulty field.
 */
export function askedOf({ period, areas }: Edition, typed: Typed): Result<Asked> {
  const {
    from = period.from.slice(0, 7),
    to = period.to.slice(0, 7),
    area,
    procedure,
    sender,
    recipient,
  } = typed
  const problems: Problem[] = []
  const wrong = (path: string, isWrong: boolean, code: string): void => {
    if (isWrong) problems.push({ path, code })
  }
  const inArea = area === undefined ? Object.values(areas).flat() : (areas[area] ?? [])
  wrong('from', !isMonth(from), 'scoreboard-beyond.month.invalid')
  wrong('to', !isMonth(to) || to < from, 'scoreboard-beyond.month.invalid')
  wrong('area', area !== undefined && !(area in areas), 'base.field.type')
  wrong('procedure', procedure !== undefined && !inArea.includes(procedure), 'base.field.type')
  wrong('sender', sender !== undefined && !isCountry(sender), 'base.field.type')
  wrong(
    'recipient',
    recipient !== undefined && (!isCountry(recipient) || recipient === sender),
    'base.field.type',
  )
  if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
  return done({
    period: { from: `${from}-01`, to: lastDay(to) },
    ...{
      area: area ?? null,
      procedure: procedure ?? null,
      sender: sender ?? null,
      recipient: recipient ?? null,
    },
    procedures: procedure === undefined ? inArea : [procedure],
  })
}

const isCountry = (code: string): boolean => countries.some(one => one === code)

/** The edition by whose rules a month is measured: its own, else the oldest there is. `ids`: newest first. */
export const editionFor = (ids: readonly string[], month: string | undefined): string =>
  (month === undefined ? ids[0] : ids.find(id => id <= month.slice(0, 4))) ?? ids.at(-1) ?? ''
