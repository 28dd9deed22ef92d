// All SQL of the exchanges, tied to one database.
import type { Sql } from '../base/sql.ts'
import type { Flow } from './proposal/model.ts'
import { type AboveAsked, loadAbove, type StoredAbove } from './store/above.ts'
import { type Answering, answering } from './store/answering.ts'
import { type Append, append, type Create, create } from './store/append.ts'
import { isAttachment, noteScan, type Scanned, type WaitingScan, waitingScans } from './store/attachment.ts'
import { type BlockRow, blocks, changeBlock, makeBlock, type NewBlock, removeBlock } from './store/block.ts'
import { type Change, changes } from './store/changes.ts'
import { type ChildStored, loadChildren, takenNumbers } from './store/children.ts'
import { type Coordinated, type CoordinatedAsking, coordinated } from './store/coordinated.ts'
import {
  type CoordinationAsked,
  type CoordinationRow,
  coordination,
  type RemitAsked,
  type RemitOverview,
  remitOverview,
} from './store/coordination.ts'
import { type Overview, type OverviewAsked, overview } from './store/counts.ts'
import {
  type DossierRow,
  type DossiersAsked,
  dossiers,
  type Filing,
  file,
  makeDossier,
  type NewDossier,
  removeDossier,
  renameDossier,
  takeOut,
} from './store/dossier.ts'
import {
  type Looked,
  noteLook,
  noteReadings,
  type Readings,
  type SaveDraft,
  saveDraft,
} from './store/draft.ts'
import {
  type Allocate,
  addNote,
  allocate,
  type InsideRows,
  insideRows,
  type NewNote,
} from './store/inside.ts'
import { type ListAsked, type ListRow, list } from './store/list.ts'
import { type Asking, load, type Stored } from './store/load.ts'
import { openParts, type PartAsked } from './store/parts-of.ts'
import { notePersonSearch, type PersonSearch } from './store/person.ts'
import { type Indexed, indexOne, type Unindexed, unindexed } from './store/person-backfill.ts'
import { type FlowsAsked, flowsOf } from './store/route.ts'
import { removeView, renameView, type SavedView, savedViews, saveView } from './store/saved.ts'
import {
  appendTimer,
  type DueAsked,
  type DueExchange,
  dueExchanges,
  type Fired,
  postponeTimer,
} from './store/timers.ts'
import { appendTogether, type Together } from './store/together.ts'

export type ExchangeStore = {
  load(asking: Asking): Promise<Stored | null>
  append(given: Append): Promise<boolean>
  appendTogether(given: Together): Promise<boolean>
  children(asked: Parameters<typeof loadChildren>[1]): Promise<readonly ChildStored[]>
  above(asked: AboveAsked): Promise<StoredAbove | null>
  takenNumbers(numbers: readonly string[]): Promise<ReadonlySet<string>>
  openParts(asked: PartAsked): Promise<readonly string[]>
  answering(authority: string): Promise<Answering | null>
  create(given: Create): Promise<boolean>
  saveDraft(given: SaveDraft): Promise<number | null>
  noteLook(looked: Looked): Promise<void>
  noteReadings(readings: Readings): Promise<void>
  allocate(given: Allocate): Promise<boolean>
  inside(exchange: string, authority: string): Promise<InsideRows>
  addNote(note: NewNote): ReturnType<typeof addNote>
  list(asked: ListAsked): Promise<readonly ListRow[]>
  dossiers(asked: DossiersAsked): Promise<readonly DossierRow[]>
  makeDossier(given: NewDossier): Promise<boolean>
  renameDossier(given: Parameters<typeof renameDossier>[1]): Promise<boolean>
  removeDossier(given: Parameters<typeof removeDossier>[1]): Promise<boolean>
  file(given: Filing): Promise<boolean>
  takeOut(given: Parameters<typeof takeOut>[1]): Promise<boolean>
  unindexed(asked: Parameters<typeof unindexed>[1]): Promise<readonly Unindexed[]>
  indexOne(given: Indexed): Promise<boolean>
  notePersonSearch(search: PersonSearch): Promise<void>
  overview(asked: OverviewAsked): Promise<Overview>
  coordination(asked: CoordinationAsked): Promise<readonly CoordinationRow[]>
  remitOverview(asked: RemitAsked): Promise<RemitOverview>
  coordinated(asking: CoordinatedAsking): Promise<Coordinated | null>
  changes(asked: Parameters<typeof changes>[1]): Promise<readonly Change[]>
  waitingScans(at: string, limit: number): Promise<readonly WaitingScan[]>
  noteScan(given: Scanned): Promise<void>
  isAttachment(exchange: string, id: string): Promise<boolean>
  dueExchanges(asked: DueAsked): Promise<readonly DueExchange[]>
  appendTimer(fired: Fired): Promise<boolean>
  postponeTimer(given: Parameters<typeof postponeTimer>[1]): Promise<void>
  blocks(asked: Parameters<typeof blocks>[1]): Promise<readonly BlockRow[]>
  makeBlock(given: NewBlock): ReturnType<typeof makeBlock>
  changeBlock(given: Parameters<typeof changeBlock>[1]): Promise<boolean>
  removeBlock(given: Parameters<typeof removeBlock>[1]): Promise<boolean>
  savedViews(user: string): Promise<readonly SavedView[]>
  saveView(user: string, view: SavedView): ReturnType<typeof saveView>
  renameView(user: string, view: Pick<SavedView, 'id' | 'name'>): ReturnType<typeof renameView>
  removeView(user: string, id: string): Promise<boolean>
  flows(asked: FlowsAsked): Promise<readonly Flow[]>
}

