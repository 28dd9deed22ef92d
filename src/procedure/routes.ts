// The doors of the catalogue, open to everybody: all procedures, and one.
import type { z } from 'zod'
import { type AnyDoor, door } from '../base/door.ts'
import { done, refuse } from '../base/result.ts'
import { cataloguePage, procedurePage } from './pages.ts'
import type { Catalogue } from './store.ts'
import { catalogueSchema, type ListOf, procedureView, procedureViewSchema, summaryOf } from './view.ts'

/** `GET /procedures`, `GET /procedures/:id`. Errors: procedure.unknown. */
export const procedureDoors = <Who>(catalogue: Catalogue, listOf: ListOf): readonly AnyDoor<Who>[] => [
  door<Who, unknown, unknown, z.infer<typeof catalogueSchema>>({
    method: 'GET',
    path: '/procedures',
    summary: 'procedure.list.summary',
    isOpen: true,
    view: catalogueSchema,
    run: async ({ t }) => done({ items: catalogue.all.map(one => summaryOf(t, one)) }),
    page: (view, call) => cataloguePage(call.t, view.items),
  }),
  door<Who, unknown, unknown, z.infer<typeof procedureViewSchema>>({
    method: 'GET',
    path: '/procedures/:id',
    summary: 'procedure.one.summary',
    isOpen: true,
    view: procedureViewSchema,
    async run({ t }, { params }) {
      const id = params.id ?? ''
      const procedure = catalogue.byId(id)
      return procedure ? done(procedureView(t, procedure, listOf)) : refuse('procedure.unknown', { id })
    },
    page: (view, call) => procedurePage(call.t, view),
  }),
]
