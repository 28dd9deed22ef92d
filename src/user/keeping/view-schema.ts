// What programs and pages get to see of the users of an authority. One schema: page and interface cannot differ.
import { z } from 'zod'
import { actionSchema, namedSchema } from '../../authority/keeping/view-schema.ts'
import { roles } from '../../permission/model.ts'
import { standings, states } from './model.ts'

export const rolesSchema = z.record(z.string(), z.array(z.enum(roles)).readonly()).readonly()

const memberSchema = z.object({
  user: z.string(),
  name: z.string(),
  mail: z.string(),
  language: z.string(),
  state: z.enum(states),
  /** By legal area; `*` holds for every area. Of one who was invited: what it will hold. */
  roles: rolesSchema,
  /** To be sent back with each step. */
  version: z.int(),
  /** When the open invitation ends. */
  expiresAt: z.string().nullable(),
})
export type MemberView = Readonly<z.infer<typeof memberSchema>>

const placeSchema = {
  authority: namedSchema.extend({ country: z.string() }),
  /** How the caller stands to the user, or to the users of the authority. */
  standing: z.enum(standings),
  actions: z.array(actionSchema),
}

export const usersSchema = z.object({
  ...placeSchema,
  items: z.array(memberSchema),
  next: z.string().nullable(),
})
export type UsersView = Readonly<z.infer<typeof usersSchema>>

const historySchema = z.object({
  version: z.int(),
  event: z.string(),
  at: z.string(),
  office: namedSchema,
  person: z.string().nullable(),
  from: rolesSchema,
  to: rolesSchema,
})

/** Legal areas in which this authority can give roles, and which. */
const givableSchema = z.array(
  z.object({ area: z.string(), roles: z.array(z.enum(roles)).readonly(), isMine: z.boolean() }),
)

export const userOneSchema = memberSchema.extend({
  ...placeSchema,
  history: z.array(historySchema),
  givable: givableSchema,
})
export type UserOneView = Readonly<z.infer<typeof userOneSchema>>

export const inviteSchema = z.object({ ...placeSchema, givable: givableSchema })
export type InviteView = Readonly<z.infer<typeof inviteSchema>>
