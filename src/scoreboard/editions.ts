// Reads the editions from the folder editions/, names what is wrong in them, and knows which edition a year has.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, finding } from '../procedure/messages.ts'
import { type Catalogue, readJson } from '../procedure/store.ts'
import { type Edition, editionSchema } from './edition.ts'

export type Editions = {
  /** A written one; a later year is measured as the newest is. */
  byId(id: string, today: string): Edition | undefined
  /** All that there are, newest first. */
  ids(today: string): readonly string[]
}

const filesIn = (root: string): readonly string[] =>
  (existsSync(join(root, 'editions')) ? readdirSync(join(root, 'editions')) : [])
    .filter(name => name.endsWith('.json'))
    .toSorted()

/** An edition that does not keep to the schema is a fault: `imi check` names it. */
export function readEditions(root: string): Editions {
  const written = filesIn(root).map(name =>
    editionSchema.parse(JSON.parse(readFileSync(join(root, 'editions', name), 'utf8'))),
  )
  const newest = written.at(-1)
  const laterYears = (today: string): readonly number[] => {
    const first = Number(newest?.id) + 1
    return Array.from({ length: Math.max(0, Number(today.slice(0, 4)) - first + 1) }, (_, i) => first + i)
  }
  return {
    byId(id, today) {
      const known = written.find(one => one.id === id)
      if (known || !newest || !laterYears(today).includes(Number(id))) return known
      return { ...newest, id, period: { from: `${id}-01-01`, to: `${id}-12-31` } }
    },
    ids: today => [...written.map(one => one.id), ...laterYears(today).map(String)].toReversed(),
  }
}

/** What is wrong in the editions of a folder: each file, and the procedures that it names. */
export function checkEditions(root: string, catalogue: Catalogue): readonly Finding[] {
  const problems: Finding[] = []
  for (const name of filesIn(root)) {
    const file = `editions/${name}`
    const edition = readJson({ root, problems }, file, editionSchema, 'edition-invalid')
    if (!edition) continue
    if (`${edition.id}.json` !== name) problems.push(finding('edition-misplaced', file, 'id', edition.id))
    for (const [area, procedures] of Object.entries(edition.areas))
      problems.push(...checkArea(catalogue, file, area, procedures))
  }
  return problems
}

/** An area of which nothing counts, though there are requests in it, was forgotten. */
function checkArea(
  { all, byId }: Catalogue,
  file: string,
  area: string,
  procedures: readonly string[],
): readonly Finding[] {
  const unknown = procedures.filter(id => byId(id)?.area !== area || byId(id)?.kind !== 'request')
  const isForgotten = procedures.length === 0 && all.some(one => one.area === area && one.kind === 'request')
  return [
    ...unknown.map(id => finding('reference-unknown', file, `areas.${area}`, id)),
    ...(isForgotten ? [finding('edition-area-empty', file, `areas.${area}`)] : []),
  ]
}
