// Places on the page of an exchange that have an address of their own: each event, message, question and answer.
import { type Html, html } from '../base/html.ts'
import { icon } from '../base/icon.ts'
import type { Texts } from '../base/text.ts'
import type { LogEntry } from './model.ts'

/** Ids on the page. Messages and events go by their version, questions and answers by round and name. */
export const anchors = {
  event: (version: number): string => `event-${version}`,
  message: (version: number): string => `message-${version}`,
  question: (round: number, question: string): string => `q-${round}-${question}`,
  answer: (round: number, question: string): string => `answer-${round}-${question}`,
}

export const hrefOf = (exchange: string, anchor: string): string => `/exchanges/${exchange}#${anchor}`

/** A link that can be copied, beside the thing itself; `what` names it for those who listen. */
export const permalink = (t: Texts, href: string, what: string): Html => {
  const label = t('exchange-dossier.link', { what })
  return html`<a class="permalink" href="${href}" title="${label}" aria-label="${label}">${icon('link')}</a>`
}

/** Which event brought each answer, by its anchor; a later one that brings it again counts. */
export function answerEntries(log: readonly LogEntry[]): ReadonlyMap<string, LogEntry> {
  const found = new Map<string, LogEntry>()
  let round = 0
  for (const entry of log) {
    if (entry.event === 'sent' || entry.event === 'further-asked') round += 1
    if (entry.event !== 'answered' && entry.event !== 'partly-answered') continue
    const { answers } = entry.data as { readonly answers: Readonly<Record<string, unknown>> }
    for (const question of Object.keys(answers)) found.set(anchors.answer(round, question), entry)
  }
  return found
}
