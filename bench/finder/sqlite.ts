// SQLite's full text index over trigrams, in memory: a query is any of its trigrams, ranked by bm25.
import { DatabaseSync } from 'node:sqlite'
import { best, type Document, type Engine, keysOf } from './engine.ts'

export function openSqlite(documents: readonly Document[]): Engine {
  const database = new DatabaseSync(':memory:')
  database.exec(
    "create virtual table authority using fts5(id unindexed, names, matter, place, tokenize='trigram')",
  )
  const insert = database.prepare('insert into authority values (?, ?, ?, ?)')
  database.exec('begin')
  for (const { id, names, matter, place } of documents) insert.run(id, names, matter, place)
  database.exec('commit')
  const search = database.prepare(
    `select id from authority where authority match ? order by bm25(authority, 0, 1, 2, 3) limit ${best}`,
  )
  const sizeOf = (pragma: string): number =>
    Number(Object.values(database.prepare(`pragma ${pragma}`).get() ?? {})[0])
  return {
    find: text => {
      const wanted = gramsOf(text)
      return wanted === '' ? [] : search.all(wanted).map(({ id }) => String(id))
    },
    bytes: sizeOf('page_count') * sizeOf('page_size'),
  }
}

/** Words shorter than a trigram cannot be asked for. */
const gramsOf = (text: string): string =>
  [
    ...new Set(
      keysOf(text).flatMap(key =>
        Array.from({ length: Math.max(0, key.length - 2) }, (_, at) => key.slice(at, at + 3)),
      ),
    ),
  ]
    .map(gram => `"${gram}"`)
    .join(' or ')
