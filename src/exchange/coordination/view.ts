// What a coordinator gets to see of one exchange: where it stands, what happened, each authority's time; no texts.
import { z } from 'zod'
import { jsonSchemaOf } from '../../base/form.ts'
import type { Texts } from '../../base/text.ts'
import { dayIn, daysBetween } from '../../calendar/model.ts'
import type { Actor } from '../../permission/model.ts'
import { eventKey } from '../history-view.ts'
import { dueDayOf, isTimer } from '../kinds/request-table.ts'
import type { LogEntry } from '../model.ts'
import type { ExchangePorts } from '../ports.ts'
import { type ActionView, actionSchema } from '../view-schema.ts'
import { formOf } from './forms.ts'
import { type NamedView, namedOf, namedSchema } from './list-view.ts'
import { holderOf, type Intervention, mayForward, mayRemind, ownTimes } from './model.ts'
import { type InRemit, nextIn, remitOfCaller, standingOf } from './open.ts'

export const coordinatedSchema = z.object({
  number: z.string(),
  procedure: z.string(),
  procedureName: z.string(),
  area: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  version: z.int(),
  urgent: z.boolean(),
  parties: z.object({ sender: namedSchema, recipient: namedSchema }),
  /** Who has to act or to close; null where nobody has to. */
  holder: namedSchema.nullable(),
  waitsSince: z.string(),
  waitDays: z.int(),
  /** Days in the recipient's calendar; `due` counts. */
  deadlines: z.object({
    asked: z.string().nullable(),
    proposed: z.string().nullable(),
    answerBy: z.string().nullable(),
    due: z.string().nullable(),
    today: z.string(),
  }),
  /** How long each authority had to act. Unit: days of 24 hours. */
  times: z.array(z.object({ authority: namedSchema, days: z.number() })),
  history: z.array(
    z.object({
      version: z.int(),
      event: z.string(),
      label: z.string(),
      at: z.string(),
      /** Null: the clock did it. */
      authority: namedSchema.nullable(),
    }),
  ),
  actions: z.array(actionSchema),
})
export type CoordinatedView = Readonly<z.infer<typeof coordinatedSchema>>

const dayMs = 86_400_000

/** The view of an exchange in the caller's remit. No statement but for names not yet known. */
export async function coordinatedView(
  ports: ExchangePorts,
  { t, who }: { readonly t: Texts; readonly who: Actor },
  opened: InRemit,
): Promise<CoordinatedView> {
  const { stored, log, request, remit } = opened
  const named = (id: string): NamedView => namedOf(t, opened.authorities.get(id), id)
  const now = ports.clock()
  const today = dayIn(opened.authorities.get(request.recipient ?? '')?.country ?? remit.country, now)
  const holder = holderOf(log, request)
  return {
    ...{ number: stored.exchange, procedure: stored.procedure, area: stored.area, version: request.version },
    procedureName: ports.catalogue.byId(stored.procedure) ? t(`${stored.procedure}.name`) : stored.procedure,
    ...{ state: request.state, stateLabel: t(`exchange.state.${request.state}`), urgent: request.isUrgent },
    parties: { sender: named(request.sender), recipient: named(request.recipient ?? '') },
    ...{ holder: holder === null ? null : named(holder), waitsSince: request.movedAt },
    waitDays: Math.max(0, daysBetween(dayIn(remit.country, request.movedAt), dayIn(remit.country, now))),
    deadlines: {
      ...{ asked: request.askedDay, proposed: request.proposedDay, answerBy: request.answerByDay, today },
      due: holder === null ? null : dueDayOf(request),
    },
    times: ownTimes(log, now).map(one => ({
      authority: named(one.authority),
      days: Math.round((10 * one.ms) / dayMs) / 10,
    })),
    history: log.filter(({ event }) => event !== 'drafted').map(entry => historyItem(t, named, entry)),
    actions: await actionsOf(ports, t, who, opened),
  }
}

const historyItem = (t: Texts, named: (id: string) => NamedView, entry: LogEntry) => ({
  ...{ version: entry.version, event: entry.event, at: entry.at },
  authority: isTimer(entry.event) ? null : named(entry.authority),
  label: t(eventKey(entry.event), { name: nextIn(entry) && named(nextIn(entry)).name }),
})

/** What the caller may do now; nothing where its role lets it look only. */
async function actionsOf(ports: ExchangePorts, t: Texts, who: Actor, opened: InRemit): Promise<ActionView[]> {
  const { stored, request } = opened
  const allowed = await remitOfCaller(ports, who, 'act')
  const isAllowed = allowed.ok && (allowed.value.areas === '*' || allowed.value.areas.includes(stored.area))
  if (!isAllowed || request.version !== stored.version) return []
  const standing = standingOf(opened)
  const possible: Record<Intervention, boolean> = {
    remind: mayRemind(standing).ok,
    forward: mayForward(standing).ok,
  }
  return (['remind', 'forward'] as const)
    .filter(action => possible[action])
    .map(action => ({
      ...{ action, method: 'POST' },
      href: `/coordination/exchanges/${stored.exchange}/actions/${action}`,
      label: t(`exchange-coordinator.action.${action}`),
      schema: jsonSchemaOf(formOf(ports.lists, action)) as Record<string, unknown>,
    }))
}
