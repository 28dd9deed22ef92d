// Whom an exchange may go to.
import type { Authority } from '../authority/model.ts'
import type { Problem } from '../base/result.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'

/** Only an authority that works may be asked. */
export const recipientProblem = (recipient: Authority | undefined): Problem | null =>
  recipient?.status === 'active' ? null : { path: 'recipient', code: 'exchange.recipient.inactive' }

/** Another authority of the recipient's country that is no party: the country goes on owing the answer. */
export async function otherHereProblem(
  ports: Pick<ExchangePorts, 'authorities'>,
  { request, authorities }: Pick<Opened, 'request' | 'authorities'>,
  id: string,
): Promise<Problem | null> {
  const next = (await ports.authorities([id])).get(id)
  const isOther = id !== request.recipient && id !== request.sender
  const isHere = next?.country === authorities.get(request.recipient ?? '')?.country
  return recipientProblem(next) ?? (isOther && isHere ? null : notHere)
}

const notHere: Problem = { path: 'recipient', code: 'exchange.recipient.forward' }