export const exchangeStore = (sql: Sql): ExchangeStore => ({
  load: asking => load(sql, asking),
  append: given => append(sql, given),
  appendTogether: given => appendTogether(sql, given),
  children: asked => loadChildren(sql, asked),
  above: asked => loadAbove(sql, asked),
  takenNumbers: numbers => takenNumbers(sql, numbers),
  openParts: asked => openParts(sql, asked),
  answering: authority => answering(sql, authority),
  create: given => create(sql, given),
  saveDraft: given => saveDraft(sql, given),
  noteLook: looked => noteLook(sql, looked),
  noteReadings: readings => noteReadings(sql, readings),
  allocate: given => allocate(sql, given),
  inside: (exchange, authority) => insideRows(sql, exchange, authority),
  addNote: note => addNote(sql, note),
  list: asked => list(sql, asked),
  dossiers: asked => dossiers(sql, asked),
  makeDossier: given => makeDossier(sql, given),
  renameDossier: given => renameDossier(sql, given),
  removeDossier: given => removeDossier(sql, given),
  file: given => file(sql, given),
  takeOut: given => takeOut(sql, given),
  unindexed: asked => unindexed(sql, asked),
  indexOne: given => indexOne(sql, given),
  notePersonSearch: search => notePersonSearch(sql, search),
  overview: asked => overview(sql, asked),
  coordination: asked => coordination(sql, asked),
  remitOverview: asked => remitOverview(sql, asked),
  coordinated: asking => coordinated(sql, asking),
  changes: asked => changes(sql, asked),
  waitingScans: (at, limit) => waitingScans(sql, at, limit),
  noteScan: given => noteScan(sql, given),
  isAttachment: (exchange, id) => isAttachment(sql, exchange, id),
  dueExchanges: asked => dueExchanges(sql, asked),
  appendTimer: fired => appendTimer(sql, fired),
  postponeTimer: given => postponeTimer(sql, given),
  blocks: asked => blocks(sql, asked),
  makeBlock: given => makeBlock(sql, given),
  changeBlock: given => changeBlock(sql, given),
  removeBlock: given => removeBlock(sql, given),
  savedViews: user => savedViews(sql, user),
  saveView: (user, view) => saveView(sql, user, view),
  renameView: (user, view) => renameView(sql, user, view),
  removeView: (user, id) => removeView(sql, user, id),
  flows: asked => flowsOf(sql, asked),
})
