// The doors of the search over a small one in memory, for the tests of this room.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createApp } from '../base/app.ts'
import { library, readLanguages } from '../base/text.ts'
import type { Actor } from '../permission/model.ts'
import { readProcedureTexts } from '../procedure/store.ts'
import { finderOver, openWords } from './finder.ts'
import { readLexicons } from './lexicons.ts'
import type { Authority } from './model.ts'
import { searchDoors } from './search-routes.ts'
import { inventedAuthority, recordOf, registries, smallDirectory } from './small-directory.ts'
import type { UnknownWord } from './store/unknown-word.ts'
import { suggester } from './suggest.ts'
import { openUnknownWords } from './unknown-words.ts'
import { foundListSchema } from './view.ts'

const root = resolve(import.meta.dirname, '..', '..')

function textsOf() {
  const messages = new Map<string, Record<string, string>>()
  readProcedureTexts(root, messages)
  for (const lang of ['en', 'de']) {
    for (const prefix of ['authority', 'authority-finder', 'authority-bycase', 'base', 'permission']) {
      const own: Record<string, string> = JSON.parse(
        readFileSync(resolve(root, `texts/${lang}/${prefix}.json`), 'utf8'),
      )
      for (const [key, text] of Object.entries(own))
        Object.assign(messages.get(lang) ?? {}, { [`${prefix}.${key}`]: text })
    }
  }
  return library(readLanguages(root), messages)
}

/** Acts for those of its country that work no more. */
const coordinator = inventedAuthority({
  ...{ id: 'pl-coordinator', country: 'PL', town: 'Łódź', type: 'national-coordinator', level: 'national' },
  officialNames: [{ lang: 'pl', name: 'Koordynator krajowy' }],
})
const directory: readonly Authority[] = [...smallDirectory, ...registries, coordinator]
export const texts = textsOf()
export const lexicons = readLexicons(root)
const finder = finderOver(directory, openWords(texts, lexicons))
/** What the database would be told. */
export const written: UnknownWord[] = []
export const unknownWords = openUnknownWords(
  async words => written.push(...words),
  () => '2026-11-24',
)
/** What the database says by now: which authority was suspended after the index was made. */
export const meanwhile = { suspended: '' }

/** Who calls, unless a test says otherwise. */
export const actor: Actor = {
  ...{ user: 'u', name: 'Anna Muster', lang: 'en', authority: 'at-architect', country: 'AT' },
  roles: { '*': ['request-handler'] },
}

const appFor = (who: Actor | null) =>
  createApp<Actor>({
    library: texts,
    doors: searchDoors({
      store: {
        byIds: async ids =>
          new Map(
            directory
              .filter(({ id }) => ids.includes(id))
              .map(one => [
                one.id,
                recordOf(one.id === meanwhile.suspended ? { ...one, status: 'suspended' } : one),
              ]),
          ),
      },
      finder: { read: async query => finder.read(query), choices: () => finder.choices },
      suggest: suggester(texts, lexicons),
      unknownWords,
    }),
    passages: [],
    recognise: async () => ({ who, csrf: '', isCsrf: () => false, lang: null, zone: 'UTC', isProgram: true }),
    wrap: (_, page) => `<title>${page.title}</title>${page.main}`,
    publicUrl: 'http://localhost',
    onFault: error => {
      throw error
    },
  })

/** One call of an official, unless `who` says otherwise. */
export const get = async (
  path: string,
  wants: 'json' | 'html' = 'json',
  lang = 'en',
  who: Actor | null = actor,
) => {
  const accept = wants === 'json' ? 'application/json' : 'text/html'
  const headers = { accept, 'accept-language': lang }
  const response = await appFor(who).request(`http://localhost${path}`, { headers })
  return { status: response.status, text: await response.text() }
}
export const search = async (query: string, lang = 'en') =>
  foundListSchema.parse(JSON.parse((await get(`/authorities?${query}`, 'json', lang)).text))
