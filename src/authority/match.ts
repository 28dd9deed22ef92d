// How a word of a query may stand for a word of the lexicon: the closed list of rules, shown as reasons.

export const rules = ['exact', 'inflection', 'compound', 'typing-error'] as const
export type Rule = (typeof rules)[number]

export const ruleWeights: Readonly<Record<Rule, number>> = {
  exact: 1,
  inflection: 0.8,
  compound: 0.6,
  'typing-error': 0.6,
}

/** Letters that two words must share at the start (or end) before a rule looks at them. */
export const stemLetters = 4
/** The end of a compound is this long: shorter ones meet by chance, words end alike in many languages. */
const endLetters = 5
/** What stands between two shared parts is a word; less is a slip of the finger. */
const insertLetters = 3
/** So much of a part must stand in a compound before its ending may be missing there. */
const bareStemLetters = 6

/** The strongest rule by which two folded words belong together, in either order; null where none does. */
export function ruleOf(a: string, b: string): Rule | null {
  if (a === b) return 'exact'
  return stemRuleOf(a, b) ?? (isTypingError(a, b) ? 'typing-error' : null)
}

/** The rules that need a shared start or end of four letters. */
export function stemRuleOf(a: string, b: string): 'inflection' | 'compound' | null {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  const start = sharedStart(short, long)
  const tails = [short.length - start, long.length - start] as const
  if (start >= stemLetters && start >= 0.6 * short.length && tails[0] <= 4 && tails[1] <= 6)
    return 'inflection'
  return isPart(short, long, start) ? 'compound' : null
}

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

const isTypingError = (a: string, b: string): boolean => {
  const max = slipsMax(Math.min(a.length, b.length))
  return max > 0 && Math.abs(a.length - b.length) <= max && slips(a, b, max) <= max
}

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
