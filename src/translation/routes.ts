// The door that tells readers which languages are translated into which, by what engine and how well.
import { z } from 'zod'
import { type AnyDoor, door } from '../base/door.ts'
import { done } from '../base/result.ts'
import type { Lang } from '../base/text.ts'
import { type Engine, served } from './model.ts'
import { translationPage } from './pages.ts'

const view = z.object({
  engines: z.array(z.object({ id: z.string(), name: z.string(), pairs: z.number() })).readonly(),
  pairs: z
    .array(
      z.object({
        from: z.string(),
        to: z.string(),
        engine: z.string(),
        /** All languages on the way, first and last included. */
        path: z.array(z.string()).readonly(),
        quality: z.enum(['rough', 'gist']),
        chrF: z.number().nullable(),
      }),
    )
    .readonly(),
})

export type TranslationView = z.infer<typeof view>

/** `GET /translation`, open to everybody: it holds nothing of any exchange. */
export function translationDoors<Who>(
  engines: readonly Engine[],
  languages: readonly Lang[],
): readonly AnyDoor<Who>[] {
  return [
    door<Who, unknown, unknown, TranslationView>({
      method: 'GET',
      path: '/translation',
      summary: 'translation.page.summary',
      isOpen: true,
      view,
      run: async () => {
        const pairs = served(languages, engines)
        const rows = engines.map(({ id, name }) => ({
          id,
          name,
          pairs: pairs.filter(pair => pair.engine === name).length,
        }))
        return done({ engines: rows.filter(row => row.pairs > 0), pairs })
      },
      page: (shown, call) => translationPage(shown, call.t, call.who === null ? 'public' : 'desk'),
    }),
  ]
}
