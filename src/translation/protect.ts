// Cuts protected spans out before a translation, puts them back after it, and proves that none was lost.
import type { Lang } from '../base/text.ts'
import { type Cut, cutSentences, joinSentences } from './sentence.ts'
import { spansOf } from './spans.ts'

/** A text made ready for an engine: `⟦0⟧` stands for spans[0]. */
export type Protected = Cut & { readonly spans: readonly string[] }

const marks = /⟦(\d+)⟧/g

/**
 * Cuts out what must not change and splits the rest into sentences. `restore` of its segments is the text.
 */
export function protect(text: string, names: readonly string[], lang: Lang): Protected {
  const spans: string[] = []
  let masked = ''
  let at = 0
  for (const { start, end } of spansOf(text, names, lang)) {
    masked += `${text.slice(at, start)}⟦${spans.length}⟧`
    spans.push(text.slice(start, end))
    at = end
  }
  return { ...cutSentences(masked + text.slice(at), lang), spans }
}

/** Puts segments and protected spans back together. */
export function restore(segments: readonly string[], { gaps, spans }: Omit<Protected, 'segments'>): string {
  return joinSentences(segments, gaps).replace(marks, (mark, index: string) => spans[Number(index)] ?? mark)
}

/** Whether a segment came back with exactly the marks that it was sent with. */
export function hasSameMarks(sent: string, received: string): boolean {
  return marksOf(sent) === marksOf(received) && !/[⟦⟧]/.test(received.replace(marks, ''))
}

const marksOf = (segment: string): string => (segment.match(marks) ?? []).sort().join()

/** The names of a list that this text holds: only they decide what is protected in it. */
export function namesHeld(text: string, names: readonly string[]): readonly string[] {
  const lower = text.toLowerCase()
  const isHeld = (name: string): boolean =>
    name.split(/[\s,;]+/).some(word => word !== '' && lower.includes(word.toLowerCase()))
  return [...new Set(names.filter(isHeld))].sort()
}
