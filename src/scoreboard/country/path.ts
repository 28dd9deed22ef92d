// The address of a country's own page in an edition.
import { pathOf } from '../view.ts'

export const countryPath = (edition: string, country: string): string =>
  `${pathOf(edition)}/countries/${country}`
