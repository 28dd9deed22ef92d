// The door to other rules: from counts that are remembered, so that an answer costs three small statements. Public.
import { type AnyDoor, door } from '../../base/door.ts'
import { done, refuse } from '../../base/result.ts'
import type { Sheets } from '../country/sheets.ts'
import { whatIfPage } from './pages.ts'
import {
  rulesFrom,
  type WhatIfTyped,
  type WhatIfView,
  whatIfQuery,
  whatIfSchema,
  whatIfView,
} from './view.ts'

export type WhatIfPorts = { readonly sheets: Sheets }

/** `GET /scoreboard/{edition}/what-if`. Errors: scoreboard.edition.unknown, base.fields.invalid. */
export const whatIfDoors = <Who>({ sheets }: WhatIfPorts): readonly AnyDoor<Who>[] => [
  door<Who, WhatIfTyped, unknown, WhatIfView>({
    ...{ method: 'GET', path: '/scoreboard/:edition/what-if', summary: 'scoreboard-beyond.what-if.title' },
    ...{ isOpen: true, query: whatIfQuery, view: whatIfSchema },
    async run(_, { params, query }) {
      const edition = params.edition ?? ''
      const found = await sheets.of(edition)
      if (!found) return refuse('scoreboard.edition.unknown', { edition })
      const rules = rulesFrom(found.figures.edition, query)
      return rules.ok ? done(whatIfView(found.figures, found.sheet, rules.value)) : rules
    },
    page: (view, { t }) => whatIfPage(t, view),
  }),
]
