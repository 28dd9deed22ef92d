// Refusals are values: a code that is a text key, and the facts its sentence names. Exceptions are faults.

export type Fact = string | number | boolean
export type Facts = Readonly<Record<string, Fact>>

/** One faulty place in what was sent. `path` names the field with dots: `answers.registered.answer`. */
export type Problem = { readonly path: string; readonly code: string; readonly facts?: Facts }

/** `code` is a text key such as `exchange.conflict`; its last word decides the HTTP status (base/respond.ts). */
export type Refusal = {
  readonly code: string
  readonly facts: Facts
  readonly problems?: readonly Problem[]
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal }

export const done = <T>(value: T): Result<T> => ({ ok: true, value })

export const refuse = (code: string, facts: Facts = {}): Result<never> => ({
  ok: false,
  refusal: { code, facts },
})

/** Refuses with a list of faulty fields; the sentence of `code` introduces them. */
export const refuseFields = (code: string, problems: readonly Problem[]): Result<never> => ({
  ok: false,
  refusal: { code, facts: { count: problems.length }, problems },
})

/** Makes the compiler complain when a union gains a member that a switch does not know. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
