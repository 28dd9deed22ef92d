// The doors of the catalogue, open to everybody: all procedures, and one.
import { type AnyDoor, door } from '../base/door.ts'
import { done, refuse } from '../base/result.ts'
import { cataloguePage, procedurePage } from './pages.ts'
import type { Catalogue } from './store.ts'
import { catalogueSchema, procedureView, procedureViewSchema, summaryOf } from './view.ts'

/** `GET /procedures`, `GET /procedures/:id`. Errors: procedure.unknown. */
export const procedureDoors = <Who>(catalogue: Catalogue): readonly AnyDoor<Who>[] => [
  door<Who, unknown, unknown, ReturnType<typeof catalogueSchema.parse>>({
    method: 'GET',
    path: '/procedures',
    summary: 'procedure.list.summary',
    view: catalogueSchema,
    run: async ({ t }) => done({ items: catalogue.all.map(one => summaryOf(t, one)) }),
    page: (view, call) => cataloguePage(call.t, view.items),
  }),
  door<Who, unknown, unknown, ReturnType<typeof procedureViewSchema.parse>>({
    method: 'GET',
    path: '/procedures/:id',
    summary: 'procedure.one.summary',
    view: procedureViewSchema,
    async run({ t }, { params }) {
      const procedure = catalogue.byId(params.id ?? '')
      return procedure
        ? done(procedureView(t, procedure))
        : refuse('procedure.unknown', { id: params.id ?? '' })
    },
    page: (view, call) => procedurePage(call.t, view),
  }),
]
