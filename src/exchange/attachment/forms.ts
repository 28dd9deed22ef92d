// What attaching and withdrawing take: one schema for pages, programs and the interface document.
import { z } from 'zod'
import { jsonSchemaOf } from '../../base/form.ts'
import { withFile } from '../../base/openapi.ts'
import type { Texts } from '../../base/text.ts'
import type { Actor } from '../../permission/model.ts'
import type { Opened } from '../open.ts'
import type { ExchangePorts } from '../ports.ts'
import { mayIn } from '../right.ts'
import type { ActionView } from '../view-schema.ts'
import { canAttach, kinds, titleMax, withdrawable } from './model.ts'
import { visibleText } from './safe-name.ts'

/** Whether the language is one of ours, and the question one that was asked, is asked where the exchange is known. */
export const attachSchema = z.strictObject({
  title: z.string().max(titleMax).transform(visibleText).pipe(z.string().min(1)),
  language: z.string().max(8),
  kind: z.enum(kinds),
  question: z.string().max(100).optional(),
})
export type AttachBody = z.infer<typeof attachSchema>

export const withdrawSchema = z.strictObject({ attachment: z.string().max(64) })
export type WithdrawBody = z.infer<typeof withdrawSchema>

/** Questions that were asked so far. */
export const askedIn = ({ request }: Opened): readonly string[] => [
  ...new Set(request.rounds.flatMap(round => round.asked.map(one => one.question))),
]

/** What this person may do with attachments now, with the values that are possible now. */
export function attachmentActions(
  { lists }: Pick<ExchangePorts, 'lists'>,
  t: Texts,
  who: Actor,
  opened: Opened,
): ActionView[] {
  const { stored, request, log } = opened
  const isAllowed = mayIn(who, 'act', stored).ok && canAttach(request.state, stored.part)
  if (!isAllowed || request.version !== stored.version || !stored.wrappedKey) return []
  const own = withdrawable(log, who.authority).map(({ id }) => id)
  const asked = askedIn(opened)
  const one = (action: string, label: string, schema: Record<string, unknown>): ActionView => ({
    ...{ action, method: 'POST', href: `/exchanges/${stored.exchange}/actions/${action}`, label, schema },
  })
  const attach = narrowed(attachSchema, {
    language: { enum: lists.languages },
    ...(asked.length > 0 && { question: { enum: asked } }),
  })
  return [
    one('attach', t('exchange-attachments.attach'), withFile(attach)),
    ...(own.length > 0
      ? [
          one(
            'withdraw-attachment',
            t('exchange-attachments.withdraw'),
            narrowed(withdrawSchema, { attachment: { enum: own } }),
          ),
        ]
      : []),
  ]
}

/** The schema of a form, with what is known of some of its fields. */
function narrowed(schema: z.ZodType, known: Record<string, object>): Record<string, unknown> {
  const made = jsonSchemaOf(schema)
  const properties = Object.entries(made.properties ?? {}).map(([id, field]) => [
    id,
    { ...field, ...known[id] },
  ])
  return { ...made, properties: Object.fromEntries(properties) }
}
