// For tests: an office of six authorities in memory that play requests through the pure machine, as the doors would.
import { addDays } from '../src/calendar/model.ts'
import { partsOf } from '../src/exchange/current.ts'
import { mayTakeOver } from '../src/exchange/hand-over.ts'
import { decide, replay } from '../src/exchange/kinds/request.ts'
import { shownTo } from '../src/exchange/kinds/request-approval.ts'
import type {
  ChildNow,
  Command,
  Coordinators,
  Request,
  RequestEvent,
} from '../src/exchange/kinds/request-shape.ts'
import { isFor, rowOf, table } from '../src/exchange/kinds/request-table.ts'
import { childDayOf, childStanding, ownQuestions, splittable } from '../src/exchange/kinds/split.ts'
import { answerings, type LogEntry } from '../src/exchange/model.ts'
import { entryOf } from '../src/exchange/step.ts'
import { isCoordinator, type Part } from '../src/permission/model.ts'

/** Three and a coordinator of one country, one and a coordinator of another. */
export const parties = ['es-1', 'es-2', 'es-3', 'es-c', 'pl-1', 'pl-c'] as const
const countryOf = (authority: string): string => authority.slice(0, 2)
const coordinatorOf = (authority: string | null): string => `${countryOf(authority ?? '')}-c`
const questions = ['registered', 'register-entry', 'sanctions'] as const
const startMs = Date.parse('2026-11-24T09:00:00.000Z')
const stepMs = 6 * 3_600_000
/** Late enough for every answer. */
const askedDay = '2027-01-15'

/** `approvals`: one bit for each authority and step, set where its coordinator has to approve. */
export type Office = { readonly logs: Map<string, LogEntry[]>; readonly approvals: number; nowMs: number }

/** What somebody tries to do. Numbers stand for choices among what there is. */
export type Try = {
  readonly action: string
  /** Above 5: picks an action that the state allows instead. */
  readonly fitting: number
  readonly who: number
  readonly other: number
  readonly exchange: number
  readonly some: number
}

const at = ({ nowMs }: Office): string => new Date(nowMs).toISOString()
export const requestOf = ({ logs }: Office, exchange: string): Request => replay(logs.get(exchange) ?? [])

function write(office: Office, exchange: string, authority: string, event: RequestEvent): void {
  const log = office.logs.get(exchange) ?? []
  const who = { authority, user: authority }
  office.logs.set(exchange, [...log, entryOf(exchange, log.at(-1), event, { at: at(office), who })])
}

export const childrenNow = (office: Office, request: Request): readonly ChildNow[] =>
  request.rounds.flatMap(round =>
    round.children.map(({ exchange }) => {
      const log = office.logs.get(exchange) ?? []
      const hasAnswer = log.some(({ event }) => answerings.includes(event))
      return { exchange, standing: childStanding(replay(log).state, hasAnswer) }
    }),
  )

/** Some of the questions: a number as a choice among them. */
const some = (of: readonly string[], number: number): readonly string[] =>
  of.filter((_, i) => (number >> i) % 2 === 1)

/** A coordinator that is the other side, or acts itself, approves nothing. */
export function approverFor(
  { approvals }: Pick<Office, 'approvals'>,
  who: string,
  step: 'send' | 'answer',
  other: string | null,
): string | undefined {
  const bit = 2 * parties.indexOf(who as never) + (step === 'send' ? 0 : 1)
  const approver = coordinatorOf(who)
  return (approvals >> bit) % 2 === 1 && approver !== other && approver !== who ? approver : undefined
}

type Acting = { readonly who: string; readonly part: Part; readonly tried: Try }

