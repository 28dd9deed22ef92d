// All SQL of the exchanges, tied to one database.
import type { Tx } from '../base/sql.ts'
import { type Append, append, type Create, create } from './store/append.ts'
import { type Looked, noteLook, type SaveDraft, saveDraft } from './store/draft.ts'
import { type Counts, counts, type ListAsked, type ListRow, list } from './store/list.ts'
import { type Asking, load, type Stored } from './store/load.ts'

export type ExchangeStore = {
  load(asking: Asking): Promise<Stored | null>
  append(given: Append): Promise<boolean>
  create(given: Create): Promise<boolean>
  saveDraft(given: SaveDraft): Promise<number | null>
  noteLook(looked: Looked): Promise<void>
  list(asked: ListAsked): Promise<readonly ListRow[]>
  counts(authority: string, areas: readonly string[] | '*'): Promise<Counts>
}

export const exchangeStore = (sql: Tx): ExchangeStore => ({
  load: asking => load(sql, asking),
  append: given => append(sql, given),
  create: given => create(sql, given),
  saveDraft: given => saveDraft(sql, given),
  noteLook: looked => noteLook(sql, looked),
  list: asked => list(sql, asked),
  counts: (authority, areas) => counts(sql, authority, areas),
})
