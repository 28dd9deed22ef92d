// What programs and pages get to see of what stays inside an authority: handlers, history of allocation, notes.
import { z } from 'zod'
import { jsonSchemaOf } from '../base/form.ts'
import type { Texts } from '../base/text.ts'
import type { Actor } from '../permission/model.ts'
import { limits } from './kinds/request-forms.ts'
import { allocationOf, mayIn } from './right.ts'
import type { Inside, Stored } from './store/load.ts'
import { type ActionView, actionSchema, type InsideSummary, insideSchema } from './view-schema.ts'

const revision = z.int().min(0)

/** What can be done inside an authority, and what each deed takes. A form sends no box that is not ticked. */
export const insideForms = {
  'take-over': z.strictObject({ revision }),
  release: z.strictObject({ revision }),
  allocate: z.strictObject({ revision, handlers: z.array(z.string().max(300)).max(20).optional() }),
  'add-note': z.strictObject({ text: z.string().trim().min(1).max(limits.longMax) }),
} as const
export type InsideAction = keyof typeof insideForms

export const insideViewSchema = insideSchema.extend({
  number: z.string(),
  title: z.string(),
  /** Oldest first; `text` is null where it may not be read, `notesHidden` says why. */
  messages: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      by: z.string(),
      text: z.string().nullable(),
      lang: z.string().nullable(),
    }),
  ),
  notesHidden: z.string().nullable(),
  /** Oldest first. */
  history: z.array(
    z.object({
      event: z.enum(['allocated', 'taken-over', 'released']),
      label: z.string(),
      at: z.string(),
      by: z.string(),
      handlers: z.array(z.string()),
    }),
  ),
  /** To whom it can be allocated; empty for who may not allocate. */
  colleagues: z.array(z.object({ user: z.string(), name: z.string() })),
  actions: z.array(actionSchema),
})
export type InsideView = Readonly<z.infer<typeof insideViewSchema>>

/** Whose names the summary shows. */
export const peopleInside = ({ handlers }: Inside): readonly string[] =>
  handlers.flatMap(({ user, by, cover }) => (cover ? [user, by, cover] : [user, by]))

/** Who handles it, and what the reader may change about that. */
export function insideSummary(
  t: Texts,
  who: Actor,
  stored: Stored,
  people: ReadonlyMap<string, string>,
): InsideSummary {
  const { exchange, inside } = stored
  const nameOf = (user: string): string => people.get(user) ?? user
  return {
    allocation: allocationOf(inside.handlers, who.user),
    ...{ revision: inside.revision, notes: inside.notes, href: hrefOf(exchange) },
    handlers: inside.handlers.map(({ user, by, at, cover, coverUntil }) => ({
      ...{ user, name: nameOf(user), at, by: nameOf(by), coverUntil },
      cover: cover && nameOf(cover),
    })),
    actions: possible(who, stored).map(action => actionView(t, exchange, action)),
  }
}

export const hrefOf = (exchange: string): string => `/exchanges/${exchange}/inside`

function possible(who: Actor, stored: Stored): readonly InsideAction[] {
  const isOwn = stored.inside.handlers.some(one => one.user === who.user)
  const asked: readonly (readonly [InsideAction, boolean])[] = [
    ['take-over', !isOwn && mayIn(who, 'take', stored).ok],
    ['release', isOwn && mayIn(who, 'act', stored).ok],
    ['allocate', mayIn(who, 'allocate', stored).ok],
    ['add-note', stored.wrappedKey !== null && mayIn(who, 'act', stored).ok],
  ]
  return asked.filter(([, isPossible]) => isPossible).map(([action]) => action)
}

const actionView = (t: Texts, exchange: string, action: InsideAction): ActionView => ({
  action,
  method: 'POST',
  href: `${hrefOf(exchange)}/${action}`,
  label: t(`exchange-people.action.${action}`),
  schema: jsonSchemaOf(insideForms[action]) as Record<string, unknown>,
})