function commandFor(office: Office, request: Request, acting: Acting): Command | null {
  const { tried, who, part } = acting
  const today = at(office).slice(0, 10)
  const recipient = parties[tried.other] ?? ''
  const asked = some(questions, tried.some).map(question => ({ question }))
  const language = 'es'
  const reason = 'x'
  switch (tried.action) {
    case 'send': {
      const approver = approverFor(office, who, 'send', recipient)
      const data = { recipient, language, fields: {}, asked, isUrgent: false, askedDay }
      return { action: 'send', today, latestDay: null, ...data, ...(approver && { approver }) }
    }
    case 'accept':
    case 'agree':
    case 'insist':
    case 'approve':
      return { action: tried.action, today }
    case 'propose-date':
      return { action: 'propose-date', today, day: addDays(today, 20 + tried.some), language }
    case 'refuse':
    case 'withdraw':
    case 'return':
      return { action: tried.action, reason, language }
    case 'not-satisfied':
      return { action: 'not-satisfied', reason, language, coordinators: judgesOf(request) }
    case 'give-opinion': {
      const verdict = tried.some % 2 === 0 ? 'answer-again' : 'answer-suffices'
      return isCoordinator(part) ? { action: 'give-opinion', by: part, verdict, reason, language } : null
    }
    case 'forward':
    case 'split':
    case 'answer':
    case 'answer-part':
      return sharedFor(office, request, acting)
    case 'ask-further':
      return { action: 'ask-further', today, language, asked, askedDay: addDays(today, 40) }
    case 'write-message':
      return { action: 'write-message', text: 'x', language }
    case 'acknowledge':
    case 'take-back':
      return { action: tried.action }
    case 'close':
      return { action: 'close', timeliness: 1, efforts: 1 }
    case 'reopen':
      return { action: 'reopen', today, language }
    default:
      return null
  }
}

/** Of each side, but none that is a side itself. */
function judgesOf({ sender, recipient }: Request): Coordinators {
  const of = (side: string | null): string | null =>
    [sender, recipient].includes(coordinatorOf(side)) ? null : coordinatorOf(side)
  return { sender: of(sender), recipient: of(recipient) }
}

/** What depends on who else works on the questions. */
function sharedFor(office: Office, request: Request, { who, tried }: Acting): Command | null {
  const today = at(office).slice(0, 10)
  const children = childrenNow(office, request)
  const last = request.rounds.at(-1) ?? null
  const recipient = parties[tried.other] ?? ''
  const isHere = countryOf(recipient) === countryOf(request.recipient ?? '')
  const isOther = isHere && recipient !== request.recipient && recipient !== request.sender
  const language = 'es'
  const approver = approverFor(office, who, 'answer', request.sender)
  const answering = (ids: readonly string[]) => ({
    ...{ language, children, answers: Object.fromEntries(ids.map(id => [id, { answer: 'no' }])) },
    ...(approver && { approver }),
  })
  switch (tried.action) {
    case 'forward':
      return isOther ? { action: 'forward', recipient, reason: 'x', language, children } : null
    case 'split': {
      if (!last || !isOther) return null
      const exchange = `child-${office.logs.size}`
      const given = tried.some === 7 ? questions : some(splittable(last, children), tried.some)
      const childDay = childDayOf(request, today)
      return { action: 'split', today, exchange, recipient, questions: given, childDay, language, children }
    }
    case 'answer':
      return { action: 'answer', ...answering((last?.asked ?? []).map(one => one.question)) }
    default:
      return {
        action: 'answer-part',
        ...answering(last ? ownQuestions(last, children).slice(0, 1) : []),
      }
  }
}

/** The end of a parent ends its open children, and theirs: as companions.ts writes them. */
function endBelow(office: Office, request: Request): void {
  for (const { exchange, standing } of childrenNow(office, request)) {
    if (standing !== 'open') continue
    const child = requestOf(office, exchange)
    write(office, exchange, child.sender, { event: 'withdrawn', data: { language: 'es' } })
    endBelow(office, child)
  }
}

