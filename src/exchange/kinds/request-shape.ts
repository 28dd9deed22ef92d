// The shapes of a request: what it holds, what may be sent along with an action, what its log tells.
import type { CoordinatorPart, Side } from '../../permission/model.ts'
import type { Sealed } from '../model.ts'

export type State =
  | 'draft'
  | 'awaiting-approval'
  | 'sent'
  | 'date-proposed'
  | 'accepted'
  | 'answer-awaiting-approval'
  | 'answered'
  | 'further-requested'
  | 'referred'
  | 'refused'
  | 'withdrawn'
  | 'closed'

/**
 * A question as it was asked, with an explanation in the asker's language where one was given. Notes, reasons and
 * messages may hold anything about a person: the log holds them sealed.
 */
export type Asked = { readonly question: string; readonly note?: Value | undefined }
export type Value =
  | string
  | number
  | readonly string[]
  | { readonly from: string; readonly to: string }
  | Sealed
export type Answer = {
  readonly answer: string
  readonly details?: Readonly<Record<string, Value>> | undefined
  /** Of the one who wrote it; in an event only where it is not the language of the event. */
  readonly language?: string | undefined
}
/** An answer of the request itself: parts may come from several authorities. */
export type Given = Answer & { readonly language: string }
export type Rating = { readonly timeliness?: number | undefined; readonly efforts?: number | undefined }

/** Questions that the recipient gave to another authority of its country: an exchange of their own. */
export type Child = {
  readonly exchange: string
  /** The one that was asked; a child that was forwarded has another one now. */
  readonly recipient: string
  readonly questions: readonly string[]
}
/** How far a child is. `returned`: it was refused or withdrawn, its questions are back with the parent. */
export type Standing = 'open' | 'answered' | 'returned'
export type ChildNow = {
  readonly exchange: string
  readonly standing: Standing
  /** What came back, where it is known. */
  readonly answers?: Readonly<Record<string, Given>> | undefined
}
/** What is known of the children where a rule depends on them; one that is not named counts as open. */
type Knowing = { readonly children?: readonly ChildNow[] | undefined }

/**
 * One asking and what came back: the first round is the request, each further question adds one. Answers may come in
 * parts: `answeredAt` is null until all are there.
 */
export type Round = {
  readonly language: string
  readonly asked: readonly Asked[]
  readonly reason: Value | null
  readonly askedAt: string
  readonly answers: Readonly<Record<string, Given>> | null
  readonly answeredAt: string | null
  readonly children: readonly Child[]
}

/** Which authority coordinates for which side: it approves, or gives an opinion. Null: none was needed yet. */
export type Coordinators = Readonly<Record<Side, string | null>>

export const verdicts = ['answer-suffices', 'answer-again'] as const
export type Verdict = (typeof verdicts)[number]

/** The sender was not satisfied: what the coordinators said so far about the answers of which round. */
export type Referral = {
  readonly round: number
  /** How many opinions are waited for: one where both sides have the same coordinator. */
  readonly wanted: number
  readonly opinions: readonly { readonly by: CoordinatorPart; readonly verdict: Verdict }[]
}
export type Parent = { readonly exchange: string; readonly sender: string }

export type Request = {
  readonly state: State
  readonly version: number
  readonly procedure: string
  readonly sender: string
  readonly recipient: string | null
  /** Of a child: the exchange that was split, and who asks in it. */
  readonly parent: Parent | null
  readonly fields: Readonly<Record<string, Value>>
  readonly isUrgent: boolean
  readonly urgentReason: Value | null
  /** Proposed by the sender. Unit: day in the recipient's calendar. */
  readonly askedDay: string | null
  /** Proposed by the recipient instead. */
  readonly proposedDay: string | null
  /** Agreed: the day that counts. */
  readonly answerByDay: string | null
  readonly rounds: readonly Round[]
  readonly rating: Rating | null
  /** While an answer waits for approval: how the request stands for the sender, and again if it is returned. */
  readonly held: Pick<Request, 'state' | 'rounds' | 'movedAt'> | null
  readonly coordinators: Coordinators
  readonly referral: Referral | null
  /** Instant; null while the exchange is open. */
  readonly closedAt: string | null
  /** Instant of the step that brought it into its state, or to its recipient. */
  readonly movedAt: string
}

/**
 * What is sent along with an action. `today` is the day in the recipient's country; `approver` the coordinator that
 * has to approve first, where the authority's setting says so.
 */
export type Command =
  | { readonly action: 'save-draft' | 'save-answer' }
  | { readonly action: 'accept' | 'agree' | 'insist'; readonly today: string }
  | ({ readonly action: 'send'; readonly today: string; readonly latestDay: string | null } & Approvable &
      SentData)
  | {
      readonly action: 'propose-date'
      readonly today: string
      readonly day: string
      readonly reason?: Value | undefined
      readonly language: string
    }
  | {
      readonly action: 'refuse' | 'withdraw'
      readonly reason?: Value | undefined
      readonly language: string
    }
  | ({ readonly action: 'forward' } & ForwardedData & Knowing)
  | ({ readonly action: 'split' } & { readonly today: string } & SplitData & Knowing)
  | ({ readonly action: 'write-message' } & MessageData)
  | { readonly action: 'acknowledge' }
  | {
      readonly action: 'reopen'
      readonly today: string
      readonly reason?: Value | undefined
      readonly language: string
    }
  | ({ readonly action: 'answer' | 'answer-part' } & Approvable & AnsweredData & Knowing)
  | { readonly action: 'approve'; readonly today: string }
  | { readonly action: 'take-back' }
  | ({ readonly action: 'return' } & ReasonedData)
  | ({ readonly action: 'not-satisfied' } & ReferredData)
  | ({ readonly action: 'give-opinion' } & OpinionData)
  | ({ readonly action: 'ask-further'; readonly today: string } & FurtherData)
  | ({ readonly action: 'close' } & Rating)

