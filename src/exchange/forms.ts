// The schema of each action of a procedure, made once: parsing and the interface document use the same.
import type { z } from 'zod'
import type { Procedure } from '../procedure/model.ts'
import { formOf, type Lists } from './kinds/request-forms.ts'
import type { Request, Round } from './kinds/request-shape.ts'
import { type Action, actions } from './kinds/request-table.ts'

type Form = z.ZodType<Record<string, unknown>>

const kept = new WeakMap<Lists, Map<string, Form>>()
/** Some 100 kB each. */
const keptMax = 200

export const isAction = (text: string): text is Action => (actions as readonly string[]).includes(text)

/** What an action takes now: an answer depends on what was asked last. */
export function formFor(action: Action, procedure: Procedure, lists: Lists, request: Request): Form {
  const last: Round | null = request.rounds.at(-1) ?? null
  const asked = action.startsWith('answer') ? (last?.asked ?? []).map(one => one.question).join() : ''
  const known = kept.get(lists) ?? new Map<string, Form>()
  kept.set(lists, known)
  const key = `${procedure.id}|${procedure.version}|${action}|${asked}`
  const form = known.get(key) ?? formOf(action, procedure, lists, last)
  if (known.size >= keptMax) known.clear()
  known.set(key, form)
  return form
}
