// Weaves into a schedule what happens beside its steps, as the habits of a country say: approvals, forwards, referrals.
import type { CoordinatorPart, Side } from '../permission/model.ts'
import type { Chance } from './chance.ts'
import type { DayNumber, Days } from './days.ts'
import { gapAfter, insertAfter, momentIn, type Told, type Woven } from './gaps.ts'
import type { Habits } from './habits.ts'
import { office, type Step } from './schedule.ts'
import type { Aim, Doer } from './tempo.ts'

/** What a story is to have whatever the habits say: so that the cast finds something of all. */
export type Wish = 'forward' | 'to-coordinator' | 'split' | 'message' | 'attach' | 'remind' | 'return'

export type Weaving = {
  readonly days: Days
  readonly aim: Aim
  readonly country: Readonly<Record<Side, string>>
  readonly habits: Readonly<Record<Side, Habits>>
  readonly wish: Wish | null
  /** Whether a coordinator approves what a side sends or answers. */
  readonly isApproved: Readonly<Record<Side, boolean>>
  /** Of a referral: whose opinion is still waited for; null: either's. */
  readonly waitsFor: CoordinatorPart | null
  /** Whether somebody else could have had it, and could take over questions. */
  readonly hasOthers: boolean
  /** The last day that may be asked for when it is sent on a day. */
  readonly latest: (sent: DayNumber) => DayNumber | null
}

/** The whole story in order, and who had the request one after another. */
export type Story = { readonly told: readonly Told[]; readonly chain: readonly Doer[] }

export function weave(given: Weaving, steps: readonly Step[], chance: Chance): Story {
  const approved = approvedAnswers(given, approvedSending(given, steps, chance), chance)
  const { told, chain } = forwarded(given, approved, chance)
  const further = [splitting, referring, reminding, talking('message'), talking('attach')]
  return { told: further.reduce((before, weaving) => weaving(given, before, chance), told), chain }
}

const acceptances: readonly Told['action'][] = ['accept', 'agree', 'insist']
const answers: readonly Told['action'][] = ['answer', 'submit-answer']

const isWanted = ({ wish }: Weaving, wanted: Wish, share: number, chance: Chance): boolean =>
  chance.isIn(share) || wish === wanted

/** It was drafted earlier, then submitted, perhaps returned once; it leaves when it would have left anyway. */
function approvedSending(given: Weaving, steps: readonly Step[], chance: Chance): readonly Told[] {
  const { days, country, habits, isApproved, latest } = given
  const [draft, leaving, ...rest] = steps
  if (!draft || !leaving || !isApproved.sender || leaving.due === null) return steps
  if (leaving.action !== 'send' && leaving.action !== 'submit') return steps
  const isReturned = isWanted(given, 'return', habits.sender.returned, chance)
  const earlier = (by: number, action: Told['action'], doer: Doer, due: DayNumber | null = null): Told => {
    const day = days.shift(country.sender, leaving.day, -by)
    const minute = office.opens + chance.next() * (office.closes - office.opens - 1)
    return { action, by: doer, day, atMs: days.at(country.sender, day, minute), due }
  }
  const isAimed = leaving.action === 'submit'
  if (isAimed && !isReturned) return steps
  const first = isReturned ? 3 : 1
  const submitted = days.shift(country.sender, leaving.day, -first)
  const last = latest(submitted)
  if (last !== null && leaving.due > last) return steps
  const submit = (by: number) => earlier(by, 'submit', 'sender', leaving.due)
  return [
    ...[{ ...earlier(first + 1, 'draft', 'sender') }, submit(first)],
    ...(isReturned ? [earlier(2, 'return', 'sender-coordinator')] : []),
    ...(isReturned && !isAimed ? [submit(1)] : []),
    isAimed ? leaving : { ...leaving, action: 'approve', by: 'sender-coordinator', due: null },
    ...rest,
  ]
}

/** Each answer that was submitted in time before it left. */
function approvedAnswers(given: Weaving, told: readonly Told[], chance: Chance): readonly Told[] {
  const { days, country, isApproved } = given
  if (!isApproved.recipient) return told
  return told.flatMap((step, at): readonly Told[] => {
    if (step.action !== 'answer') return [step]
    const gap = gapAfter(told, at - 1, days.nowMs)
    const moment = momentIn(days, country.recipient, gap, 0.4 + 0.5 * chance.next())
    if (!moment) return [step]
    return [
      { action: 'submit-answer', by: 'recipient', ...moment, due: null },
      { ...step, action: 'approve', by: 'recipient-coordinator' },
    ]
  })
}

