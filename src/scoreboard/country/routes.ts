// The door of a country's own page. Public.
import { type AnyDoor, door } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import { countryPage } from './pages.ts'
import type { Sheet, Sheets } from './sheets.ts'
import { type CountryPageView, countrySchema, countryView } from './view.ts'

export type CountryPorts = { readonly sheets: Sheets }

/** What a call tells of an official, where one has signed in. */
type Somebody = { readonly country: string }

/** `GET /scoreboard/{edition}/countries/{country}`. Errors: scoreboard.edition.unknown,
 *  scoreboard-beyond.country.unknown. */
export function countryDoors<Who extends Somebody>({ sheets }: CountryPorts): readonly AnyDoor<Who>[] {
  const view = viewsOf(sheets)
  return [
    door<Who, unknown, unknown, CountryPageView>({
      ...{ method: 'GET', path: '/scoreboard/:edition/countries/:country' },
      ...{ summary: 'scoreboard-beyond.country.summary', isOpen: true, view: countrySchema },
      run: (_, { params }) => view(params.edition ?? '', params.country ?? ''),
      page: (made, { t, who }) => countryPage(t, made, who?.country === made.country),
    }),
  ]
}

/** One view for all who ask while the figures stand. */
function viewsOf(sheets: Sheets) {
  const made = new WeakMap<Sheet, Map<string, CountryPageView>>()
  return async (edition: string, country: string): Promise<Result<CountryPageView>> => {
    const found = await sheets.of(edition)
    if (!found) return refuse('scoreboard.edition.unknown', { edition })
    const known = made.get(found.sheet) ?? new Map<string, CountryPageView>()
    made.set(found.sheet, known)
    const view = known.get(country) ?? countryView(found.figures, found.sheet, country)
    if (!view) return refuse('scoreboard-beyond.country.unknown', { code: country })
    known.set(country, view)
    return done(view)
  }
}
