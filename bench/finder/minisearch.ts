// MiniSearch 7: prefixes and typing errors, fields weighed as served it best.
import MiniSearch from 'minisearch'
import { best, type Document, type Engine, keysOf } from './engine.ts'
import { heapOf } from './heap.ts'

export async function openMiniSearch(documents: readonly Document[]): Promise<Engine> {
  const { value: index, bytes } = await heapOf(() => {
    const search = new MiniSearch<Document>({
      fields: ['names', 'matter', 'place'],
      tokenize: text => text.split(' '),
      processTerm: term => term,
      searchOptions: { prefix: true, fuzzy: 0.2, boost: { place: 3, matter: 2 } },
    })
    search.addAll(documents)
    return search
  })
  return {
    find: text =>
      index
        .search(keysOf(text).join(' '))
        .slice(0, best)
        .map(({ id }) => String(id)),
    bytes,
  }
}
