// What the interventions of a coordinator take: one schema for pages, programs and the interface document.
import { z } from 'zod'
import { type Lists, limits } from '../kinds/request-forms.ts'
import type { Intervention } from './model.ts'

const long = z.string().trim().min(1).max(limits.longMax)

const formsOver = ({ languages }: Lists) => {
  const language = z.enum(languages as [string, ...string[]]).optional()
  const version = z.int().min(1)
  return {
    remind: z.strictObject({ version, reason: long.optional(), language }),
    forward: z.strictObject({
      ...{ version, recipient: z.string().trim().min(1).max(limits.shortMax), reason: long, language },
    }),
  }
}

export type Forms = ReturnType<typeof formsOver>
export type Body = z.infer<Forms['remind']> & Partial<z.infer<Forms['forward']>>

const kept = new WeakMap<Lists, Forms>()

/** The schema of an intervention, made once for an installation. */
export function formOf<Name extends Intervention>(lists: Lists, action: Name): Forms[Name] {
  const forms = kept.get(lists) ?? formsOver(lists)
  kept.set(lists, forms)
  return forms[action]
}
