// The rounds of a request: each asking with what came back, and where its questions lie.
import type { AnsweredData, Asked, Given, RequestEvent, Round, Value } from './request-shape.ts'

const asking = (
  data: { language: string; asked: readonly Asked[]; reason?: Value | undefined },
  at: string,
): Round => ({
  language: data.language,
  asked: data.asked,
  reason: data.reason ?? null,
  askedAt: at,
  answers: null,
  answeredAt: null,
  children: [],
})

const withLast = (rounds: readonly Round[], change: (last: Round) => Partial<Round>): readonly Round[] =>
  rounds.map((round, i) => (i === rounds.length - 1 ? { ...round, ...change(round) } : round))

const givenIn = ({ language, answers }: AnsweredData): Readonly<Record<string, Given>> =>
  Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [id, { ...answer, language: answer.language ?? language }]),
  )

/** The rounds after one more event; most events leave them as they are. */
export function roundsAfter(
  rounds: readonly Round[],
  { event, data, at }: RequestEvent & { readonly at: string },
): readonly Round[] {
  switch (event) {
    case 'sent':
      return [asking(data, at)]
    case 'further-asked':
      return [...rounds, asking(data, at)]
    case 'answered':
      return withLast(rounds, () => ({ answers: givenIn(data), answeredAt: at }))
    case 'partly-answered':
      return withLast(rounds, last => ({ answers: { ...last.answers, ...givenIn(data) } }))
    case 'split': {
      const { exchange, recipient, questions } = data
      const child = { exchange, recipient, questions }
      return withLast(rounds, last => ({ children: [...last.children, child] }))
    }
    case 'forwarded':
      // Whoever takes over owes the whole: what the children of the former recipient answered is theirs.
      return withLast(rounds, () => ({ children: [] }))
    default:
      return rounds
  }
}
