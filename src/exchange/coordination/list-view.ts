// What programs and pages get to see of a coordinator's remit: open exchanges without personal data, and bottlenecks.
import { z } from 'zod'
import type { Authority } from '../../authority/model.ts'
import { officialNameOf } from '../../authority/model.ts'
import { done, type Result } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { dayIn, daysBetween } from '../../calendar/model.ts'
import type { Remit } from '../../permission/remit.ts'
import type { ExchangePorts } from '../ports.ts'
import type { Bottleneck, CoordinationRow } from '../store/coordination.ts'
import { partySchema } from '../view-schema.ts'
import { type CoordinationQuery, cursorOf, readCursor } from './query.ts'

export const namedSchema = partySchema.omit({ title: true })
export type NamedView = Readonly<z.infer<typeof namedSchema>>

const itemSchema = z.object({
  number: z.string(),
  procedure: z.string(),
  procedureName: z.string(),
  area: z.string(),
  sender: namedSchema,
  recipient: namedSchema,
  state: z.string(),
  stateLabel: z.string(),
  /** Who has to act; null where nobody has. */
  holder: namedSchema.nullable(),
  waitsSince: z.string(),
  waitDays: z.int(),
  urgent: z.boolean(),
  overdue: z.boolean(),
  /** Day in the recipient's calendar; `today` in the coordinator's. */
  dueDay: z.string().nullable(),
  today: z.string(),
})
export type CoordinationItem = Readonly<z.infer<typeof itemSchema>>

const bottleneckSchema = z.object({
  authority: namedSchema,
  /** `501` stands for more than 500. */
  waiting: z.int(),
  overdue: z.int(),
  medianDays: z.int(),
  longestDays: z.int(),
})
export type BottleneckView = Readonly<z.infer<typeof bottleneckSchema>>

export const coordinationSchema = z.object({
  country: z.string(),
  /** Legal areas of the remit. */
  areas: z.array(z.string()),
  items: z.array(itemSchema),
  next: z.string().nullable(),
  /** `501` stands for more than 500. */
  counts: z.object({ open: z.int(), act: z.int(), urgent: z.int(), overdue: z.int() }),
  bottlenecks: z.array(bottleneckSchema),
  /** The authority that is filtered for. */
  authority: namedSchema.nullable(),
})
export type CoordinationView = Readonly<z.infer<typeof coordinationSchema>>

const pageItems = 25

/** A page of the overview. Two statements, a third for names not yet known. Errors: base.fields.invalid. */
export async function coordinationOf(
  ports: ExchangePorts,
  t: Texts,
  remit: Remit,
  query: CoordinationQuery,
): Promise<Result<CoordinationView>> {
  const { cursor, side, turn, area, authority, state, urgent, overdue } = query
  const after = readCursor(cursor)
  if (!after.ok) return after
  const { country } = remit
  const today = dayIn(country, ports.clock())
  const areas = areasOf(ports, remit)
  const chosen = authority === undefined ? undefined : (await ports.authorities([authority])).get(authority)
  const isElsewhere = authority !== undefined && chosen?.country !== country
  const remitAsked = { country, today, areas }
  const [rows, overview] = await Promise.all([
    isElsewhere
      ? []
      : ports.store.coordination({
          ...{ ...remitAsked, areas: area === undefined ? areas : areas.filter(one => one === area) },
          ...{ authority, side, turn, state, isUrgent: urgent, isOverdue: overdue },
          ...{ after: after.value, limit: pageItems + 1 },
        }),
    ports.store.remitOverview(remitAsked),
  ])
  const shown = rows.slice(0, pageItems)
  const last = shown.at(-1)
  const found = overview.bottlenecks
  const ids = [
    ...shown.flatMap(row => [row.sender, row.recipient, row.holder ?? row.sender]),
    ...found.map(one => one.authority),
  ]
  const known = await ports.authorities(ids)
  return done({
    ...{ country, areas: [...areas], counts: overview.counts },
    items: shown.map(row => itemOf(ports, t, known, { row, today, country })),
    next: rows.length > pageItems && last ? cursorOf(last) : null,
    bottlenecks: found.map(one => bottleneckOf(t, known, one, { today, country })),
    authority: chosen && !isElsewhere ? namedOf(t, chosen, chosen.id) : null,
  })
}

/** The legal areas of a remit by name: those that any procedure belongs to. */
export const areasOf = ({ catalogue }: ExchangePorts, { areas }: Remit): readonly string[] => {
  const all = [...new Set(catalogue.all.map(procedure => procedure.area))]
  return areas === '*' ? all : all.filter(area => areas.includes(area))
}

type Known = ReadonlyMap<string, Authority>

export function namedOf(t: Texts, authority: Authority | undefined, id: string): NamedView {
  const official = authority && officialNameOf(authority, t.lang)
  return {
    ...{ authority: id, name: official?.name ?? id, lang: official?.lang ?? t.lang },
    country: authority?.country ?? '',
  }
}

type Given = { readonly row: CoordinationRow; readonly today: string; readonly country: string }

function itemOf(
  ports: ExchangePorts,
  t: Texts,
  known: Known,
  { row, today, country }: Given,
): CoordinationItem {
  const named = (id: string): NamedView => namedOf(t, known.get(id), id)
  const procedure = ports.catalogue.byId(row.procedure)
  return {
    ...{ number: row.exchange, procedure: row.procedure, area: row.area, state: row.state },
    procedureName: procedure ? t(`${procedure.id}.short`) : row.procedure,
    ...{ sender: named(row.sender), recipient: named(row.recipient) },
    stateLabel: t(`exchange.state.${row.state}`),
    holder: row.holder === null ? null : named(row.holder),
    ...{ waitsSince: row.waitsSince, waitDays: daysSince(row.waitsSince, { today, country }) },
    ...{ urgent: row.isUrgent, overdue: row.rank < 2, dueDay: row.dueDay, today },
  }
}

/** Unit: days of the coordinator's calendar. */
const daysSince = (at: string, { today, country }: Pick<Given, 'today' | 'country'>): number =>
  Math.max(0, daysBetween(dayIn(country, at), today))

const bottleneckOf = (
  t: Texts,
  known: Known,
  { authority, waiting, overdue, medianSince, longestSince }: Bottleneck,
  now: Pick<Given, 'today' | 'country'>,
): BottleneckView => ({
  authority: namedOf(t, known.get(authority), authority),
  ...{ waiting, overdue },
  medianDays: daysSince(medianSince, now),
  longestDays: daysSince(longestSince, now),
})
