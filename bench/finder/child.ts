// One engine in a process of its own, as it would run in a product: what others hold in memory slows it no more.
import { resolve } from 'node:path'
import { openWords } from '../../src/authority/finder.ts'
import { readLexicons } from '../../src/authority/lexicons.ts'
import { connect } from '../../src/base/sql.ts'
import { type Lang, library, readLanguages } from '../../src/base/text.ts'
import { inventDirectory } from '../../src/world/directory.ts'
import { frame, readWords } from '../../src/world/frame.ts'
import { documentsOf, type Engine, type EngineName } from './engine.ts'
import { openMiniSearch } from './minisearch.ts'
import { openOurs } from './ours.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/** What the parent asks, and what it is told: first how the building went, then one answer a question. */
export type Question = { readonly text: string; readonly lang: Lang }
export type Built = { readonly bytes: number; readonly seconds: number }
export type Found = { readonly ids: readonly string[]; readonly ms: number }

const root = resolve(import.meta.dirname, '..', '..')
const [name = '', databaseUrl = ''] = process.argv.slice(2)

const texts = library(readLanguages(root), new Map())
const lexicons = readLexicons(root)
const directory = inventDirectory({ frame, wordsOf: readWords(root), lexicons, library: texts })

/** The documents are made first: what an engine does with them is its building. */
async function open(): Promise<Built & { readonly engine: Engine }> {
  const documents = name === 'open-imi' ? [] : documentsOf({ directory, lexicons, library: texts })
  const openers: Readonly<Record<EngineName, () => Promise<Engine> | Engine>> = {
    'open-imi': () => openOurs(directory, () => openWords(texts, lexicons)),
    minisearch: () => openMiniSearch(documents),
    'sqlite-trigram': () => openSqlite(documents),
    postgresql: () =>
      openPostgres(connect(databaseUrl, { max: 1, name: 'open-imi bench finder' }), documents),
  }
  const from = performance.now()
  const engine = await openers[name as EngineName]()
  return { engine, bytes: engine.bytes, seconds: (performance.now() - from) / 1000 }
}

const { engine, ...built } = await open()
const tell = (said: Built | Found) => process.send?.(said)

process.on('message', async ({ text, lang }: Question) => {
  const asked = performance.now()
  const ids = await engine.find(text, lang)
  tell({ ids, ms: performance.now() - asked })
})
process.on('disconnect', () => process.exit())
tell(built)
