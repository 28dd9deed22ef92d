// Which edges of a graph are the only way between their ends: what such a cell holds follows from the totals.

type Edge = { readonly a: number; readonly b: number }

/** Edges without which their ends would not be joined, by their place. Source: Tarjan (1974), one walk in depth. */
export function bridgesOf(edges: readonly Edge[]): ReadonlySet<number> {
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
