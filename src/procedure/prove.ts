// `imi check`: proves a folder's procedures, texts and lexicon, and names every fault with its file and place.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Lang, Messages } from '../base/text.ts'
import { checkProcedure, textKeys } from './check.ts'
import { checkLexicon, entriesOf, type Lexicon, lexiconFile, lexiconSchema } from './lexicon.ts'
import { checkTexts, type Finding, finding, type TextSet } from './messages.ts'
import { procedureSchema } from './model.ts'
import { type ProcedureFolder, procedureFolders, readJson } from './store.ts'

export type Proof = {
  readonly procedures: number
  readonly areas: number
  readonly languages: number
  /** All texts of all languages, the lexicon's names among them. */
  readonly texts: number
  readonly problems: readonly Finding[]
}

/** One folder under proof: what is found there gathers in `problems`. */
type Bench = {
  readonly root: string
  readonly languages: readonly Lang[]
  readonly problems: Finding[]
  texts: number
}

const messagesSchema = z.record(z.string(), z.string())
const languagesSchema = z.array(z.object({ code: z.string() })).min(1)
const languagesFile = 'texts/languages.json'

/** Proves everything under `root`: the procedures, their texts, the interface texts and the lexicon. */
export async function checkAll(root: string): Promise<Proof> {
  const problems: Finding[] = []
  const rows = readJson({ root, problems }, languagesFile, languagesSchema)
  if (rows === undefined) problems.push(finding('file-missing', languagesFile, languagesFile))
  const bench: Bench = { root, languages: (rows ?? []).map(row => row.code), problems, texts: 0 }
  const folders = procedureFolders(root)
  if (rows) {
    const named = proveLexicon(bench)
    proveInterface(bench)
    for (const folder of folders) proveProcedure(bench, folder, named)
    proveUnique(bench, folders)
  }
  return {
    procedures: folders.length,
    areas: new Set(folders.map(folder => folder.area)).size,
    languages: bench.languages.length,
    texts: bench.texts,
    problems,
  }
}

type Named = Readonly<Record<'areas' | 'competences', ReadonlySet<string>>>

/** Gives the areas and the competences that the lexicon names. */
function proveLexicon(bench: Bench): Named {
  const lexicons = new Map<Lang, Lexicon | null>()
  for (const lang of bench.languages) {
    const lexicon = readJson(bench, lexiconFile(lang), lexiconSchema)
    if (lexicon !== undefined) lexicons.set(lang, lexicon)
    bench.texts += entriesOf(lexicon ?? {}).length
  }
  nameForeign(bench, 'lexicon', '.json')
  bench.problems.push(...checkLexicon(lexicons, bench.languages))
  const ids = (...kinds: readonly string[]) =>
    new Set([...lexicons.values()].flatMap(one => kinds.flatMap(kind => Object.keys(one?.[kind] ?? {}))))
  return { areas: ids('area'), competences: ids('profession', 'activity', 'keyword') }
}

/** Each room's file must exist in every language with the same keys: those that any language has. */
function proveInterface(bench: Bench): void {
  nameForeign(bench, 'texts', '', ['languages.json'])
  const rooms = new Set(bench.languages.flatMap(lang => namesIn(bench, `texts/${lang}`)))
  for (const room of rooms) {
    const fileOf = (lang: Lang) => `texts/${lang}/${room}`
    const texts = readTexts(bench, fileOf)
    const needed = new Set([...texts.values()].flatMap(messages => Object.keys(messages ?? {})))
    bench.problems.push(...checkTexts({ fileOf, texts, needed }, bench.languages))
  }
}

function proveProcedure(bench: Bench, { area, id, dir }: ProcedureFolder, named: Named): void {
  const file = `${dir}/procedure.json`
  const procedure = readJson(bench, file, procedureSchema, 'procedure-invalid')
  if (procedure === undefined) bench.problems.push(finding('file-missing', file, id))
  if (!procedure) return
  if (procedure.id !== id) bench.problems.push(finding('procedure-misplaced', file, 'id', procedure.id))
  if (procedure.area !== area)
    bench.problems.push(finding('procedure-misplaced', file, 'area', procedure.area))
  if (!named.areas.has(procedure.area))
    bench.problems.push(finding('reference-unknown', file, 'area', procedure.area))
  for (const competence of Object.values(procedure.finding?.matter.competences ?? {}))
    if (!named.competences.has(competence))
      bench.problems.push(finding('reference-unknown', file, 'finding.matter.competences', competence))
  bench.problems.push(...checkProcedure(procedure, file))
  const fileOf = (lang: Lang) => `${dir}/texts/${lang}.json`
  const texts = readTexts(bench, fileOf)
  nameForeign(bench, `${dir}/texts`, '.json')
  const { needed, optional } = textKeys(procedure)
  const present = new Set([...texts.values()].flatMap(messages => Object.keys(messages ?? {})))
  const set: TextSet = {
    fileOf,
    texts,
    needed: new Set([...needed, ...[...optional].filter(key => present.has(key))]),
    variables: key => (key === 'title' ? ['subject'] : []),
  }
  bench.problems.push(...checkTexts(set, bench.languages))
}

/** Two areas may not have a procedure of the same id: the id alone names it. */
function proveUnique(bench: Bench, folders: readonly ProcedureFolder[]): void {
  const ids = folders.map(folder => folder.id)
  for (const [at, { id, dir }] of folders.entries())
    if (ids.indexOf(id) !== at) bench.problems.push(finding('id-twice', `${dir}/procedure.json`, 'id', id))
}

function readTexts(bench: Bench, fileOf: (lang: Lang) => string): Map<Lang, Messages | null> {
  const texts = new Map<Lang, Messages | null>()
  for (const lang of bench.languages) {
    const messages = readJson(bench, fileOf(lang), messagesSchema)
    if (messages !== undefined) texts.set(lang, messages)
    bench.texts += Object.keys(messages ?? {}).length
  }
  return texts
}

const namesIn = ({ root }: Bench, dir: string): string[] =>
  existsSync(join(root, dir)) ? readdirSync(join(root, dir)).sort() : []

/** A file or folder of a language that texts/languages.json does not list would never be read. */
function nameForeign(bench: Bench, dir: string, ending: string, except: readonly string[] = []): void {
  const known = new Set([...bench.languages.map(lang => `${lang}${ending}`), ...except])
  for (const name of namesIn(bench, dir))
    if (!known.has(name)) bench.problems.push(finding('language-unknown', `${dir}/${name}`, name))
}
