// The doors of the search by the person concerned. What is typed is sent as a form: it stands in no address and no log.
import { z } from 'zod'
import { type AnyDoor, door } from '../base/door.ts'
import { type Result, refuse } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { personPage } from './page-person.ts'
import { type PersonListView, personListSchema, searchAlike, searchByPerson } from './person-search.ts'
import type { ExchangePorts } from './ports.ts'

const cursor = z.string().max(200).optional()
const path = '/exchanges/search'

/** `GET /exchanges/search`, `POST /exchanges/search`. Errors: permission.sign-in, permission.read-personal,
 *  base.fields.invalid, exchange.unknown. */
export const personDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path,
    summary: 'exchange-dossier.person.same-link',
    query: z.object({ sameAs: z.string().max(20).optional(), cursor }),
    view: personListSchema,
    async run(call, { query }): Promise<Result<PersonListView>> {
      return call.who ? searchAlike(ports, { ...call, who: call.who }, query) : refuse('permission.sign-in')
    },
    page: (view, call) => personPage(call, view),
  }),
  door({
    method: 'POST',
    path,
    summary: 'exchange-dossier.person.title',
    body: z.strictObject({ person: z.string().trim().min(1).max(200), cursor }),
    view: personListSchema,
    async run(call, { body }): Promise<Result<PersonListView>> {
      return call.who ? searchByPerson(ports, { ...call, who: call.who }, body) : refuse('permission.sign-in')
    },
    page: (view, call) => personPage(call, view),
    async again(call, { sent }, refusal) {
      const { person } = sent.value as { readonly person?: unknown }
      const typed = typeof person === 'string' ? person : ''
      return personPage(call, { items: [], next: null, person: typed, sameAs: null }, refusal)
    },
  }),
]