/** Who got it first handed it on, now and then through a coordinator; or the coordinator has it still. */
function forwarded(given: Weaving, told: readonly Told[], chance: Chance): Story {
  const { days, aim, country, habits, hasOthers } = given
  const { recipient } = habits
  const left = told.findIndex(
    ({ action, by }) => action === 'send' || (action === 'approve' && by === 'sender-coordinator'),
  )
  const by = (doer: Doer, part: number, before: readonly Told[], at: number) =>
    insertAfter(before, at, part, { days, country: country.recipient, action: 'forward', by: doer })
  if (given.wish === 'to-coordinator' && aim.state === 'sent') {
    const after = by('recipient', 0.4, told, left)
    return { told: after, chain: after === told ? ['recipient'] : ['recipient', 'through'] }
  }
  const isForwarded = isWanted(given, 'forward', recipient.forwarded, chance)
  const isThrough = chance.isIn(recipient.throughCoordinator)
  const alone: Story = { told, chain: ['recipient'] }
  if (left < 0 || !isForwarded || !hasOthers) return alone
  const once = by('first', isThrough ? 0.3 : 0.5, told, left)
  if (once === told) return alone
  const twice = isThrough ? by('through', 0.4, once, left + 1) : once
  if (twice !== once) return { told: twice, chain: ['first', 'through', 'recipient'] }
  return { told: once, chain: ['first', 'recipient'] }
}

/** Some of the questions go to another authority before the answer is due. */
function splitting(given: Weaving, told: readonly Told[], chance: Chance): readonly Told[] {
  const { days, country, habits, hasOthers } = given
  const at = told.findIndex(({ action }) => acceptances.includes(action))
  const next = told[at + 1]?.action
  if (!isWanted(given, 'split', habits.recipient.split, chance) || !hasOthers || at < 0) return told
  if (next !== undefined && !answers.includes(next)) return told
  return insertAfter(told, at, 0.1, { days, country: country.recipient, action: 'split', by: 'recipient' })
}

/** The sender turns to the coordinators before it closes; of a referral that is left so, one may have spoken. */
function referring(given: Weaving, told: readonly Told[], chance: Chance): readonly Told[] {
  const { days, country, habits } = given
  const opinion = (by: CoordinatorPart, part: number, before: readonly Told[], at: number) =>
    insertAfter(before, at, part, {
      ...{ days, country: by === 'sender-coordinator' ? country.sender : country.recipient },
      ...{ action: 'opinion', by },
    })
  const isWoven = chance.isIn(habits.sender.referred)
  if (told.at(-1)?.action === 'refer') {
    const by = given.waitsFor === 'recipient-coordinator' ? 'sender-coordinator' : 'recipient-coordinator'
    return chance.isIn(0.5) ? opinion(by, 0.5, told, told.length - 1) : told
  }
  const at = told.findLastIndex(
    ({ action, by }) => action === 'answer' || (action === 'approve' && by === 'recipient-coordinator'),
  )
  if (!isWoven || at < 0 || told[at + 1]?.action !== 'close') return told
  const refer = { days, country: country.sender, action: 'refer', by: 'sender' } as const
  const referred = insertAfter(told, at, 0.25, refer)
  if (referred === told) return told
  const once = opinion('recipient-coordinator', 0.4, referred, at + 1)
  return once === referred ? referred : opinion('sender-coordinator', 0.5, once, at + 2)
}

/** Its coordinator reminds who is late, or lets a request lie. */
function reminding(given: Weaving, told: readonly Told[], chance: Chance): readonly Told[] {
  const { days, aim, country, habits } = given
  const last = told.at(-1)
  const isLate = aim.due === 'late' && aim.state === 'accepted'
  const lies = aim.state === 'sent' && last !== undefined && days.nowMs - last.atMs > 10 * 86_400_000
  if (!isWanted(given, 'remind', habits.recipient.reminded, chance) || !(isLate || lies)) return told
  const at = told.length - 1
  const remind = { days, country: country.recipient, action: 'remind', by: 'recipient-coordinator' } as const
  return insertAfter(told, at, 0.96, remind)
}

/** Words or a file between the two, once the recipient took it on. */
const talking =
  (action: Extract<Woven, 'message' | 'attach'>) =>
  (given: Weaving, told: readonly Told[], chance: Chance): readonly Told[] => {
    const { days, aim, country, habits } = given
    const side: Side = chance.isIn(0.5) ? 'sender' : 'recipient'
    const share = action === 'message' ? habits[side].message : habits[side].attachment
    const isTold = isWanted(given, action, share, chance)
    const from = told.findIndex(step => acceptances.includes(step.action))
    const isOver = aim.state === 'closed' || aim.state === 'withdrawn'
    const last = told.length - (isOver ? 2 : 1)
    if (!isTold || from < 0 || last < from) return told
    const at = chance.between(from, last)
    return insertAfter(told, at, chance.next(), { days, country: country[side], action, by: side })
  }
