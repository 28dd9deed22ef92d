// Places on the page of an exchange that have an address of their own: each event, message, question and answer.
import { type Html, html } from '../base/html.ts'
import { linkMark } from '../base/icon.ts'
import type { Texts } from '../base/text.ts'
import { type LogEntry, sendings } from './model.ts'

/** Ids on the page. Messages and events go by their version, questions and answers by round and name. */
export const anchors = {
  event: (version: number): string => `event-${version}`,
  message: (version: number): string => `message-${version}`,
  question: (round: number, question: string): string => `q-${round}-${question}`,
  answer: (round: number, question: string): string => `answer-${round}-${question}`,
}

export const hrefOf = (exchange: string, anchor: string): string => `/exchanges/${exchange}#${anchor}`

/**
 * A link that can be copied, beside the thing itself; `what` names it, for those who listen too. Long pages have five
 * hundred of them: what each says more than once is a tenth of the page.
 */
export const permalink = (t: Texts, href: string, what: string): Html =>
  html`<a class="permalink" href="${href}" title="${t('exchange-dossier.link', { what })}">${linkMark}</a>`

/** Questions whose answers an event brought; with its approval an answer reaches the sender. */
function answeredBy({ event, data }: LogEntry): readonly string[] {
  if (event === 'answer-approved') return (data as { readonly questions: readonly string[] }).questions
  if (!['answered', 'partly-answered', 'answer-submitted'].includes(event)) return []
  return Object.keys((data as { readonly answers: Readonly<Record<string, unknown>> }).answers)
}

/** Which event brought each answer, by its anchor; a later one that brings it again counts. */
export function answerEntries(log: readonly LogEntry[]): ReadonlyMap<string, LogEntry> {
  const found = new Map<string, LogEntry>()
  let round = 0
  for (const entry of log) {
    if (sendings.includes(entry.event) || entry.event === 'further-asked') round += 1
    for (const question of answeredBy(entry)) found.set(anchors.answer(round, question), entry)
  }
  return found
}
