// Builds the invented world into an empty database: directory, officials and a year of exchanges, all or nothing.
import { readLexicons } from '../authority/lexicons.ts'
import { authorityStore } from '../authority/store.ts'
import type { Progress } from '../base/progress.ts'
import type { Shelf } from '../base/shelf.ts'
import type { Sql, Tx } from '../base/sql.ts'
import { library, readLanguages } from '../base/text.ts'
import { openCalendar } from '../calendar/holidays.ts'
import { insertBlocks } from '../exchange/store/block.ts'
import { type HistoryRow, insertHistories } from '../exchange/store/insert.ts'
import { openVault } from '../exchange/vault.ts'
import { readProcedures } from '../procedure/store.ts'
import { userStore } from '../user/store.ts'
import { assignmentsOfYear } from './aims.ts'
import { insertOperator } from './announcements.ts'
import { inventBlocks } from './blocks.ts'
import { openDays } from './days.ts'
import { inventDirectory } from './directory.ts'
import { fillPast } from './fill-past.ts'
import { frame, readWords } from './frame.ts'
import { approvalsIn } from './habits.ts'
import { inventHistories } from './histories.ts'
import { inventOfficials } from './people.ts'
import { type PlanWanted, planOf } from './plan.ts'
import { openSources } from './sources.ts'
import { fillEmpty } from './store.ts'

export type WorldWanted = {
  readonly sql: Sql
  /** Folder of the program. */
  readonly root: string
  readonly master: Buffer
  /** Where the files of attachments go. */
  readonly shelf: Shelf
  readonly say: Progress
} & PlanWanted

/** `past`: of the exchanges those of which only the fact is left. */
export type Built = {
  readonly authorities: number
  readonly users: number
  readonly exchanges: number
  readonly past: number
}

/** The types of which a tiny world has one authority a country. */
const tinyTypes = [
  'professional-regulator-physiotherapist',
  'professional-regulator-general-care-nurse',
  'professional-regulator-doctor-of-medicine',
  'labour-inspectorate',
  'municipal-licensing',
  'building-control',
  'national-coordinator',
  'area-coordinator-professional-qualifications',
  'area-coordinator-posting-of-workers',
  'area-coordinator-services',
]

const isTiny = (id: string, town: number): boolean =>
  town === 1 && tinyTypes.includes(id.slice(3).replace(/-\d\d$/, ''))

/** Null, and nothing changed, where the database already holds a directory. */
export async function buildWorld({ sql, root, shelf, ...wanted }: WorldWanted): Promise<Built | null> {
  const { master, size, say } = wanted
  const { exchanges, year, now, past } = planOf(wanted)
  return fillEmpty(sql, async tx => {
    const wordsOf = readWords(root)
    const lexicons = readLexicons(root)
    const names = library(readLanguages(root), new Map())
    const directory = inventDirectory(
      { frame, wordsOf, lexicons, library: names },
      size === 'tiny' ? isTiny : undefined,
    )
    const { accounts, roles, handlers, judges } = inventOfficials(directory, wordsOf)
    say(`world: ${directory.length} authorities`)
    await authorityStore(tx).insertMany(directory)
    say(`world: ${accounts.length} officials`)
    await userStore(tx).insertMany(accounts, roles)
    await insertOperator(tx, now)
    const catalogue = readProcedures(root)
    await authorityStore(tx).insertApprovals(approvalsIn(directory, catalogue.all))
    const sources = openSources(wordsOf, lexicons, names)
    const calendar = openCalendar()
    const days = openDays(calendar, now, year === null ? undefined : yearReach)
    await insertBlocks(tx, inventBlocks({ directory, handlers, catalogue, wordsOf }, now))
    const vault = openVault(master)
    const given = { directory, handlers, judges, catalogue, sources, calendar, days, vault, shelf }
    const assign = year === null ? undefined : assignmentsOfYear(directory, year)
    const from = performance.now()
    await insertAll(tx, inventHistories(given, exchanges, assign), done =>
      say.part(
        `world: exchanges, ${Math.round((1000 * done) / (performance.now() - from))} a second`,
        done,
        exchanges,
      ),
    )
    const areaOf = (id: string): string => catalogue.byId(id)?.area ?? ''
    if (past) await fillPast(tx, { ...past, areaOf }, say)
    const left = past?.count ?? 0
    return { authorities: directory.length, users: accounts.length, exchanges: exchanges + left, past: left }
  })
}

/** From before the year until it has ended for a year. Unit: days. */
const yearReach = { back: 770, ahead: 240 } as const

const batchRows = 250
/** So often the socket gets its turn while rows are made. */
const turnRows = 10

/** One batch is written while the next one is invented. */
async function insertAll(
  tx: Tx,
  histories: AsyncIterable<HistoryRow>,
  progress: (done: number) => void,
): Promise<void> {
  let done = 0
  let writing: Promise<void> = Promise.resolve()
  let batch: HistoryRow[] = []
  const write = async (): Promise<void> => {
    await writing
    done += batch.length
    if (batch.length > 0) progress(done)
    writing = insertHistories(tx, batch)
    // Awaited before the next batch; until then nobody else listens.
    writing.catch(() => {})
    batch = []
  }
  for await (const history of histories) {
    batch.push(history)
    if (batch.length % turnRows === 0) await new Promise(setImmediate)
    if (batch.length >= batchRows) await write()
  }
  await write()
  await writing
}
