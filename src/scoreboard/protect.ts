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
  for (const at of after(counts.length, hidden.indexOf(true))) {
    if (hidden[at] || counts[at] === 0) continue
    const blank = counts.filter((_, i) => hidden[i])
    if (blank.length > 1 && blank.reduce((a, b) => a + b, 0) >= 2 * below) break
    hidden[at] = true
  }
  return hidden
}

/** All places but one, from the one after it on, and round. */
const after = (length: number, at: number): readonly number[] =>
  Array.from({ length: Math.max(0, length - 1) }, (_, i) => (at + 1 + i) % length)

type Grid = readonly (readonly number[])[]
type Blanks = readonly (readonly boolean[])[]
type Place = readonly [row: number, column: number]

/**
 * The same for a table of rows and columns, where the totals of both are shown: those from at least `below` requests
 * are. A blank cell that is the only way between its row and its column could be worked out from the totals: then more
 * cells become blank until there is another way, cells of none where there are no others.
 */
export function hiddenPairs(grid: Grid, below: number, forced: Blanks = []): Blanks {
  const hidden = grid.map((row, r) => row.map((count, c) => forced[r]?.[c] === true || isFew(count, below)))
  const columns = (grid[0] ?? []).map((_, column) => grid.map(row => row[column] ?? 0))
  for (let grows = true; grows; ) {
    grows = false
    const hide = ([row, column]: Place): void => {
      const cells = hidden[row]
      if (!cells || cells[column]) return
      cells[column] = true
      grows = true
    }
    for (const [row, counts] of grid.entries())
      for (const [at, isBlank] of hiddenIn(counts, below, hidden[row]).entries()) if (isBlank) hide([row, at])
    for (const [at, counts] of columns.entries()) {
      const forced = hidden.map(row => row[at] === true)
      for (const [row, isBlank] of hiddenIn(counts, below, forced).entries()) if (isBlank) hide([row, at])
    }
    for (const place of grows ? [] : lonelyIn(grid, hidden, below))
      for (const beside of nextTo(grid, hidden, place)) hide(beside)
  }
  return hidden
}

/** Blank cells that the totals give away: without the cell nothing leads from its row to its column. */
function lonelyIn(grid: Grid, hidden: Blanks, below: number): readonly Place[] {
  const sums = [...grid, ...(grid[0] ?? []).map((_, at) => grid.map(row => row[at] ?? 0))]
  // Rows, then columns; those whose total is not shown hold nothing fast: all of them are one.
  const node = (at: number): number =>
    isFew(
      (sums[at] ?? []).reduce((a, b) => a + b, 0),
      below,
    )
      ? -1
      : at
  const edges = hidden.flatMap((row, r) =>
    row.flatMap((isBlank, c) =>
      isBlank ? [{ place: [r, c] as const, a: node(r), b: node(grid.length + c) }] : [],
    ),
  )
  const bridges = bridgesOf(edges)
  return edges.filter((_, at) => bridges.has(at)).map(({ place }) => place)
}

type Edge = { readonly a: number; readonly b: number }

/** Edges without which their ends would not be joined, by their place. Source: Tarjan (1974), one walk in depth. */
function bridgesOf(edges: readonly Edge[]): ReadonlySet<number> {
  const ways = new Map<number, { readonly to: number; readonly edge: number }[]>()
  for (const [edge, { a, b }] of edges.entries()) {
    ways.set(a, [...(ways.get(a) ?? []), { to: b, edge }])
    ways.set(b, [...(ways.get(b) ?? []), { to: a, edge }])
  }
  const [order, bridges] = [new Map<number, number>(), new Set<number>()]
  /** The earliest node that is reached from here on without the edge one came by. */
  const walk = (from: number, by: number | null): number => {
    const own = order.size
    order.set(from, own)
    let earliest = own
    for (const { to, edge } of ways.get(from) ?? []) {
      if (edge === by) continue
      const known = order.get(to)
      const reached = known ?? walk(to, edge)
      if (known === undefined && reached > own) bridges.add(edge)
      earliest = Math.min(earliest, reached)
    }
    return earliest
  }
  for (const node of ways.keys()) if (!order.has(node)) walk(node, null)
  return bridges
}

/** The next cells in the row and in the column of a cell that are still shown. */
function nextTo(grid: Grid, hidden: Blanks, [row, column]: Place): readonly Place[] {
  const next = (places: readonly Place[]): readonly Place[] =>
    places
      .filter(([r, c]) => !hidden[r]?.[c])
      .toSorted(([r, c], [s, d]) => Number(grid[r]?.[c] === 0) - Number(grid[s]?.[d] === 0))
      .slice(0, 1)
  return [
    ...next(after((grid[row] ?? []).length, column).map(c => [row, c] as const)),
    ...next(after(grid.length, row).map(r => [r, column] as const)),
  ]
}
