// The view of a report: the exchange in the language wanted, with or without personal data, and who reads it when.
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { officialNameOf, titleOf } from '../../authority/model.ts'
import type { SignedCall } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import type { Actor } from '../../permission/model.ts'
import { noteLook } from '../look.ts'
import { isSealed } from '../model.ts'
import { type Opened, openExchange, openStored } from '../open.ts'
import type { ExchangePorts } from '../ports.ts'
import { viewOf } from '../view.ts'
import { type ExchangeView, exchangeSchema, partySchema } from '../view-schema.ts'

export const reportQuery = z.object({
  language: z.string().max(5).optional(),
  personal: z.enum(['yes', 'no']).default('no'),
})
export type ReportQuery = z.infer<typeof reportQuery>

export const reportSchema = z.object({
  language: z.string(),
  personal: z.boolean(),
  /** Instant. */
  at: z.string(),
  /** The authority as which it was read. */
  reader: partySchema,
  /** Of the log's last entry that this reader sees. */
  hash: z.string(),
  /** Where words stand that were left out: `urgent`, `event 5`, `reason 2`, `note 1 registered`. */
  leftOut: z.array(z.string()),
  exchange: exchangeSchema,
})
export type ReportView = Readonly<z.infer<typeof reportSchema>>

/**
 * A report with personal data counts as a reading and is logged.
 * Errors: those of openExchange; exchange-report.draft.invalid, exchange-report.language.invalid,
 * permission.read-personal.
 */
export async function reportOf(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  { language = call.t.lang, personal }: ReportQuery,
): Promise<Result<ReportView>> {
  if (!ports.library.isLanguage(language)) return refuse('exchange-report.language.invalid')
  const found = await openReportable(ports, call, number)
  if (!found.ok) return found
  const isPersonal = personal === 'yes'
  if (isPersonal && found.value.personal === 'hidden') return refuse('permission.read-personal')
  const isKept = isPersonal || found.value.personal !== 'shown'
  const opened = isKept ? found.value : await withoutPersonal(ports, call.who, found.value)
  const t = ports.library.in(language, call.t.zone)
  const view = await translated(ports, { t, who: call.who }, opened)
  // "Since I last looked" follows the pages; of a report only the reading is noted.
  await noteLook(ports, { ...call, wants: 'json' }, opened, view)
  return done({
    ...{ language, personal: isPersonal, at: ports.clock(), reader: readerOf(t, call.who, opened) },
    hash: opened.log.at(-1)?.hash ?? '',
    leftOut: isKept ? [] : sealedPlaces(opened),
    exchange: { ...view, draft: null, inside: null, actions: [] },
  })
}

/** Errors: those of openExchange; exchange-report.draft.invalid (a draft has its preview). */
export async function openReportable(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
): Promise<Result<Opened>> {
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  return opened.value.request.state === 'draft' ? refuse('exchange-report.draft.invalid') : opened
}

/** Opened again without the key: what is sealed stays sealed, whatever it is. */
async function withoutPersonal(ports: ExchangePorts, who: Actor, { stored }: Opened): Promise<Opened> {
  const opened = await openStored(ports, who, { ...stored, wrappedKey: null })
  return { ...opened, personal: 'hidden' }
}

/** Reasons and notes may name the person as well. */
const sealedPlaces = ({ request, log }: Opened): string[] => [
  ...(isSealed(request.urgentReason) ? ['urgent'] : []),
  ...log.flatMap(({ version, data }) =>
    isSealed((data as { readonly reason?: unknown } | null)?.reason) ? [`event ${version}`] : [],
  ),
  ...request.rounds.flatMap(({ reason, asked }, i) => [
    ...(isSealed(reason) ? [`reason ${i + 1}`] : []),
    ...asked.flatMap(({ note, question }) => (isSealed(note) ? [`note ${i + 1} ${question}`] : [])),
  ]),
]

const readerOf = (t: Texts, who: Actor, { authorities }: Opened): ReportView['reader'] => {
  const authority = authorities.get(who.authority)
  if (!authority)
    return { authority: who.authority, name: who.authority, lang: t.lang, title: '', country: who.country }
  const { name, lang } = officialNameOf(authority, t.lang)
  return {
    ...{ authority: who.authority, name, lang },
    ...{ title: titleOf(authority, t.lang), country: authority.country },
  }
}

const waits = 20
const waitMs = 500

/** Nobody reads a sheet of paper again: it waits for translations, up to ten seconds. */
async function translated(
  ports: ExchangePorts,
  reader: { readonly t: Texts; readonly who: Actor },
  opened: Opened,
): Promise<ExchangeView> {
  let view = await viewOf(ports, reader, opened)
  for (let waited = 0; waited < waits && isPending(view); waited++) {
    await wait(waitMs)
    view = await viewOf(ports, reader, opened)
  }
  return view
}

const isPending = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('state' in value && value.state === 'pending') || Object.values(value).some(isPending))
