// Reads the words of the lexicon in every language, for the finder.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Lang, readLanguages } from '../base/text.ts'
import { type Lexicon, lexiconFile, lexiconSchema } from '../procedure/lexicon.ts'

/** `lexicon/<lang>.json` of every language. A missing or broken file is a fault: `imi check` names it. */
export const readLexicons = (root: string): ReadonlyMap<Lang, Lexicon> =>
  new Map(
    readLanguages(root).map(({ code }) => [
      code,
      lexiconSchema.parse(JSON.parse(readFileSync(join(root, lexiconFile(code)), 'utf8'))),
    ]),
  )
