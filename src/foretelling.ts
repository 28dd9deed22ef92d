// Foretells how long an authority takes to answer: what the page of an authority asks for.
import type { AuthorityRecord } from './authority/model.ts'
import type { Sql } from './base/sql.ts'
import { addDays } from './calendar/model.ts'
import type { Catalogue } from './procedure/store.ts'
import { type Forecast, forecastOf } from './scoreboard/forecast/model.ts'
import { latestAnswers } from './scoreboard/store/forecast.ts'

/** Of the country the answers of so many days. */
const yearDays = 365

/** For each procedure in which the authority may be asked and enough is known. One statement. */
export const openForetelling =
  (sql: Sql, catalogue: Catalogue, clock: () => string) =>
  async ({ id, country, areas }: AuthorityRecord): Promise<readonly Forecast[]> => {
    const procedures = catalogue.all.filter(
      one =>
        one.kind === 'request' &&
        areas.some(
          row => (row.area === '*' || row.area === one.area) && (row.procedures?.includes(one.id) ?? true),
        ),
    )
    if (procedures.length === 0) return []
    const found = await latestAnswers(sql, {
      ...{ authority: id, country, procedures: procedures.map(one => one.id) },
      since: `${addDays(clock().slice(0, 10), -yearDays).slice(0, 7)}-01`,
    })
    return found.flatMap(one => forecastOf(one.procedure, one.own, one.country) ?? [])
  }
