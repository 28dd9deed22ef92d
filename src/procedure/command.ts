// The operator's command `check`: proves procedures, texts and lexicon of this program or of a given folder.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, WrongUse } from '../base/command.ts'
import { checkAll } from './prove.ts'

export const check: Command = {
  summary: 'proves procedures, texts and lexicon, and names every fault',
  usage: 'check [DIR]',
  options: {},
  async run(typed, open) {
    const folder = typed.words[0] === undefined ? open.root : resolve(typed.words[0])
    if (!existsSync(folder)) throw new WrongUse(`${folder} is not there`)
    const proof = await checkAll(folder)
    const lines = proof.problems.map(({ code, file, path, message }) => `${file} ${path} ${code}: ${message}`)
    const { procedures, languages, texts } = proof
    const sum = `${procedures} procedures, ${languages} languages, ${texts} texts, ${lines.length} problems`
    return { json: proof, text: [...lines, sum].join('\n'), exit: lines.length > 0 ? 1 : 0 }
  },
}
