// Goal: what lies beyond an edition agrees with what was published of it, shows a new version at once, and says by how
//   much the requests of today differ.
// Method: invented requests of two years on a real database; editions are published by the command while facts move.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openScoreboardDesk, signer } from '../../test/scoreboard-desk.ts'
import { runPublish } from './command.ts'
import { countrySchema } from './country/view.ts'
import { rebuildScoreboard } from './rebuild.ts'
import { inventedYear } from './small-scoreboard.ts'
import { writeFacts } from './store/facts.ts'

let desk: Awaited<ReturnType<typeof openScoreboardDesk>>

beforeAll(async () => {
  desk = await openScoreboardDesk(1500)
  await writeFacts(desk.database.sql, inventedYear(2017, 1000))
  await rebuildScoreboard(desk.database.sql)
})
afterAll(() => desk.database.drop())

const publish = async (edition: string, reason?: string): Promise<void> => {
  expect((await runPublish({ ...desk.scoring, signer }, { edition, reason })).exit).toBe(0)
}
const country = async (code: string, edition = '2020') =>
  countrySchema.parse(
    await (await desk.get(`/scoreboard/${edition}/countries/${code}`, 'application/json')).json(),
  )
const figuresOf = async (edition: string, code: string) =>
  (await desk.json(`/scoreboard/${edition}`)).countries.find(one => one.country === code)

/** Every answer of Spain in a year takes so long. */
async function answersTake(days: number, year: number): Promise<void> {
  const { sql } = desk.database
  await sql`update scoreboard_fact set answered_at = sent_at + ${`${days} days`}::interval
    where recipient_country = 'ES' and answered_at is not null and exchange like ${`${year}-%`}`
  await rebuildScoreboard(sql)
}

test('a correction of the edition before shows at once', async () => {
  await answersTake(2, 2020)
  await publish('2017')
  await answersTake(99, 2017)
  const days = async () => (await country('ES')).before?.moved.find(one => one.id === 'days-to-answer')
  const published = (await figuresOf('2017', 'ES'))?.indicators[1]
  expect((await days())?.before ?? published).toEqual(published)
  await publish('2017', 'late answers')
  const corrected = (await figuresOf('2017', 'ES'))?.indicators[1]
  expect(corrected).toMatchObject({ value: 99, band: 'red' })
  expect((await days())?.before).toEqual(corrected)
})
