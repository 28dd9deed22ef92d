// For tests: a database with some thousand invented requests of 2020, and the doors of the scoreboard over it.
import { createApp } from '../src/base/app.ts'
import { countries } from '../src/calendar/model.ts'
import { openSigner } from '../src/evidence/signature.ts'
import { loadLibrary } from '../src/library.ts'
import type { Actor } from '../src/permission/model.ts'
import { beyondDoors } from '../src/scoreboard/beyond.ts'
import type { Fact } from '../src/scoreboard/fact.ts'
import { keyDoor } from '../src/scoreboard/file-routes.ts'
import { rebuildScoreboard } from '../src/scoreboard/rebuild.ts'
import { scoreboardDoors } from '../src/scoreboard/routes.ts'
import { inventedFact } from '../src/scoreboard/small-facts.ts'
import { writeFacts } from '../src/scoreboard/store/facts.ts'
import { type ScoreboardView, scoreboardSchema } from '../src/scoreboard/view.ts'
import { openScoring } from '../src/scoring.ts'
import { freshDatabase } from './database.ts'

export const root = new URL('..', import.meta.url).pathname
export const library = loadLibrary(root)
export const publicUrl = 'https://imi.example'
export const signer = openSigner(Buffer.alloc(32, 5), 'scoreboard-signature')

/** The same numbers each time. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

function inventedFacts(count: number): readonly Fact[] {
  const next = chance(2020)
  const procedures = ['pq-information-request', 'services-information-request', 'posting-information-request']
  const [first, last] = [Date.parse('2020-01-01T00:00:00Z'), Date.parse('2020-12-31T22:00:00Z')]
  const hour = 3_600_000
  /** Just before and at midnight in Brussels: two of another year. */
  const edges = ['2019-12-31T22:59:59.999Z', '2019-12-31T23:00:00.000Z', '2020-12-31T22:59:59.999Z']
  edges.push('2020-12-31T23:00:00.000Z')
  const instantAfter = (at: string, days: number): string =>
    new Date(Date.parse(at) + next(days * 24) * hour + next(2) * (hour - 1)).toISOString()
  return Array.from({ length: count }, (_, i) => {
    const sentAt = edges[i] ?? new Date(first + next((last - first) / hour) * hour).toISOString()
    // Malta receives little, Liechtenstein nothing; some are quicker and better than others.
    const receivers = countries.filter(one => one !== 'LI' && (one !== 'MT' || i < 300))
    const recipientCountry = receivers[next(28)] ?? 'AT'
    const habit = countries.indexOf(recipientCountry) % 3
    const acceptedAt = next(10) > habit ? instantAfter(sentAt, 7 + 4 * habit) : null
    const answeredAt = acceptedAt && next(10) > 1 ? instantAfter(acceptedAt, 20 + 20 * habit) : null
    const agreedDay = acceptedAt && instantAfter(acceptedAt, 90 - 30 * habit).slice(0, 10)
    const rating = () =>
      answeredAt && next(3) > 0 ? 1 + (next(20) < 4 * habit ? 2 + next(2) : next(2)) : null
    return inventedFact({
      ...{ number: `2020-PL-${String(i).padStart(8, '0')}`, procedure: procedures[next(3)] ?? '', sentAt },
      ...{ recipientCountry, acceptedAt, answeredAt, agreedDay },
      ...{ ratingTimeliness: rating(), ratingEfforts: rating() },
      withdrawnAt: !answeredAt && next(2) > 0 ? instantAfter(acceptedAt ?? sentAt, 20) : null,
    })
  })
}

/** Whoever opens it drops the database. `now`: the scoreboard is looked at. */
export async function openScoreboardDesk(count: number, now = '2026-11-26T09:00:00.000Z') {
  const database = await freshDatabase()
  const facts = inventedFacts(count)
  await writeFacts(database.sql, facts)
  await rebuildScoreboard(database.sql)
  const scoring = openScoring(database.sql, root, () => now)
  const app = createApp<Actor>({
    ...{ library, passages: [], publicUrl },
    doors: [
      keyDoor<Actor>(signer.publicKey),
      ...beyondDoors({ ...scoring, authorities: async () => new Map() }),
      ...scoreboardDoors<Actor>(scoring, publicUrl),
    ],
    recognise: async () => ({
      ...{ who: null, csrf: '', isCsrf: () => false, lang: null, zone: 'Europe/Athens', isProgram: false },
    }),
    wrap: (call, { title, main, look }) =>
      `<title>${title}</title><body class="${look}">${main}${call.t.lang}`,
    onFault: error => {
      throw error
    },
  })
  const get = (path: string, accept = '*/*', lang = 'en') =>
    Promise.resolve(app.request(publicUrl + path, { headers: { accept, 'accept-language': lang } }))
  return {
    ...{ database, scoring, facts, get },
    json: async (path = '/scoreboard/2020'): Promise<ScoreboardView> =>
      scoreboardSchema.parse(await (await get(path, 'application/json')).json()),
    text: async (path: string): Promise<string> => (await get(path)).text(),
  }
}
