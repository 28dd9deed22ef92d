// Appends a decided event with all that belongs to it: in one statement, or in one transaction where it is more.
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { companionsOf } from './companions.ts'
import type { RequestEvent } from './kinds/request-shape.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { stepOf } from './step.ts'
import type { Append } from './store/append.ts'
import type { Stored } from './store/load.ts'

/** Errors: exchange.conflict. */
export async function appended(
  ports: ExchangePorts,
  { who }: SignedCall<Actor>,
  opened: Opened,
  event: RequestEvent,
  given: Pick<Append, 'command' | 'revision'>,
): Promise<Result<Stored>> {
  const at = ports.clock()
  const step = await stepOf(ports, opened.stored, event, { ...given, at, who, reader: who })
  const companions = await companionsOf(ports, opened, { ...given, at, who, event })
  const { append: first } = step
  const isFirst = companions
    ? await ports.store.appendTogether({
        ...{ first, made: companions.made, movedDraft: null },
        further: companions.further.map(({ append }) => append),
      })
    : await ports.store.append(first)
  return isFirst ? done(step.after) : refuse('exchange.conflict')
}
