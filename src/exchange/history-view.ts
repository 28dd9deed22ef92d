// The history of an exchange and its messages, as one reader sees them.
import { nameOf } from '../authority/model.ts'
import type { Lang, Texts } from '../base/text.ts'
import type { Actor } from '../permission/model.ts'
import type { OpinionData } from './kinds/request-shape.ts'
import { isTimer } from './kinds/request-table.ts'
import type { LogEntry } from './model.ts'
import type { Opened } from './open.ts'
import { anchors, hrefOf } from './permalink.ts'
import type { TextOf } from './value.ts'
import type { ExchangeView } from './view-schema.ts'

/** Who reads, and the names of its colleagues. */
export type Readers = {
  readonly who: Actor
  readonly people: ReadonlyMap<string, string>
  /** In which it reads. */
  readonly lang: Lang
}

export function historyOf(
  t: Texts,
  textOf: TextOf,
  opened: Opened,
  readers: Readers,
): ExchangeView['history'] {
  return opened.log.map(entry => {
    const reason = opened.reasons.get(entry.version)
    return {
      ...aboutOf(opened, readers, entry),
      ...{ event: entry.event, href: hrefOf(opened.stored.exchange, anchors.event(entry.version)) },
      label: labelOf(t, opened, entry),
      text: reason ? textOf(reason.text, reason.lang) : null,
    }
  })
}

/** A step of the answer's approval reads as that of the request; an opinion says which one it is. */
function labelOf(t: Texts, opened: Opened, entry: LogEntry): string {
  if (entry.event === 'opinion-given') return t(`exchange.verdict.${(entry.data as OpinionData).verdict}`)
  return t(eventKey(entry.event), { name: nextOf(t, opened, entry) })
}

/** Oldest first. */
export function messagesOf(textOf: TextOf, opened: Opened, readers: Readers): ExchangeView['messages'] {
  return opened.messages.map(({ entry, text, language }) => ({
    ...aboutOf(opened, readers, entry),
    href: hrefOf(opened.stored.exchange, anchors.message(entry.version)),
    isOwn: entry.authority === readers.who.authority,
    text: text === null ? null : textOf(text, language),
  }))
}

/** Colleagues see each other's names; of the other side only the authority is told. */
export function aboutOf(opened: Opened, { who, people, lang }: Readers, entry: LogEntry) {
  const { authorities, stored } = opened
  const isOwn = entry.authority === who.authority
  const authority = authorities.get(entry.authority)
  return {
    version: entry.version,
    at: entry.at,
    authority: entry.authority,
    country: authority?.country ?? '',
    office: authority && isOfOneCountry(opened) ? nameOf(authority, lang) : null,
    person: isOwn ? (people.get(entry.user) ?? null) : null,
    isNew: !isOwn && !isTimer(entry.event) && entry.version > stored.seenVersion,
  }
}

/** Text key of what happened. */
export const eventKey = (event: string): string =>
  isTimer(event) ? `exchange-timers.event.${event}` : `exchange.event.${event.replace(/^answer-/, '')}`

function isOfOneCountry({ request, authorities }: Opened): boolean {
  const countryOf = (id: string | null) => authorities.get(id ?? '')?.country
  return countryOf(request.sender) === countryOf(request.recipient)
}

/** Whom a request was forwarded to, gave questions to, whose part it became, which coordinator was told. */
function nextOf(t: Texts, { authorities }: Opened, { data }: LogEntry): string {
  const { recipient, to, coordinator } = (data ?? {}) as Readonly<Record<string, unknown>>
  const id = String(to ?? recipient ?? coordinator ?? '')
  const next = authorities.get(id)
  return next ? nameOf(next, t.lang) : id
}
