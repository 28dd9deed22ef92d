// The doors of what stays inside an authority: who handles an exchange, its notes. The other side has none of it.
import type { z } from 'zod'
import { type AnyDoor, type Call, door, type SignedCall } from '../base/door.ts'
import { type Refusal, type Result, refuse } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { addNote, allocateTo, insideOf, release, takeOver } from './inside.ts'
import { hrefOf, type InsideAction, type InsideView, insideForms, insideViewSchema } from './inside-view.ts'
import { insidePage } from './page-inside.ts'
import type { ExchangePorts } from './ports.ts'

type Run<Body> = (
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  body: Body,
) => Promise<Result<true>>

/** `GET /exchanges/:number/inside` and the deeds below it. Errors: permission.sign-in, those of inside.ts. */
export const insideDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: '/exchanges/:number/inside',
    summary: 'exchange-people.inside.title',
    view: insideViewSchema,
    run: (call, { params }): Promise<Result<InsideView>> => read(ports, call, params.number ?? ''),
    page: (view, call) => insidePage(call, view),
  }),
  deed(ports, 'take-over', insideForms['take-over'], takeOver),
  deed(ports, 'release', insideForms.release, release),
  deed(ports, 'allocate', insideForms.allocate, allocateTo),
  deed(ports, 'add-note', insideForms['add-note'], addNote),
]

/** Each deed answers with what is inside then; a refused one shows the page again with what was typed. */
const deed = <Body>(
  ports: ExchangePorts,
  action: InsideAction,
  body: z.ZodType<Body>,
  run: Run<Body>,
): AnyDoor<Actor> =>
  door({
    ...{ method: 'POST', path: `/exchanges/:number/inside/${action}`, body, view: insideViewSchema },
    summary: `exchange-people.action.${action}`,
    async run(call, { params, body: given }): Promise<Result<InsideView>> {
      if (!call.who) return refuse('permission.sign-in')
      const number = params.number ?? ''
      const made = await run(ports, { ...call, who: call.who }, number, given)
      return made.ok ? read(ports, call, number) : made
    },
    // Who took a task over goes on with it.
    after: ({ number }) => (action === 'take-over' ? `/exchanges/${number}` : hrefOf(number)),
    async again(call, { params, sent }, refusal: Refusal) {
      const view = await read(ports, call, params.number ?? '')
      const typed = sent.value as Readonly<Record<string, unknown>>
      return view.ok ? insidePage(call, view.value, { typed, refusal }) : null
    },
  })

const read = (ports: ExchangePorts, call: Call<Actor>, number: string): Promise<Result<InsideView>> =>
  call.who
    ? insideOf(ports, { ...call, who: call.who }, number)
    : Promise.resolve(refuse('permission.sign-in'))
