// A draft as the other side will read it: in its language, without personal data, as if it had been sent now.
import { z } from 'zod'
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import type { Procedure } from '../procedure/model.ts'
import { askedOf } from './kinds/request-forms.ts'
import type { Request, Value } from './kinds/request-shape.ts'
import { openExchange } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { viewOf } from './view.ts'
import { exchangeSchema } from './view-schema.ts'

export const previewSchema = z.object({ language: z.string(), exchange: exchangeSchema })
export type PreviewView = Readonly<z.infer<typeof previewSchema>>

/** Errors: those of `openExchange`, exchange.action.invalid (not a draft). */
export async function previewOf(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  language: string | undefined,
): Promise<Result<PreviewView>> {
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const { request, draft, procedure, authorities } = opened.value
  if (request.state !== 'draft')
    return refuse('exchange.action.invalid', { action: 'preview', state: request.state })
  const content = draft?.content ?? {}
  const recipient = authorities.get(String(content.recipient ?? ''))
  const wanted = language ?? recipient?.languages[0] ?? ''
  const lang = ports.library.isLanguage(wanted) ? wanted : call.t.lang
  const preview = {
    ...opened.value,
    personal: 'hidden',
    request: sentOf(request, content, procedure),
  } as const
  const view = await viewOf(
    notKept(ports),
    { t: ports.library.in(lang, call.t.zone), who: call.who },
    preview,
  )
  return done({
    language: lang,
    exchange: { ...view, actions: [], draft: null, proposals: null, inside: null },
  })
}

/** What is not sent yet may still be taken back: its translations are made at once and kept nowhere. */
const notKept = (ports: ExchangePorts): ExchangePorts => ({
  ...ports,
  translator: {
    ...ports.translator,
    pairs: (_, texts, to, names) =>
      Promise.all(
        texts.map(async ({ text, lang }) => {
          const { translation } = await ports.translator.translateNow(text, lang, to, names)
          return translation
        }),
      ),
  },
})

const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The request that sending would make, as far as it is filled in. */
function sentOf(request: Request, content: Readonly<Record<string, unknown>>, procedure: Procedure): Request {
  const fields: Record<string, Value> = {}
  const typed = (content.fields ?? {}) as Record<string, Value | undefined>
  for (const { id, personal } of procedure.form) {
    const value = typed[id]
    if (value !== undefined) fields[id] = personal ? { sealed: '' } : value
  }
  const asked = Array.isArray(content.asked) ? content.asked.filter(one => typeof one === 'string') : []
  const notes = (content.notes ?? {}) as Record<string, string>
  return {
    ...request,
    fields,
    recipient: textIn(content.recipient),
    isUrgent: content.isUrgent === true,
    urgentReason: content.isUrgent === true ? textIn(content.urgentReason) : null,
    askedDay: textIn(content.askedDay),
    rounds: [
      {
        language: textIn(content.language) ?? 'en',
        asked: askedOf(asked, notes),
        ...{ reason: null, askedAt: '', answers: null, answeredAt: null },
        children: [],
      },
    ],
  }
}
