// The door of a country's own page. Public; a coordinator of the country is led on to where it could help.
import type { AuthorityRecord } from '../../authority/model.ts'
import { type AnyDoor, door } from '../../base/door.ts'
import type { Remembered } from '../../base/remember.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { remitFor } from '../../permission/remit.ts'
import type { EditionFigures } from '../figures.ts'
import { countryPage } from './pages.ts'
import { countryPath } from './path.ts'
import type { Sheet, Sheets } from './sheets.ts'
import { type CountryPageView, countrySchema, countryView } from './view.ts'

export type CountryPorts = {
  readonly sheets: Sheets
  readonly authorities: Remembered<AuthorityRecord>
}

/** `GET /scoreboard/{edition}/countries/{country}`. Errors: scoreboard.edition.unknown,
 *  scoreboard-beyond.country.unknown. */
export function countryDoors({ sheets, authorities }: CountryPorts): readonly AnyDoor<Actor>[] {
  const view = viewsOf(sheets)
  return [
    door<Actor, unknown, unknown, CountryPageView>({
      ...{ method: 'GET', path: '/scoreboard/:edition/countries/:country' },
      ...{ summary: 'scoreboard-beyond.country.summary', isOpen: true, view: countrySchema },
      async run({ who }, { params: { edition = '', country = '' } }) {
        const found = await view(edition, country)
        if (!found.ok || who?.country !== country) return found
        const remit = remitFor(who, (await authorities([who.authority])).get(who.authority), 'see')
        if (!remit.ok) return found
        const led = `${countryPath(edition, country)}/authorities`
        return done({ ...found.value, links: { ...found.value.links, authorities: led } })
      },
      page: (made, { t }) => countryPage(t, made),
    }),
  ]
}

/** One view for all who ask while the figures stand. */
function viewsOf(sheets: Sheets) {
  type Made = { readonly figures: EditionFigures; readonly view: CountryPageView }
  const made = new WeakMap<Sheet, Map<string, Made>>()
  return async (edition: string, country: string): Promise<Result<CountryPageView>> => {
    const found = await sheets.of(edition)
    if (!found) return refuse('scoreboard.edition.unknown', { edition })
    const { figures, sheet } = found
    const known = made.get(sheet) ?? new Map<string, Made>()
    made.set(sheet, known)
    const held = known.get(country)
    if (held?.figures === figures) return done(held.view)
    const view = countryView(figures, sheet, country)
    if (!view) return refuse('scoreboard-beyond.country.unknown', { code: country })
    known.set(country, { figures, view })
    return done(view)
  }
}
