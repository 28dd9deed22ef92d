// A stand-in for the translation engines: gives every text back, so that pages have translations to show.
import type { Sql } from '../src/base/sql.ts'
import { translationBox } from '../src/evidence/key.ts'
import type { Engine, Route } from '../src/translation/model.ts'
import { openTranslator, type Translator } from '../src/translation/translator.ts'
import { cast } from '../src/world/cast.ts'

/** Between all languages of the cast: about as many ways as the real engine knows. */
const languages = [...new Set(cast.map(({ lang }) => lang))]
const routes: readonly Route[] = languages.flatMap(from =>
  languages
    .filter(to => to !== from)
    .map((to): Route => ({ path: [from, to], quality: 'gist', chrF: null, version: 'bench' })),
)

const engine: Engine = {
  id: 'bench',
  name: 'bench',
  isImmediate: true,
  routes: () => routes,
  translate: async ({ segments }) => ({ state: 'done', segments }),
  stop: async () => {},
}

type Jobs = Parameters<typeof openTranslator>[0]['jobs']

/** The real translator. `work` makes what was asked for: before the measuring, so that nothing is missing in it. */
export function openStandIn(
  sql: Sql,
  master: Buffer,
  clock: () => string,
): Translator & { work(): Promise<void> } {
  const queued: object[] = []
  let handler: (data: never) => Promise<void> = async () => {}
  const jobs: Jobs = {
    define(_, __, given) {
      handler = given
    },
    send: async (_, data) => queued.push(data) > 0,
  }
  const log = {
    error(_: string, error: unknown): never {
      throw error
    },
  }
  const translator = openTranslator({ sql, jobs, engines: [engine], clock, log, box: translationBox(master) })
  return {
    ...translator,
    async work() {
      for (const data of queued.splice(0)) await handler(data as never)
    },
  }
}
