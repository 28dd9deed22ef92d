// What programs and pages get to see of lists: the worklist and the search in one's own exchanges.
import { z } from 'zod'
import { officialNameOf } from '../authority/model.ts'
import type { Texts } from '../base/text.ts'
import { dayIn } from '../calendar/model.ts'
import type { Actor } from '../permission/model.ts'
import { nextKey } from './kinds/request-table.ts'
import type { ExchangePorts } from './ports.ts'
import type { ListRow } from './store/list.ts'
import { titleOfExchange } from './view.ts'
import { partySchema } from './view-schema.ts'

export const itemSchema = z.object({
  number: z.string(),
  procedure: z.string(),
  area: z.string(),
  title: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  part: z.enum(['sender', 'recipient', 'former']),
  turn: z.enum(['draft', 'act', 'wait', 'close', 'ended']),
  /** What is to be done, or what one waits for, in the caller's language. */
  next: z.string(),
  counterpart: partySchema.omit({ title: true }).nullable(),
  urgent: z.boolean(),
  /** Day in the recipient's calendar, and whether it is agreed. */
  dueDay: z.string().nullable(),
  isAgreed: z.boolean(),
  today: z.string(),
  answeredDay: z.string().nullable(),
  changedAt: z.string(),
  changed: z.boolean(),
  allocation: z.enum(['nobody', 'mine', 'others']),
})
export type ItemView = Readonly<z.infer<typeof itemSchema>>

export const listSchema = z.object({ items: z.array(itemSchema), next: z.string().nullable() })
export type ListView = Readonly<z.infer<typeof listSchema>>

/** `501` stands for more than 500. */
const countsSchema = z.object({
  ...{ act: z.int(), wait: z.int(), close: z.int(), draft: z.int() },
  /** Of `act`: allocated to the caller, or to whom the caller covers. */
  mine: z.int(),
})
/** A view that the caller saved: its name and the address of the worklist behind it, without path. */
export const savedSchema = z.object({ id: z.string(), name: z.string(), query: z.string() })
export const worklistSchema = listSchema.extend({
  view: z.string(),
  counts: countsSchema,
  saved: z.array(savedSchema),
  /** When the list was read: what changed afterwards is told by `/events?since=`. */
  at: z.string(),
})
export type WorklistView = Readonly<z.infer<typeof worklistSchema>>

/** The rows as one reader sees them; at most one statement, for counterparts not yet known. */
export async function itemsOf(
  ports: ExchangePorts,
  { t, who }: { readonly t: Texts; readonly who: Actor },
  rows: readonly ListRow[],
): Promise<ItemView[]> {
  const ids = rows.flatMap(row => row.counterpart ?? [])
  const authorities = await ports.authorities(ids)
  const now = ports.clock()
  return rows.map(row => {
    const other = authorities.get(row.counterpart ?? '')
    const procedure = ports.catalogue.byId(row.procedure)
    const country = row.part === 'recipient' ? who.country : (other?.country ?? who.country)
    const official = other && officialNameOf(other, t.lang)
    return {
      number: row.exchange,
      ...{ procedure: row.procedure, area: row.area, state: row.state, part: row.part, turn: row.turn },
      title: procedure ? titleOfExchange(t, procedure, row.titleValue) : row.procedure,
      stateLabel: t(`exchange.state.${row.state}`),
      next: t(`exchange.next.${nextKey(row.state, row.part)}`),
      counterpart:
        other && official
          ? { authority: other.id, name: official.name, lang: official.lang, country: other.country }
          : null,
      urgent: row.isUrgent,
      dueDay: row.dueDay,
      isAgreed: row.answerByDay !== null,
      today: dayIn(country, now),
      answeredDay: row.answeredAt && dayIn(country, row.answeredAt),
      ...{ changedAt: row.changedAt, changed: row.isChanged, allocation: row.allocation },
    }
  })
}
