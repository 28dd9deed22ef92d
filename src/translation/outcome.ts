// Judges what an engine sent back: whole, to be tried once more, or not translated.
import type { EngineResult, Reason, Warning } from './model.ts'
import { hasSameMarks, type Protected, restore } from './protect.ts'
import { haveSameNumbers } from './sentence.ts'

/**
 * What the first attempt brought: null where nothing usable came; `again` are the places to send once
 * more.
 */
export type Kept = { readonly segments: readonly (string | null)[]; readonly again: readonly number[] }

export type Outcome =
  | { readonly state: 'again'; readonly kept: Kept }
  | { readonly state: 'done'; readonly text: string; readonly warnings: readonly Warning[] }
  | { readonly state: 'failed'; readonly reason: Reason }

/** What to send: everything at first, then only the segments that lost a mark. */
export const segmentsToSend = (text: Protected, kept: Kept | null): readonly string[] =>
  kept ? kept.again.map(place => text.segments[place] ?? '') : text.segments

/**
 * A segment counts only with exactly its own marks. Lost marks get one more attempt; a segment that failed
 * keeps its
 * original words, and the reader is warned; a text of which nothing was translated has failed.
 */
export function judge(source: string, text: Protected, kept: Kept | null, result: EngineResult): Outcome {
  if (result.state === 'refused' && !kept) return { state: 'failed', reason: result.reason }
  const sent = segmentsToSend(text, kept)
  const received = receivedFor(sent, result)
  const isWhole = sent.map((segment, i) => isUsable(segment, received[i] ?? null))
  const places = kept ? kept.again : text.segments.map((_, i) => i)
  const segments: (string | null)[] = kept ? [...kept.segments] : text.segments.map(() => null)
  for (const [i, place] of places.entries()) segments[place] = isWhole[i] ? (received[i] ?? null) : null
  const lost = places.filter((_, i) => !isWhole[i] && received[i] !== null)
  if (lost.length > 0 && !kept) return { state: 'again', kept: { segments, again: lost } }
  if (segments.length > 0 && segments.every(segment => segment === null))
    return {
      state: 'failed',
      reason: lost.length > 0 ? 'translation.failed.marks' : 'translation.failed.engine',
    }
  return finished(source, text, segments)
}

function receivedFor(sent: readonly string[], result: EngineResult): readonly (string | null)[] {
  if (result.state === 'refused') return sent.map(() => null)
  // Another number of sentences: nobody knows which is which.
  if (result.segments.length !== sent.length) return sent.map(() => '')
  return result.segments.map(cleaned)
}

function finished(source: string, text: Protected, segments: readonly (string | null)[]): Outcome {
  const whole = restore(
    segments.map((segment, i) => segment ?? text.segments[i] ?? ''),
    text,
  )
  const warnings: Warning[] = []
  if (segments.includes(null)) warnings.push('translation.warning.sentences')
  if (!haveSameNumbers(source, whole)) warnings.push('translation.warning.numbers')
  return { state: 'done', text: whole, warnings }
}

const isUsable = (sent: string, received: string | null): boolean =>
  received !== null && received !== '' && hasSameMarks(sent, received)

/** Output of an engine comes from outside: one line, no control characters. */
const cleaned = (segment: string | null): string | null =>
  segment === null ? null : segment.replace(/\s*\p{Cc}+\s*/gu, ' ').trim()
