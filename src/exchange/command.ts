// The operator's commands over many exchanges: `hand-over` gives those of an authority to another, `index-persons`
// lets exchanges from before be found by the person, `learn-forwards` learns again where requests went in the end. All
// may be stopped and called again: what is done stays done.
import { type Answer, WrongUse } from '../base/command.ts'
import { messageOf } from '../base/fault.ts'
import type { Progress } from '../base/progress.ts'
import { type HandOverPorts, handOver } from './hand-over.ts'
import { type BackfillPorts, indexPersons } from './person-backfill.ts'
import type { Learner } from './proposal/follow.ts'

export const handOverUsage = 'hand-over --from A --to B'

type Asked = { readonly from?: string | undefined; readonly to?: string | undefined }

/** Runs `hand-over`. Throws WrongUse. */
export async function runHandOver(ports: HandOverPorts, { from, to }: Asked, say: Progress): Promise<Answer> {
  if (!from || !to) throw new WrongUse('hand-over needs --from and --to')
  const result = await handOver(ports, { from, to }, count => say(`${count} exchanges handed over`))
  if (!result.ok) {
    const message = refusedWords[result.refusal.code] ?? result.refusal.code
    return { json: { ...result.refusal, message }, text: message, exit: 1 }
  }
  const { handedOver, left } = result.value
  const stay =
    left.length > 0
      ? [`${left.length} stay: ${to} is the other side there, so that it has to end them: ${left.join(', ')}`]
      : []
  const text = [`${handedOver} exchanges of ${from} are now those of ${to}.`, ...stay].join('\n')
  return { json: { handedOver, left }, text, exit: left.length > 0 ? 1 : 0 }
}

const refusedWords: Readonly<Record<string, string>> = {
  'exchange.recipient.inactive': 'One of the two is not in the directory, or the new one does not work.',
  'exchange.recipient.forward': 'The new authority must be another one of the same country.',
}

export const indexPersonsUsage = 'index-persons'

/** Runs `index-persons`. Exit 1 where some could not be worked on. */
export async function runIndexPersons(ports: BackfillPorts, say: Progress): Promise<Answer> {
  const { indexed, failed } = await indexPersons(ports, {
    tell: count => say(`${count} exchanges indexed`),
    onFault: (exchange, error) => say(`${exchange}: ${messageOf(error)}`),
  })
  const rest = failed.length > 0 ? [`${failed.length} could not be worked on: ${failed.join(', ')}`] : []
  const text = [`${indexed} exchanges are now found by the person concerned.`, ...rest].join('\n')
  return { json: { indexed, failed }, text, exit: failed.length > 0 ? 1 : 0 }
}

export const learnForwardsUsage = 'learn-forwards'

/** Runs `learn-forwards`: 0 changed says that what followed the log had missed nothing. */
export async function runLearnForwards(learner: Pick<Learner, 'rebuild'>, say: Progress): Promise<Answer> {
  const learnt = await learner.rebuild(routes => say(`${routes} routes`))
  return { json: learnt, text: `routes: ${learnt.routes}; others than before: ${learnt.changed}`, exit: 0 }
}
