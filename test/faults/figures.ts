// Figures of a run in few words.

/** `median 812, 95 % 1204, max 1500 ms`. */
export function spread(values: readonly number[], unit = 'ms'): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
  return sorted.length === 0 ? 'none' : `median ${at(0.5)}, 95 % ${at(0.95)}, max ${at(1)} ${unit}`
}
