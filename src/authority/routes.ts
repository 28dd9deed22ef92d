// The doors of the directory: search, and one authority.
import { type AnyDoor, door } from '../base/door.ts'
import { done, refuse } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { authorityPage } from './pages.ts'
import { type SearchPorts, searchDoor } from './search-routes.ts'
import type { Suggest } from './suggest.ts'
import { suggestDoor } from './suggest-routes.ts'
import { authoritySchema, viewOf } from './view.ts'

export type AuthorityPorts = SearchPorts & { readonly suggest: Suggest }

/** The doors, for officials only. Errors: permission.sign-in, authority.unknown, base.fields.invalid. */
export const authorityDoors = (ports: AuthorityPorts): readonly AnyDoor<Actor>[] => [
  searchDoor(ports),
  suggestDoor(ports.suggest),
  authorityDoor(ports),
]

const authorityDoor = ({ store }: AuthorityPorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/authorities/:id',
    summary: 'authority.one.summary',
    view: authoritySchema,
    async run({ who, t }, { params }) {
      if (!who) return refuse('permission.sign-in')
      const id = params.id ?? ''
      const authority = (await store.byIds([id])).get(id)
      return authority ? done(viewOf(authority, t.lang)) : refuse('authority.unknown', { id })
    },
    page: (view, call) => authorityPage(call.t, view),
  })