type Approvable = { readonly approver?: string | undefined }
type Submitted = { readonly approver: string }

export type SentData = {
  readonly recipient: string
  readonly language: string
  readonly fields: Readonly<Record<string, Value>>
  readonly asked: readonly Asked[]
  readonly isUrgent: boolean
  readonly urgentReason?: Value | undefined
  readonly askedDay: string
}
export type AnsweredData = { readonly language: string; readonly answers: Readonly<Record<string, Answer>> }
export type FurtherData = {
  readonly language: string
  readonly asked: readonly Asked[]
  readonly reason?: Value | undefined
  readonly askedDay: string
}

export type ReasonedData = { readonly reason: Value; readonly language: string }
export type ReferredData = ReasonedData & { readonly coordinators: Coordinators }
export type OpinionData = ReasonedData & { readonly by: CoordinatorPart; readonly verdict: Verdict }
/** `childDay`: by when the child is asked to answer, not after the parent's own day. Unit: day in their country. */
export type SplitData = Child & {
  readonly childDay: string
  readonly reason?: Value | undefined
  readonly language: string
}
export type HandedOverData = {
  readonly from: string
  readonly to: string
  readonly side: 'sender' | 'recipient'
}

export type ForwardedData = {
  readonly recipient: string
  readonly reason: Value
  readonly language: string
  /** Who had it, where a coordinator forwarded it; else the one that did so. */
  readonly from?: string | undefined
}
/** The coordinator of its country reminds an authority that has to act. Only that one reads the reason. */
export type RemindedData = {
  readonly authority: string
  readonly reason?: Value | undefined
  readonly language: string
}
export type MessageData = { readonly text: Value; readonly language: string }

/** What the log tells of an attachment. `about`: its title and the name of the file, sealed in the log. */
export type AttachedData = {
  readonly id: string
  /** SHA-256 of the sealed bytes, in hex: stands for the content, which it does not tell. */
  readonly digest: string
  readonly type: string
  readonly sizeBytes: number
  readonly language: string
  readonly kind: string
  /** The question it belongs to; not given: the exchange. */
  readonly question?: string | undefined
  readonly about: Value
  /** It leaves with the answer, which a coordinator has to approve. */
  readonly withAnswer?: true | undefined
}

/** What the clock does, not somebody: request-timers.ts. */
export type TimerEvent =
  | 'acceptance-reminded'
  | 'date-reminded'
  | 'answer-reminded'
  | 'closing-reminded'
  | 'approval-reminded'
  | 'opinion-reminded'
  | 'overdue'
  | 'escalated'
  | 'reopening-expired'
/**
 * Which rung of the procedure's ladder, the day that it is about, which coordinator a delay was told to; `by`: the
 * part whose approval or opinion is waited for.
 */
export type TimerData = {
  readonly rung: string
  readonly day: string | null
  readonly coordinator?: string | undefined
  readonly by?: CoordinatorPart | undefined
}

export type RequestEvent =
  | {
      readonly event: 'drafted'
      readonly data: {
        readonly procedure: string
        readonly sender: string
        readonly parent?: Parent | undefined
      }
    }
  | { readonly event: 'sent'; readonly data: SentData }
  | { readonly event: 'submitted'; readonly data: SentData & Submitted }
  | { readonly event: 'answer-submitted'; readonly data: AnsweredData & Submitted }
  | { readonly event: 'approved'; readonly data: { readonly askedDay: string } }
  | { readonly event: 'answer-approved'; readonly data: { readonly questions: readonly string[] } }
  | { readonly event: 'returned' | 'answer-returned'; readonly data: ReasonedData }
  | {
      readonly event: 'taken-back' | 'answer-taken-back'
      readonly data: Readonly<Record<string, never>>
    }
  | { readonly event: 'referred'; readonly data: ReferredData }
  | { readonly event: 'opinion-given'; readonly data: OpinionData }
  | {
      readonly event: 'accepted' | 'date-agreed' | 'date-insisted'
      readonly data: { readonly answerByDay: string }
    }
  | {
      readonly event: 'date-proposed'
      readonly data: { readonly day: string; readonly reason?: Value | undefined; readonly language: string }
    }
  | {
      readonly event: 'refused' | 'withdrawn' | 'reopened'
      readonly data: { readonly reason?: Value | undefined; readonly language: string }
    }
  | { readonly event: 'answered' | 'partly-answered'; readonly data: AnsweredData }
  | { readonly event: 'further-asked'; readonly data: FurtherData }
  | { readonly event: 'forwarded'; readonly data: ForwardedData }
  | { readonly event: 'split'; readonly data: SplitData }
  | { readonly event: 'handed-over'; readonly data: HandedOverData }
  | { readonly event: 'message'; readonly data: MessageData }
  | { readonly event: 'attached'; readonly data: AttachedData }
  | {
      readonly event: 'attachment-withdrawn'
      readonly data: { readonly id: string; readonly withAnswer?: true | undefined }
    }
  | { readonly event: 'coordinator-reminded'; readonly data: RemindedData }
  | { readonly event: TimerEvent; readonly data: TimerData }
  | { readonly event: 'closed'; readonly data: Rating }
  | { readonly event: 'acknowledged'; readonly data: Readonly<Record<string, never>> }
