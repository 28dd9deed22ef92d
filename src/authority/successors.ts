// Who acts for an authority that does not work any more, or not for a while: its successor, else a coordinator.
import type { Entry } from './model.ts'

/** An entry as the directory tells it to its followers. */
export type Listed = Entry & { readonly successor?: string | null }

/** A successor may have been merged in its turn; nobody keeps a longer chain than this. */
const chainMax = 10

/**
 * Whom to ask in place of a suspended or removed authority: the first in the line of successors that works, else the
 * coordinator of its legal area in its country, else the national one; null: nobody does.
 */
export function leaderOver(all: readonly Listed[]): (closed: Listed) => string | null {
  const byId = new Map(all.map(one => [one.id, one]))
  const coordinators = all.filter(
    ({ status, type }) => status === 'active' && /^(area|national)-coordinator$/.test(type),
  )
  return closed => {
    let next = byId.get(closed.successor ?? '')
    for (let step = 0; next && next.status !== 'active' && step < chainMax; step++)
      next = byId.get(next.successor ?? '')
    if (next?.status === 'active' && next.id !== closed.id) return next.id
    const here = coordinators.filter(({ country }) => country === closed.country)
    const ofArea = here.find(({ type, area }) => type === 'area-coordinator' && area === closed.area)
    return (ofArea ?? here.find(({ type }) => type === 'national-coordinator'))?.id ?? null
  }
}
