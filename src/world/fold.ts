// Plays a story through the real workflow: decides, seals, links and evolves, so that no history can be impossible.
import type { Lang } from '../base/text.ts'
import type { Calendar } from '../calendar/model.ts'
import type { Json } from '../evidence/model.ts'
import { partsOf } from '../exchange/current.ts'
import { decide, evolve, replay } from '../exchange/kinds/request.ts'
import type { Command, Request, RequestEvent } from '../exchange/kinds/request-shape.ts'
import type { LogEntry } from '../exchange/model.ts'
import { entryOf, rowsAfter } from '../exchange/step.ts'
import type { HistoryRow } from '../exchange/store/insert.ts'
import type { PersonalRow, Vault } from '../exchange/vault.ts'
import type { Side } from '../permission/model.ts'
import type { Procedure } from '../procedure/model.ts'
import type { Handler } from './people.ts'

/** One thing that somebody does. */
export type Deed = {
  readonly by: Side
  readonly atMs: number
  readonly command: Command
}

export type Played = {
  readonly exchange: string
  readonly procedure: Procedure
  readonly calendar: Calendar
  readonly authority: Readonly<Record<Side, string>>
  readonly country: Readonly<Record<Side, string>>
  readonly handler: Readonly<Record<Side, Handler>>
  readonly draftedMs: number
  readonly deeds: readonly Deed[]
}

/** What is typed and not sent. */
export type Typed = {
  readonly by: Side
  readonly atMs: number
  readonly content: Readonly<Record<string, unknown>>
}

const instant = (ms: number): string => new Date(ms).toISOString()

/** The stored rows of a history. A command that the workflow refuses is a fault of the story. */
export function historyOf(vault: Vault, played: Played, typed: Typed | null): HistoryRow {
  const { exchange, procedure, authority, country, handler, calendar } = played
  const { key, wrapped } = vault.newKey(exchange)
  const personal: PersonalRow[] = []
  const log: LogEntry[] = []
  let request: Request = replay([])
  const append = (by: Side, atMs: number, event: RequestEvent): void => {
    const at = instant(atMs)
    const sealed = vault.sealEvent(exchange, key, event, procedure)
    personal.push(...sealed.personal)
    log.push(entryOf(exchange, log.at(-1), sealed.event, { at, who: actorOf(played, by) }))
    request = evolve(request, { ...sealed.event, at })
  }
  const drafted = { procedure: procedure.id, sender: authority.sender }
  append('sender', played.draftedMs, { event: 'drafted', data: drafted })
  for (const { by, atMs, command } of played.deeds)
    for (const event of decided(played, request, command)) append(by, atMs, event)
  const draft = typed && {
    ...{ authority: authority[typed.by], user: handler[typed.by].user, savedAt: instant(typed.atMs) },
    sealed: vault.sealDraft(exchange, authority[typed.by], key, typed.content as Json),
  }
  const parts = partsOf(log, request)
  const countryOf = (id: string) => (id === authority.sender ? country.sender : country.recipient)
  const told = { exchange, key, personal, request, procedure, log, parts, countryOf }
  const { persons, nextTimerAt, ...rows } = rowsAfter({ vault, calendar }, told)
  return {
    ...{ exchange, procedure: procedure.id, area: procedure.area, kind: procedure.kind, log, personal },
    ...{ wrappedKey: wrapped, drafts: draft ? [draft] : [], seen: [] },
    ...{ ...rows, parts, persons: persons.rows, countryOf },
    // The end of reopening was never noted in what happened before the world began.
    nextTimerAt: request.state === 'closed' ? null : nextTimerAt,
  }
}

function decided({ exchange }: Played, request: Request, command: Command): readonly RequestEvent[] {
  const result = decide(request, command)
  if (result.ok) return result.value
  const { code, facts } = result.refusal
  throw new Error(`${exchange}: ${command.action} was refused: ${code} ${JSON.stringify(facts)}`)
}

function actorOf({ authority, country, handler }: Played, by: Side) {
  const { user, lang }: { user: string; lang: Lang } = handler[by]
  return { user, lang, name: '', authority: authority[by], country: country[by], roles: {} }
}
