// Splitting a request: which questions lie with whom, and what an open child holds up. Pure.
import { done, type Result, refuse } from '../../base/result.ts'
import type { Child, ChildNow, Command, Request, RequestEvent, Round, Standing } from './request-shape.ts'

/** How far an exchange is for who gave it its questions; `state` as it is stored. */
export function childStanding(state: string, hasAnswer: boolean): Standing {
  if (state === 'refused' || state === 'withdrawn') return 'returned'
  if (state === 'closed') return hasAnswer ? 'answered' : 'returned'
  return state === 'answered' ? 'answered' : 'open'
}

const standingIn = (children: readonly ChildNow[], { exchange }: Child): Standing =>
  children.find(one => one.exchange === exchange)?.standing ?? 'open'

/** Children that hold their questions: one that was refused or withdrawn gave them back. */
export const holding = (round: Round, children: readonly ChildNow[]): readonly Child[] =>
  round.children.filter(child => standingIn(children, child) !== 'returned')

const isOpenIn = (children: readonly ChildNow[]) => (child: Child) => standingIn(children, child) === 'open'

/** Questions of a round that lie with no child: what was asked is always these and those of the children. */
export function ownQuestions(round: Round, children: readonly ChildNow[]): readonly string[] {
  const given = new Set(holding(round, children).flatMap(({ questions }) => questions))
  return round.asked.map(({ question }) => question).filter(id => !given.has(id))
}

/** Questions that may be given to another authority: own ones without an answer. */
export const splittable = (round: Round, children: readonly ChildNow[]): readonly string[] =>
  ownQuestions(round, children).filter(id => !round.answers?.[id])

/** Questions that may be answered in part: all but those which an open child still owes. */
export function answerable(round: Round, children: readonly ChildNow[]): readonly string[] {
  const owed = new Set(round.children.filter(isOpenIn(children)).flatMap(({ questions }) => questions))
  return round.asked.map(({ question }) => question).filter(id => !owed.has(id))
}

/** Errors: exchange.split-open.invalid, which names the children that owe their answer. */
export function openChildren(request: Request, children: readonly ChildNow[] = []): Result<true> {
  const open = (request.rounds.at(-1)?.children ?? []).filter(isOpenIn(children))
  if (open.length === 0) return done(true)
  return refuse('exchange.split-open.invalid', {
    numbers: open.map(({ exchange }) => exchange).join(', '),
  })
}

type Splitting = Command & { readonly action: 'split' }

/** Errors: exchange.questions.invalid, exchange.split-elsewhere.invalid, exchange.day-past.invalid,
 *  exchange.day-late.invalid (after the parent's own day; when that has passed, after today). */
export function decideSplit(
  request: Request,
  { action: _, today, children = [], ...data }: Splitting,
): Result<readonly RequestEvent[]> {
  const round = request.rounds.at(-1)
  if (!round || data.questions.length === 0) return refuse('exchange.questions.invalid')
  const free = splittable(round, children)
  if (data.questions.some(id => !free.includes(id))) return refuse('exchange.split-elsewhere.invalid')
  const day = data.childDay
  const latestDay = childDayOf(request, today)
  if (day < today) return refuse('exchange.day-past.invalid', { day })
  if (day > latestDay) return refuse('exchange.day-late.invalid', { day, latestDay })
  return done([{ event: 'split', data }])
}

/** The latest day, and the usual one, for which a child is asked: the parent's own, unless that has passed. */
export function childDayOf(
  { answerByDay, askedDay }: Pick<Request, 'answerByDay' | 'askedDay'>,
  today: string,
): string {
  const day = answerByDay ?? askedDay ?? today
  return day < today ? today : day
}
