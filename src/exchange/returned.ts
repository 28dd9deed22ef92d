// What was submitted for a coordinator's approval and came back: it is the draft again, with everything that was typed.
import type { AnsweredData, SentData } from './kinds/request-shape.ts'
import { isBeside } from './kinds/request-table.ts'
import type { LogEntry } from './model.ts'

const submittings: readonly string[] = ['submitted', 'answer-submitted']
const comings: readonly string[] = ['returned', 'taken-back', 'answer-returned', 'answer-taken-back']

/** The last submission of an authority, where it came back and nothing but talk followed. */
export function returnedIn(log: readonly LogEntry[], authority: string): LogEntry | null {
  const at = log.findLastIndex(({ event }) => submittings.includes(event))
  const entry = log[at]
  const after = log.slice(at + 1).filter(({ event }) => !isBeside(event))
  const isBack = after.length === 1 && comings.includes(after[0]?.event ?? '')
  return entry?.authority === authority && isBack ? entry : null
}

type Submitted = { readonly approver: string } & (SentData | AnsweredData)

/** As the form of the draft holds it. */
export function typedIn({ approver: _, ...data }: Submitted): Readonly<Record<string, unknown>> {
  if (!('asked' in data)) {
    const plain = Object.entries(data.answers).map(([id, { language: _, ...answer }]) => [id, answer])
    return { ...data, answers: Object.fromEntries(plain) }
  }
  const { asked, ...sent } = data
  return {
    ...sent,
    asked: asked.map(({ question }) => question),
    notes: Object.fromEntries(asked.flatMap(({ question, note }) => (note ? [[question, note]] : []))),
  }
}
