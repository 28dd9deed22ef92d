// The operator's command `check`: proves procedures, texts, lexicon and more of this program or of a given folder.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, WrongUse } from '../base/command.ts'
import type { Finding } from './messages.ts'
import { procedureSchema } from './model.ts'
import { checkAll } from './prove.ts'
import { type Catalogue, procedureFolders, readJson, readProcedures } from './store.ts'

/** Proves what other rooms keep in files beside the procedures. */
export type Prove = (folder: string, catalogue: Catalogue) => readonly Finding[]

export const checkWith = (summary: string, more: readonly Prove[]): Command => ({
  summary,
  usage: 'check [DIR]',
  options: {},
  async run(typed, open) {
    const folder = typed.words[0] === undefined ? open.root : resolve(typed.words[0])
    if (!existsSync(folder)) throw new WrongUse(`${folder} is not there`)
    const found = await checkAll(folder)
    const proof = { ...found, problems: [...found.problems, ...moreIn(folder, more)] }
    const lines = proof.problems.map(({ code, file, path, message }) => `${file} ${path} ${code}: ${message}`)
    const { procedures, languages, texts } = proof
    const sum = `${procedures} procedures, ${languages} languages, ${texts} texts, ${lines.length} problems`
    return { json: proof, text: [...lines, sum].join('\n'), exit: lines.length > 0 ? 1 : 0 }
  },
})

/** Where the procedures themselves cannot be read, that is said already. */
function moreIn(folder: string, more: readonly Prove[]): readonly Finding[] {
  const isReadable = procedureFolders(folder).every(one => isSound(folder, one))
  return isReadable ? more.flatMap(prove => prove(folder, readProcedures(folder))) : []
}

const isSound = (root: string, { dir }: { readonly dir: string }): boolean =>
  Boolean(readJson({ root, problems: [] }, `${dir}/procedure.json`, procedureSchema))
