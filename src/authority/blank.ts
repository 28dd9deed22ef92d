// The record of an authority of which nothing is known yet but where it is and which legal areas it asks for.
import type { AuthorityArea, AuthorityRecord } from './model.ts'

type Known = Pick<AuthorityRecord, 'id' | 'country' | 'isInvented' | 'status' | 'validatingCoordinator'>

/** A legal area that is asked for, and nothing more is known of it. */
export const askedArea = (area: string): AuthorityArea => ({
  ...{ area, role: 'authority', competences: [], procedures: null, status: 'asked', regions: [] },
  accessCoordinator: null,
})

export function blankRecord(known: Known, areas: readonly string[]): AuthorityRecord {
  const asked = areas.map(askedArea)
  return {
    ...{ type: '', level: 'local', area: areas[0] ?? '', competences: [], town: '', officialNames: [] },
    ...{ informalTitles: {}, languages: [], street: '', postcode: '', phone: '', email: '', website: '' },
    ...{ version: 0, region: null, description: {}, areas: asked, links: [], successor: null },
    ...{ activeSince: null, askedAt: null, confirmedAt: null, ...known },
  }
}
