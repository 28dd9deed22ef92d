// The door of suggestions: what the words typed so far may become.
import { z } from 'zod'
import { type AnyDoor, door } from '../base/door.ts'
import { done, refuse } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { kindName } from './names.ts'
import { type Suggest, suggestionKinds } from './suggest.ts'

const viewSchema = z.object({
  items: z
    .array(
      z
        .object({
          text: z.string(),
          kind: z.enum(suggestionKinds),
          /** The kind in the reader's language. */
          kindName: z.string(),
          /** `profession.architect`, `country.EL`, `town.EL Αθήνα`. */
          means: z.string(),
          /** The whole query with the term in place of its beginning. */
          completed: z.string(),
        })
        .readonly(),
    )
    .readonly(),
})

/** `GET /authorities/suggest`, for officials only. Errors: permission.sign-in, base.fields.invalid. */
export const suggestDoor = (suggest: Suggest): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/authorities/suggest',
    summary: 'authority-finder.suggest.summary',
    query: z.object({ q: z.string().max(300).optional() }),
    view: viewSchema,
    async run({ who, t }, { query }) {
      if (!who) return refuse('permission.sign-in')
      const items = suggest(query.q ?? '', t.lang)
      return done({ items: items.map(one => ({ ...one, kindName: kindName(t, one.kind) })) })
    },
  })
