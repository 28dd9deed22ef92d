// The doors of exchanges: make one, read it, read it as the other side will, act in it.
import { z } from 'zod'
import { type AnyDoor, door, type SignedCall } from '../base/door.ts'
import { done, type Result } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { act } from './act.ts'
import { type ActionFormView, actionForm, actionFormSchema, onPage } from './action-form.ts'
import { again, withRecipient } from './again.ts'
import { attachmentDoors } from './attachment/routes.ts'
import { noteBlockDoors } from './block/note-routes.ts'
import { offerDoors } from './block/offer-routes.ts'
import { blockDoors } from './block/routes.ts'
import { coordinationDoors } from './coordination/routes.ts'
import { type CreateBody, createExchange, createSchema } from './create.ts'
import { deadlinePage } from './deadline-page.ts'
import { type DeadlineView, deadlineOf, deadlineQuery, deadlineSchema } from './deadline-view.ts'
import { dossierDoors } from './dossier-routes.ts'
import { worklistFileDoors } from './export-list.ts'
import { insideDoors } from './inside-routes.ts'
import { listDoors } from './list-routes.ts'
import { noteLook } from './look.ts'
import { type NewView, newExchange, newSchema } from './new.ts'
import { openExchange } from './open.ts'
import { actionPage } from './page-action.ts'
import { exchangePage } from './page-exchange.ts'
import { newPage } from './page-new.ts'
import { previewPage } from './page-preview.ts'
import { personDoors } from './person-routes.ts'
import type { ExchangePorts } from './ports.ts'
import { type PreviewView, previewOf, previewSchema } from './preview.ts'
import { proposalsAnchor } from './proposal/page-proposals.ts'
import { proposalDoors } from './proposal/routes.ts'
import { reportDoors } from './report/routes.ts'
import { savedDoors } from './saved-routes.ts'
import { signed } from './signed.ts'
import { viewOf } from './view.ts'
import { type ExchangeView, exchangeSchema } from './view-schema.ts'

/** All doors of the room. Errors of all: permission.sign-in. */
export const exchangeDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  ...listDoors(ports),
  ...worklistFileDoors(ports),
  ...savedDoors(ports),
  ...coordinationDoors(ports),
  ...personDoors(ports),
  ...dossierDoors(ports),
  newDoor(ports),
  createDoor(ports),
  readDoor(ports),
  previewDoor(ports),
  deadlineDoor(ports),
  ...proposalDoors(ports),
  ...insideDoors(ports),
  ...attachmentDoors(ports),
  ...reportDoors(ports),
  ...blockDoors(ports),
  ...offerDoors(ports),
  ...noteBlockDoors(ports),
  actionFormDoor(ports),
  actDoor(ports),
]

const newDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/new',
    summary: 'exchange.new.summary',
    query: z.object({
      recipient: z.string().max(300).optional(),
      dossier: z.string().max(20).optional(),
    }),
    view: newSchema,
    run: (call, { query }): Promise<Result<NewView>> => signed(call, one => newExchange(ports, one, query)),
    page: (view, call) => newPage(call, view),
  })

const createDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/exchanges',
    summary: 'exchange.create.summary',
    body: createSchema,
    view: exchangeSchema,
    status: 201,
    run: (call, { body }) => signed(call, one => createExchange(ports, one, body)),
    after: view => `/exchanges/${view.number}`,
    async again(call, { sent }, refusal) {
      const body = sent.value as Partial<CreateBody>
      const view = await signed(call, one => newExchange(ports, one, body))
      return view.ok ? newPage(call, view.value, refusal) : null
    },
  })

/** Led back from the search page, without script: the authority that was chosen there. */
const chosenSchema = z.object({ recipient: z.string().max(300).optional() })
type Chosen = z.infer<typeof chosenSchema>

const readDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number',
    summary: 'exchange.read.summary',
    query: chosenSchema,
    view: exchangeSchema,
    run: (call, { params, query }) => signed(call, one => read(ports, one, params.number ?? '', query)),
    page: (view, call) => exchangePage(ports, call, view),
  })

async function read(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  chosen: Chosen,
): Promise<Result<ExchangeView>> {
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const view = await viewOf(ports, call, await withRecipient(ports, opened.value, chosen))
  await noteLook(ports, call, opened.value, view)
  return done(view)
}

const previewDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number/preview',
    summary: 'exchange.preview.summary',
    query: z.object({ language: z.string().max(5).optional() }),
    view: previewSchema,
    run: (call, { params, query }): Promise<Result<PreviewView>> =>
      signed(call, one => previewOf(ports, one, params.number ?? '', query.language)),
    page: (view, call) => previewPage(ports, call, view),
  })

const deadlineDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number/deadline',
    summary: 'calendar.title',
    query: deadlineQuery,
    view: deadlineSchema,
    run: (call, { params, query }): Promise<Result<DeadlineView>> =>
      signed(call, one => deadlineOf(ports, one, params.number ?? '', query.plus)),
    page: (view, call) => deadlinePage(call, view),
  })

const actionFormDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number/actions/:action',
    summary: 'exchange.action-form.summary',
    query: chosenSchema,
    view: actionFormSchema,
    run: (call, { params, query }): Promise<Result<ActionFormView>> =>
      signed(call, one =>
        actionForm(ports, one, params.number ?? '', { action: params.action ?? '', ...query }),
      ),
    // What stands on the exchange's own page is done there.
    page: (view, call) =>
      onPage.has(view.action.action)
        ? exchangePage(ports, call, view.exchange)
        : actionPage(ports, call, view),
  })

const actDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/exchanges/:number/actions/:action',
    summary: 'exchange.act.summary',
    query: z.object({ go: z.enum(['preview', 'template', proposalsAnchor]).optional() }),
    view: exchangeSchema,
    run: (call, { params, sent }) =>
      signed(call, one =>
        act(ports, one, { number: params.number ?? '', action: params.action ?? '', sent }),
      ),
    after: ({ number }, { query: { go } }) => pageAfter(number, go),
    again: (call, input, refusal) => again(ports, call, input, refusal),
  })

function pageAfter(number: string, go: string | undefined): string {
  if (go === 'template') return `/reply-templates/new?exchange=${number}`
  if (go === proposalsAnchor) return `/exchanges/${number}#${proposalsAnchor}`
  return `/exchanges/${number}${go ? `/${go}` : ''}`
}
