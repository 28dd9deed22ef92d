// The cast: the officials by name whom the demo shows at sign-in and of whom tests and guides tell.
import { z } from 'zod'
import { roles } from '../permission/model.ts'
import castData from './cast.json' with { type: 'json' }

const memberSchema = z.strictObject({
  /** What tests call the person. */
  short: z.string(),
  user: z.string(),
  name: z.string(),
  lang: z.string(),
  castOrder: z.int().min(1),
  /** Also speaks for the demo's operator. */
  isOperator: z.literal(true).optional(),
  /** The first is the one that the person is known for. */
  roles: z.array(z.strictObject({ authority: z.string(), role: z.enum(roles) })).min(1),
})

const castSchema = z.strictObject({ about: z.string(), cast: z.array(memberSchema) })

export type Member = Readonly<z.infer<typeof memberSchema>>

/** In the order of the sign-in page. */
export const cast: readonly Member[] = castSchema.parse(castData).cast

/** By the ids that the directory gives: coordinators send no requests in the invented histories. */
export const isCoordinator = (authority: string): boolean => /-(national|area)-coordinator\b/.test(authority)

/** Authorities for which somebody of the cast handles requests, each once, in the order of the cast. */
export const castAuthorities: readonly string[] = [
  ...new Set(
    cast.flatMap(({ roles: held }) =>
      held.flatMap(({ authority, role }) =>
        role === 'request-handler' && !isCoordinator(authority) ? [authority] : [],
      ),
    ),
  ),
]

/** Coordinators at which somebody of the cast works. */
export const castCoordinators: readonly string[] = [
  ...new Set(cast.flatMap(({ roles: held }) => held.map(one => one.authority).filter(isCoordinator))),
]
