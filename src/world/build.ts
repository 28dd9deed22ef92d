// Builds the invented world into an empty database: directory, officials and a year of exchanges, all or nothing.
import type { Authority } from '../authority/model.ts'
import { authorityStore } from '../authority/store.ts'
import type { Progress } from '../base/progress.ts'
import type { Shelf } from '../base/shelf.ts'
import type { Sql, Tx } from '../base/sql.ts'
import { insertBlocks } from '../exchange/store/block.ts'
import { type Catalogue, readProcedures } from '../procedure/store.ts'
import { userStore } from '../user/store.ts'
import { insertOperator } from './announcements.ts'
import { type Batch, inventBatch } from './batch.ts'
import { inventBlocks } from './blocks.ts'
import { inventDirectory } from './directory.ts'
import { type Filling, fillExchanges } from './fill-exchanges.ts'
import { fillPast } from './fill-past.ts'
import { frame } from './frame.ts'
import { type Ground, openGround, readVocabulary, type Vocabulary } from './ground.ts'
import { approvalsIn } from './habits.ts'
import type { Part } from './histories.ts'
import { openInventors, threadsFor } from './inventors.ts'
import { inventOfficials, type Officials } from './people.ts'
import { type Plan, type PlanWanted, planOf } from './plan.ts'
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

/** Whether a tiny world has an authority. `town`: the place of its town, counted from 1. */
export const isTiny = (id: string, town: number): boolean =>
  town === 1 && tinyTypes.includes(id.slice(3).replace(/-\d\d$/, ''))

/** Null, and nothing changed, where the database already holds a directory. */
export function buildWorld(wanted: WorldWanted): Promise<Built | null> {
  const { sql, root, master, size } = wanted
  const plan = planOf(wanted)
  return fillEmpty(sql, async tx => {
    const words = readVocabulary(root)
    const directory = inventDirectory({ frame, ...words }, size === 'tiny' ? isTiny : undefined)
    const officials = inventOfficials(directory, words.wordsOf)
    const { handlers, judges } = officials
    const catalogue = readProcedures(root)
    const opening = { root, master, directory, handlers, judges, plan }
    const count = plan.exchanges
    const threads = threadsFor(count)
    const inventors = threads > 0 ? openInventors({ threads, count }, opening) : null
    let ground: Ground | null = null
    const here = (part: Part): Promise<Batch> => {
      ground ??= openGround(opening, words, catalogue)
      return inventBatch(ground, part)
    }
    try {
      await fillDirectory(tx, wanted, { words, plan, directory, officials, catalogue })
      await fillPlan(tx, wanted, { plan, catalogue, here, inventors })
    } finally {
      await inventors?.close()
    }
    const past = plan.past?.count ?? 0
    const users = officials.accounts.length
    return { authorities: directory.length, users, exchanges: count + past, past }
  })
}

type Filled = {
  readonly words: Vocabulary
  readonly plan: Plan
  readonly directory: readonly Authority[]
  readonly officials: Officials
  readonly catalogue: Catalogue
}

/** Everything that does not change with the number of exchanges. */
async function fillDirectory(
  tx: Tx,
  { say }: WorldWanted,
  { words, plan, directory, officials, catalogue }: Filled,
): Promise<void> {
  const { now } = plan
  const { accounts, roles, handlers } = officials
  say(`world: ${directory.length} authorities`)
  await authorityStore(tx).insertMany(directory)
  say(`world: ${accounts.length} officials`)
  await userStore(tx).insertMany(accounts, roles)
  await insertOperator(tx, now)
  await authorityStore(tx).insertApprovals(approvalsIn(directory, catalogue.all))
  await insertBlocks(tx, inventBlocks({ directory, handlers, catalogue, ...words }, now))
}

/** The exchanges, whole ones and of the past the facts. */
async function fillPlan(
  tx: Tx,
  { say, shelf }: WorldWanted,
  {
    plan,
    catalogue,
    here,
    inventors,
  }: Pick<Filled, 'plan' | 'catalogue'> & Pick<Filling, 'here' | 'inventors'>,
): Promise<void> {
  const { exchanges, past } = plan
  const from = performance.now()
  const pace = (done: number): number => Math.round((1000 * done) / (performance.now() - from))
  await fillExchanges(tx, {
    ...{ here, inventors, count: exchanges, shelf },
    progress: done => say.part(`world: exchanges, ${pace(done)} a second`, done, exchanges),
  })
  const areaOf = (id: string): string => catalogue.byId(id)?.area ?? ''
  if (past) await fillPast(tx, { ...past, areaOf }, say)
}
