// How a word of a query may stand for a word of the lexicon: the closed list of rules, shown as reasons.

export const rules = ['exact', 'inflection', 'compound', 'typing-error'] as const
export type Rule = (typeof rules)[number]

/** How one word may stand for another, and how well: 1 is the same word. */
export type Fit = { readonly rule: Rule; readonly weight: number }

const exactFit: Fit = { rule: 'exact', weight: 1 }
const compoundFit: Fit = { rule: 'compound', weight: 0.6 }
/** A slip in a long word leaves little doubt, two slips or one in a short word leave more. */
const slipFit: Fit = { rule: 'typing-error', weight: 0.75 }
const doubtfulSlipFit: Fit = { rule: 'typing-error', weight: 0.6 }

/** The longer the endings are by which two forms differ, the less they are forms of one word. */
const inflectionFit = (letters: number): Fit => ({
  rule: 'inflection',
  weight: Math.max(0.5, 0.9 - 0.05 * letters),
})

/** Letters that two words must share at the start (or end) before a rule looks at them. */
export const stemLetters = 4
/** The end of a compound is this long: shorter ones meet by chance, words end alike in many languages. */
const endLetters = 5
/** What stands between two shared parts is a word; less is a slip of the finger. */
const insertLetters = 3
/** So much of a part must stand in a compound before its ending may be missing there. */
const bareStemLetters = 6

/** How well two folded words belong together, in either order; null where they do not. */
export function fitOf(a: string, b: string): Fit | null {
  if (a === b) return exactFit
  return better(stemFitOf(a, b), slipFitOf(a, b))
}

/** The better of two. */
export const better = (one: Fit | null, other: Fit | null): Fit | null =>
  one && other ? (other.weight > one.weight ? other : one) : (one ?? other)

/** By the rules that need a shared start or end of four letters. */
export function stemFitOf(a: string, b: string): Fit | null {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  const start = sharedStart(short, long)
  const tails = [short.length - start, long.length - start] as const
  if (start >= stemLetters && start >= 0.6 * short.length && tails[0] <= 4 && tails[1] <= 6)
    return inflectionFit(tails[0] + tails[1])
  return isPart(short, long, start) ? compoundFit : null
}

/** By slips of the finger. */
export function slipFitOf(a: string, b: string): Fit | null {
  const letters = Math.min(a.length, b.length)
  const max = slipsMax(letters)
  if (max === 0 || Math.abs(a.length - b.length) > max) return null
  const count = slips(a, b, max)
  if (count > max) return null
  return count === 1 && letters >= longWordLetters ? slipFit : doubtfulSlipFit
}

const longWordLetters = 6

/** The shorter word is the start or the end of the longer one, or both with something between. */
function isPart(short: string, long: string, start: number): boolean {
  if (short.length === long.length) return false
  if (short.length >= stemLetters && start === short.length) return true
  if (short.length >= endLetters && long.endsWith(short)) return true
  // The part stands in the compound without its ending: veturinkuljettaja(t) in veturinkuljettajakoulutus.
  if (start >= bareStemLetters && short.length - start <= 2) return true
  if (long.length - short.length < insertLetters) return false
  const end = sharedEnd(short, long)
  return start >= stemLetters && end >= stemLetters && start + end >= short.length
}

function sharedStart(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

function sharedEnd(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[a.length - 1 - at] === b[b.length - 1 - at]) at++
  return at
}

/** How many slips of the finger are forgiven in words of this length. */
export const slipsMax = (lettersMin: number): number => (lettersMin >= 8 ? 2 : lettersMin >= 4 ? 1 : 0)

/** Damerau distance: letters changed, left out, added, neighbours swapped; above `max` any larger number. */
export function slips(a: string, b: string, max: number): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
      best = Math.min(best, cost)
    }
    if (best > max) return max + 1
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
