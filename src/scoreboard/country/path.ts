// The addresses of what lies beyond an edition: a country's own page, any period, other rules.
import type { Edition } from '../edition.ts'
import { pathOf } from '../view.ts'

export const countryPath = (edition: string, country: string): string =>
  `${pathOf(edition)}/countries/${country}`

/** Of the first to the last month of a period. */
export const explorePath = ({ from, to }: Edition['period'], more: Record<string, string> = {}): string =>
  `/scoreboard/explore?${new URLSearchParams({ from: from.slice(0, 7), to: to.slice(0, 7), ...more }).toString()}`

export const whatIfPath = (edition: string): string => `${pathOf(edition)}/what-if`
