// For tests: who does what in the small office in few words, on the functions of the doors and as pages.
import type { Result } from '../src/base/result.ts'
import type { Sql } from '../src/base/sql.ts'
import { act } from '../src/exchange/act.ts'
import { createExchange } from '../src/exchange/create.ts'
import { openExchange } from '../src/exchange/open.ts'
import { viewOf } from '../src/exchange/view.ts'
import type { ExchangeView } from '../src/exchange/view-schema.ts'
import type { Actor } from '../src/permission/model.ts'
import { officeApp } from './office-app.ts'
import { callOf, library, officials, smallPorts } from './small-office.ts'

const { zofia, carmen } = officials

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
export const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.refusal.code)
export const actionsIn = (view: ExchangeView): readonly string[] => view.actions.map(({ action }) => action)
export const nameIn = (view: ExchangeView) => view.form.find(({ id }) => id === 'family-name')

/** To Vigo, about Marisol Arrieta: three questions. */
export const request = {
  recipient: 'small-es',
  language: 'pl',
  fields: {
    profession: 'physiotherapist',
    background: 'Sprawa ES-123456.',
    'family-name': 'Arrieta',
    'given-names': 'Marisol',
  },
  asked: ['registered', 'register-entry', 'sanctions'],
  notes: { sanctions: 'Od 2019 r.' },
  askedDay: '2026-12-15',
}

type Numbered = { readonly number: string | null }
export type Play = ReturnType<typeof openPlay>

/** Zofia (Łódź) asks, Carmen (Vigo) answers. The clock stands until a test moves it. */
export function openPlay(sql: Sql) {
  const { ports, clock } = smallPorts(sql)
  const app = officeApp(library, ports)
  const tries = (
    who: Actor,
    view: ExchangeView,
    action: string,
    body: object = {},
    key: string | null = null,
  ) =>
    act(ports, callOf(library, who, { key }), {
      ...{ number: view.number, action },
      sent: { kind: 'json', value: { version: view.version, ...body } },
    })
  const does = async (who: Actor, view: ExchangeView, action: string, body: object = {}) =>
    value(await tries(who, view, action, body))
  const opens = (who: Actor, number: string) => openExchange(ports, callOf(library, who), number)
  const draftBy = async (who: Actor) =>
    value(await createExchange(ports, callOf(library, who), { procedure: 'pq-information-request' }))
  const sentBy = async (who: Actor, change: object = {}) =>
    does(who, await draftBy(who), 'send', { ...request, ...change })
  return {
    ...{ library, ports, clock, tries, does, opens, draftBy, sentBy },
    accepted: async (change: object = {}) => does(carmen, await sentBy(zofia, change), 'accept'),
    seen: async (who: Actor, { number }: Numbered): Promise<ExchangeView> =>
      viewOf(ports, callOf(library, who), value(await opens(who, number ?? ''))),
    page: (who: Actor, { number }: Numbered) => app.page(who, `/exchanges/${number}`),
  }
}
