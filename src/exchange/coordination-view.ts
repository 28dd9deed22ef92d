// What one reader sees of coordinators: who has to approve, and what was said about answers that did not satisfy.
import type { Texts } from '../base/text.ts'
import type { OpinionData } from './kinds/request-shape.ts'
import type { Opened } from './open.ts'
import type { TextOf } from './value.ts'
import type { ExchangeView } from './view-schema.ts'

/** The coordinator that has to approve what this part can send now, or what waits. */
export function approverOf({ request, stored }: Opened): string | null {
  const { part, approvers } = stored
  switch (request.state) {
    case 'draft':
      return (part === 'sender' && approvers.send) || null
    case 'awaiting-approval':
      return request.coordinators.sender
    case 'accepted':
    case 'further-requested':
      return (part === 'recipient' && approvers.answer) || null
    case 'answer-awaiting-approval':
      return request.coordinators.recipient
    default:
      return null
  }
}

/** The latest referral: why the sender was not satisfied, and each opinion. */
export function referralOf(
  t: Texts,
  textOf: TextOf,
  { log, authorities, reasons }: Opened,
): ExchangeView['referral'] {
  const at = log.findLastIndex(({ event }) => event === 'referred')
  const begun = log[at]
  if (!begun) return null
  const textAt = (entry: typeof begun) => {
    const reason = reasons.get(entry.version)
    return reason ? textOf(reason.text, reason.lang) : null
  }
  const given = log.slice(at).filter(({ event }) => event === 'opinion-given')
  return {
    reason: textAt(begun),
    opinions: given.map(entry => {
      const { verdict } = entry.data as OpinionData
      const country = authorities.get(entry.authority)?.country ?? ''
      return {
        ...{ authority: entry.authority, country, at: entry.at, verdict },
        ...{ label: t(`exchange.verdict.${verdict}`), text: textAt(entry) },
      }
    }),
  }
}
