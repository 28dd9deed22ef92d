// The product's own finder in the comparison.
import { finderOver, type Words } from '../../src/authority/finder.ts'
import type { Entry } from '../../src/authority/model.ts'
import { best, type Engine } from './engine.ts'
import { heapOf } from './heap.ts'

/** `openWords` reads the lexicon: it belongs to the building. */
export async function openOurs(directory: readonly Entry[], openWords: () => Words): Promise<Engine> {
  const { value: finder, bytes } = await heapOf(() => finderOver(directory, openWords()))
  return {
    find: (text, lang) => finder.find({ text, lang, limit: best }).map(({ authority }) => authority),
    bytes,
  }
}
