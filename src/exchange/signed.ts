// Hands a call on where its caller is known.
import type { Call, SignedCall } from '../base/door.ts'
import { type Result, refuse } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'

/** Errors: permission.sign-in. */
export const signed = <T>(
  call: Call<Actor>,
  run: (call: SignedCall<Actor>) => Promise<Result<T>>,
): Promise<Result<T>> =>
  call.who ? run({ ...call, who: call.who }) : Promise.resolve(refuse('permission.sign-in'))
