// Small numbers in public figures: which cells of a table stay blank, so that no total beside them gives them away.

/** Whether a number of requests is too small to be shown. None is nothing to hide. */
export const isFew = (count: number, below: number): boolean => count > 0 && count < below

/**
 * Which cells of a line stay blank beside the line's total. Blank are those from fewer than `below` requests, then the
 * ones that come next in the order, until there are at least two and they stand for twice as many requests together:
 * then each of them can have more than one value. Whatever their size: the next larger ones would tell, to who knows
 * that, how large they are at most. `forced`: blank for another reason. A cell of none is blank only then.
 */
export function hiddenIn(
  counts: readonly number[],
  below: number,
  forced: readonly boolean[] = [],
): readonly boolean[] {
  const hidden = counts.map((count, at) => forced[at] === true || isFew(count, below))
  if (!hidden.includes(true)) return hidden
  for (const at of placesAfter(counts.length, hidden.indexOf(true))) {
    if (hidden[at] || counts[at] === 0) continue
    const blank = counts.filter((_, i) => hidden[i])
    if (blank.length > 1 && blank.reduce((a, b) => a + b, 0) >= 2 * below) break
    hidden[at] = true
  }
  return hidden
}

/** All places but one, from the one after it on, and round. */
export const placesAfter = (length: number, at: number): readonly number[] =>
  Array.from({ length: Math.max(0, length - 1) }, (_, i) => (at + 1 + i) % length)
