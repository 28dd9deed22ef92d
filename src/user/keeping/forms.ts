// What each step in the keeping of users takes: one schema for pages, programs and the interface document.
import { z } from 'zod'
import { roles } from '../../permission/model.ts'
import type { Roles, Standing, Step } from './model.ts'
import type { PeoplePorts } from './ports.ts'

type Choices = PeoplePorts['choices']

const oneOf = (values: readonly string[]) => z.enum(values as [string, ...string[]])
const version = z.int().min(0)

/** By legal area, `*` for all of them. */
const rolesSchema = ({ areas }: Choices) => z.partialRecord(oneOf(['*', ...areas]), z.array(z.enum(roles)))

const personOf = ({ languages }: Choices) => ({
  name: z.string().trim().min(1).max(200),
  mail: z.email().max(300),
  language: oneOf(languages),
})

/** A coordinator names administrators and nobody else. */
export const inviteForm = (standing: Standing, choices: Choices) =>
  standing === 'coordinator'
    ? z.strictObject(personOf(choices))
    : z.strictObject({ ...personOf(choices), roles: rolesSchema(choices) })
export type InviteBody = {
  readonly name: string
  readonly mail: string
  readonly language: string
  readonly roles?: Roles
}

/** Roles are those that the user shall hold; areas that are left out hold none. */
export const formFor = (step: Step, choices: Choices) =>
  step === 'change' ? z.strictObject({ version, roles: rolesSchema(choices) }) : z.strictObject({ version })
export type StepBody = { readonly version: number; readonly roles?: Roles }
