// What is read by quarter is held while the counts of its months stand: what moves costs a quarter, not all years.

/** How often the counts of a month have moved. `month`: its first day. */
export type MonthVersion = { readonly month: string; readonly version: string }

/** From `2020-01-01 3,2020-02-01 7`, in their order. */
export const readVersions = (text: string): readonly MonthVersion[] =>
  text === ''
    ? []
    : text.split(',').map(one => {
        const [month = '', version = ''] = one.split(' ')
        return { month, version }
      })

/** The first day of the quarter of a day. */
export const quarterOf = (day: string): string =>
  `${day.slice(0, 5)}${String(3 * Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1).padStart(2, '0')}-01`

type OfQuarter = { readonly quarter: string }

/** `read` is asked for whole quarters, by their months. Answers the rows of all, in the order of the months. */
export function heldByQuarter<Row extends OfQuarter>(
  read: (months: readonly string[]) => Promise<readonly Row[]>,
): (months: readonly MonthVersion[]) => Promise<readonly Row[]> {
  const held = new Map<string, { readonly version: string; readonly rows: readonly Row[] }>()
  return async months => {
    const quarters = [...Map.groupBy(months, one => quarterOf(one.month))].map(([quarter, own]) => ({
      ...{ quarter, months: own.map(one => one.month) },
      version: own.map(one => `${one.month} ${one.version}`).join(),
    }))
    const old = quarters.filter(({ quarter, version }) => held.get(quarter)?.version !== version)
    const rows = old.length > 0 ? await read(old.flatMap(one => one.months)) : []
    const fresh = Map.groupBy(rows, one => one.quarter)
    for (const { quarter, version } of old) held.set(quarter, { version, rows: fresh.get(quarter) ?? [] })
    return quarters.flatMap(({ quarter }) => held.get(quarter)?.rows ?? [])
  }
}