/** As the doors do it: on what this part is shown. `onEvent` is told before an event is written. */
export function act(
  office: Office,
  exchange: string,
  tried: Try,
  onEvent: (request: Request, event: RequestEvent) => void = () => {},
): void {
  const now = requestOf(office, exchange)
  const who = parties[tried.who] ?? ''
  const part = partsOf(office.logs.get(exchange) ?? [], now).find(one => one.authority === who)?.part
  if (!part) return
  const request = shownTo(now, part)
  const row = rowOf(request.state, tried.action)
  const command = row && isFor(row, part) ? commandFor(office, request, { who, part, tried }) : null
  const decided = command && decide(request, command)
  if (!decided?.ok) return
  for (const event of decided.value) {
    onEvent(request, event)
    write(office, exchange, who, event)
    if (event.event === 'withdrawn' || event.event === 'closed') endBelow(office, request)
    if (event.event !== 'split') continue
    const { exchange: child, recipient, questions: given, childDay } = event.data
    const parent = { exchange, sender: request.sender }
    const drafted = { procedure: request.procedure, sender: who, parent }
    const asked = given.map(question => ({ question }))
    const data = { recipient, language: 'es', fields: {}, asked, isUrgent: false, askedDay: childDay }
    write(office, child, who, { event: 'drafted', data: drafted })
    write(office, child, who, { event: 'sent', data })
  }
}

/** As the command hand-over does it: all open parts, but where it must stay. */
function handOver(office: Office, from: string, to: string): void {
  if (from === to || countryOf(from) !== countryOf(to)) return
  for (const [exchange, log] of office.logs) {
    const request = replay(log)
    const side = partsOf(log, request).find(({ authority }) => authority === from)?.part
    if ((side !== 'sender' && side !== 'recipient') || request.state === 'withdrawn') continue
    if (mayTakeOver(log, request, to))
      write(office, exchange, from, { event: 'handed-over', data: { from, to, side } })
  }
}

/** Two requests that wait for their answer, or for what becomes of it, so that most orders come far; and a draft. */
export function openedOffice(approvals: number, far: 0 | 1 | 2): Office {
  const office: Office = { logs: new Map(), approvals, nowMs: startMs }
  for (const [i, sender] of (['pl-1', 'es-3'] as const).entries()) {
    const exchange = `request-${i}`
    write(office, exchange, sender, { event: 'drafted', data: { procedure: 'p', sender } })
    const numbers = { fitting: 0, other: 0, exchange: 0, some: 7 }
    act(office, exchange, { ...numbers, action: 'send', who: parties.indexOf(sender) })
    act(office, exchange, { ...numbers, action: 'approve', who: parties.indexOf(i === 0 ? 'pl-c' : 'es-c') })
    act(office, exchange, { ...numbers, action: 'accept', who: 0 })
    if (i === 0 && far > 0) act(office, exchange, { ...numbers, action: 'answer', who: 0 })
    if (i === 0 && far > 1)
      act(office, exchange, { ...numbers, action: 'not-satisfied', who: parties.indexOf(sender) })
  }
  write(office, 'request-2', 'es-2', { event: 'drafted', data: { procedure: 'p', sender: 'es-2' } })
  return office
}

/** Possible in many states: they come often enough by themselves. */
const enough: readonly string[] = ['withdraw', 'write-message']

/** An action that the state allows, by a party that may, in most cases: so that more than refusals happens. */
export function play(office: Office, one: Try, onEvent?: Parameters<typeof act>[3]): void {
  office.nowMs += stepMs
  const exchange = [...office.logs.keys()][one.exchange % office.logs.size] ?? ''
  if (one.action === 'hand-over') {
    handOver(office, parties[one.who] ?? '', parties[one.other] ?? '')
    return
  }
  const request = requestOf(office, exchange)
  const rows = table.filter(
    row => row.from === request.state && row.event !== null && !enough.includes(row.action),
  )
  const action = (one.fitting > 5 && rows[one.fitting % rows.length]?.action) || one.action
  const row = rowOf(request.state, action)
  const fitting = partsOf(office.logs.get(exchange) ?? [], request).filter(
    ({ part }) => row && isFor(row, part),
  )
  const acting = fitting[one.who % fitting.length]?.authority
  const who = acting && one.some % 4 !== 0 ? parties.indexOf(acting as never) : one.who
  act(office, exchange, { ...one, action, who }, onEvent)
}
