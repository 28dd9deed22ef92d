// What requests.csv of a live edition hashes to: worked out now and then beside the pages, which never wait for it.
import type { Sql } from '../base/sql.ts'
import type { Edition } from './edition.ts'
import { printOf, requestsCsv } from './open-data.ts'
import type { CsvPrint } from './publication.ts'
import { inOneMoment } from './store.ts'

/** `at`: when the file was so. */
export type LivePrint = CsvPrint & { readonly at: string }

export type Prints = {
  /** The last one known; null: none yet. Begins a new one where the counts are others than they were then. */
  of(edition: Edition, counts: string): LivePrint | null
}

type Held = { readonly counts: string; readonly begunMs: number; readonly print: LivePrint | null }

/** An edition with a step each second is not read through all the time. */
const pauseMs = 10 * 60_000

export function openPrints(sql: Sql, clock: () => string): Prints {
  const known = new Map<string, Held>()
  return {
    of(edition, counts) {
      const held = known.get(edition.id)
      const nowMs = Date.parse(clock())
      if (held && (held.counts === counts || nowMs - held.begunMs < pauseMs)) return held.print
      const begun = { counts, begunMs: nowMs, print: held?.print ?? null }
      known.set(edition.id, begun)
      inOneMoment(sql, async store => {
        const at = clock()
        const { counts: counted } = await store.stand(edition)
        const print = await printOf(requestsCsv(store, edition))
        known.set(edition.id, { ...begun, counts: counted, print: { ...print, at } })
      }).catch(() => {
        // The page that reads the same tables says what is wrong; this is tried again after the pause.
      })
      return begun.print
    },
  }
}
