// Reads the procedures and their texts from the folder procedures/, and the lexicon's names from lexicon/.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { type Lang, readTextFolder } from '../base/text.ts'
import { entriesOf, lexiconSchema } from './lexicon.ts'
import { type Finding, finding } from './messages.ts'
import { type Procedure, procedureSchema } from './model.ts'

export type Catalogue = {
  readonly all: readonly Procedure[]
  byId(id: string): Procedure | undefined
}

/** Where a procedure lies: `dir` is `procedures/<area>/<id>`, relative to the root. */
export type ProcedureFolder = { readonly area: string; readonly id: string; readonly dir: string }

/** The folders of all procedures, in the order of area and id. */
export function procedureFolders(root: string): readonly ProcedureFolder[] {
  return foldersIn(join(root, 'procedures')).flatMap(area =>
    foldersIn(join(root, 'procedures', area)).map(id => ({ area, id, dir: `procedures/${area}/${id}` })),
  )
}

function foldersIn(dir: string): string[] {
  if (!existsSync(dir)) return []
  const entries = readdirSync(dir, { withFileTypes: true })
  return entries.flatMap(entry => (entry.isDirectory() ? [entry.name] : [])).sort()
}

/** Reads all procedures. A procedure that does not keep to the schema is a fault: `imi check` names it. */
export function readProcedures(root: string): Catalogue {
  const all = procedureFolders(root).map(({ dir }) =>
    procedureSchema.parse(JSON.parse(readFileSync(join(root, dir, 'procedure.json'), 'utf8'))),
  )
  const byId = new Map(all.map(procedure => [procedure.id, procedure]))
  return { all, byId: id => byId.get(id) }
}

/** Adds `<procedure>.<key>` of every procedure and `lexicon.<kind>.<id>`, the first word, to the messages. */
export function readProcedureTexts(root: string, into: Map<Lang, Record<string, string>>): void {
  for (const { id, dir } of procedureFolders(root)) readTextFolder(join(root, dir, 'texts'), id, into)
  for (const file of readdirSync(join(root, 'lexicon')).filter(name => name.endsWith('.json'))) {
    const lang = file.slice(0, -5)
    const target = into.get(lang) ?? {}
    into.set(lang, target)
    const lexicon = lexiconSchema.parse(JSON.parse(readFileSync(join(root, 'lexicon', file), 'utf8')))
    for (const [path, [name]] of entriesOf(lexicon)) if (name !== undefined) target[`lexicon.${path}`] = name
  }
  nameRegions(into)
}

const regionPrefix = 'lexicon.region.'

/**
 * A region that a language does not name is called as the same area of the other level, else as its own country calls
 * it, else as any language does.
 */
function nameRegions(into: Map<Lang, Record<string, string>>): void {
  const keys = new Set([...into.values()].flatMap(Object.keys).filter(key => key.startsWith(regionPrefix)))
  for (const texts of into.values())
    for (const key of keys) {
      const twin = texts[regionPrefix + twinOf(key.slice(regionPrefix.length))]
      if (twin !== undefined) texts[key] ??= twin
    }
  for (const key of keys) {
    const own = into.get(languageOf(key.slice(regionPrefix.length)))?.[key]
    const name = own ?? [...into.values()].find(texts => texts[key] !== undefined)?.[key]
    if (name !== undefined) for (const texts of into.values()) texts[key] ??= name
  }
}

/** Where a region is not divided further, NUTS writes 0 for the whole of it: ES3 and ES30 are one area. */
const twinOf = (code: string): string =>
  code.length === nutsTwoLength && code.endsWith('0') ? code.slice(0, -1) : `${code}0`

const nutsTwoLength = 4

/** The main language of the country in which a region lies. NUTS says EL for Greece. */
function languageOf(region: string): Lang {
  const country = region.slice(0, 2).replace('EL', 'GR')
  const { language } = new Intl.Locale(`und-${country}`).maximize()
  return language === 'no' ? 'nb' : language
}

/** Reads a file that may be faulty: `undefined` where there is none; `null` where it is not JSON or not of the
 *  schema, which is then added to `problems` (`file-broken`, and `invalid` for each issue of the schema). */
export function readJson<T>(
  { root, problems }: { readonly root: string; readonly problems: Finding[] },
  file: string,
  schema: z.ZodType<T>,
  invalid = 'file-invalid',
): T | null | undefined {
  if (!existsSync(join(root, file))) return undefined
  try {
    const read = schema.safeParse(JSON.parse(readFileSync(join(root, file), 'utf8')))
    if (read.success) return read.data
    for (const issue of read.error.issues)
      problems.push(finding(invalid, file, issue.path.join('.') || basename(file), issue.message))
  } catch (error) {
    problems.push(finding('file-broken', file, basename(file), String(error)))
  }
  return null
}
