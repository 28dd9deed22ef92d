// The operator's command `words`: what people searched for and nothing fits, as work for the lexicon.
import type { Answer } from '../base/command.ts'
import type { UnknownWord } from './store/unknown-word.ts'

export const wordsUsage = 'words'
export const wordsShown = 500

/** Runs `words`. */
export async function runWords(read: (limit: number) => Promise<readonly UnknownWord[]>): Promise<Answer> {
  const words = await read(wordsShown)
  const lines = words.map(
    ({ lang, word, count, day }) => `${String(count).padStart(6)}  ${lang}  ${word}  ${day}`,
  )
  return { json: words, text: lines.join('\n') || 'No word is waiting for the lexicon.', exit: 0 }
}
