// The schema of each action of a procedure, made once: parsing and the interface document use the same.
import type { z } from 'zod'
import type { Procedure } from '../procedure/model.ts'
import { formOf, type Lists } from './kinds/request-forms.ts'
import type { ChildNow, Request, Round } from './kinds/request-shape.ts'
import { type Action, actions } from './kinds/request-table.ts'
import { answerable, splittable } from './kinds/split.ts'

type Form = z.ZodType<Record<string, unknown>>

const kept = new WeakMap<Lists, Map<string, Form>>()
/** Some 100 kB each. */
const keptMax = 200

export const isAction = (text: string): text is Action => (actions as readonly string[]).includes(text)

/** The last round with the questions that an action may name. */
function roundFor(action: Action, { rounds }: Request, children: readonly ChildNow[]): Round | null {
  const last = rounds.at(-1)
  if (!last) return null
  if (action !== 'split' && action !== 'answer-part') return last
  const ids = action === 'split' ? splittable(last, children) : answerable(last, children)
  return { ...last, asked: last.asked.filter(({ question }) => ids.includes(question)) }
}

/** What an action takes now: an answer depends on what was asked last and lies with no other authority. */
export function formFor(
  action: Action,
  procedure: Procedure,
  lists: Lists,
  { request, children = [] }: { readonly request: Request; readonly children?: readonly ChildNow[] },
): Form {
  const last = roundFor(action, request, children)
  const isAbout = action.startsWith('answer') || action === 'split'
  const asked = isAbout ? (last?.asked ?? []).map(one => one.question).join() : ''
  const known = kept.get(lists) ?? new Map<string, Form>()
  kept.set(lists, known)
  const key = `${procedure.id}|${procedure.version}|${action}|${asked}`
  const form = known.get(key) ?? formOf(action, procedure, lists, last)
  if (known.size >= keptMax) known.clear()
  known.set(key, form)
  return form
}
