// Two who write the same draft: joins field by field what each changed, and names the fields that both changed.
import { createHash } from 'node:crypto'
import { canonical, type Json } from '../evidence/model.ts'

export type Content = Readonly<Record<string, unknown>>

/** A field that both changed, each in another way. `path` names it as forms do: `answers.registered.answer`. */
export type Clash = { readonly path: string; readonly mine: Json | null; readonly theirs: Json | null }

export type Merged = { readonly content: Content; readonly clashes: readonly Clash[] }

/** Steps to a value; each question that is asked is a value of its own, so that two may add one each. */
type Leaves = ReadonlyMap<string, { readonly steps: readonly string[]; readonly value: Json }>

const asked = 'asked'
const nameOf = (steps: readonly string[]): string => steps.map(encodeURIComponent).join('.')

function leavesOf(content: Content): Leaves {
  const leaves = new Map<string, { steps: readonly string[]; value: Json }>()
  const walk = (value: unknown, steps: readonly string[]): void => {
    if (value === undefined || value === null || value === '') return
    if (steps.length === 1 && steps[0] === asked && Array.isArray(value)) {
      for (const id of value) walk(true, [asked, String(id)])
      return
    }
    if (typeof value === 'object' && !Array.isArray(value)) {
      for (const [key, one] of Object.entries(value)) walk(one, [...steps, key])
      return
    }
    leaves.set(nameOf(steps), { steps, value: value as Json })
  }
  walk(content, [])
  return leaves
}

const markOf = (name: string, value: Json | undefined): string | undefined =>
  value === undefined
    ? undefined
    : createHash('sha256')
        .update(`${name}\n${canonical(value)}`)
        .digest('base64url')
        .slice(0, 10)

/**
 * What somebody has before the eyes, as short marks of its fields: sent back with the next saving it tells which fields
 * that person changed. No word can be read out of it by who does not know it already.
 */
export const marksOf = (content: Content): string =>
  [...leavesOf(content)].map(([name, { value }]) => `${name}:${markOf(name, value)}`).join(' ')

const readMarks = (marks: string): ReadonlyMap<string, string> =>
  new Map(
    marks
      .split(' ')
      .filter(one => one.includes(':'))
      .map(one => [one.slice(0, one.lastIndexOf(':')), one.slice(one.lastIndexOf(':') + 1)]),
  )

/**
 * Three-way merge by field: what only one side changed since the marks were made is taken from that side. Where both
 * changed it, `mine` stands in the content and the clash is named. Without marks (null) nobody knows who changed what:
 * then each field that differs is a clash.
 */
export function mergeDraft(marks: string | null, mine: Content, theirs: Content): Merged {
  const base = readMarks(marks ?? '')
  const [own, other] = [leavesOf(mine), leavesOf(theirs)]
  const kept = new Map<string, { readonly steps: readonly string[]; readonly value: Json }>()
  const clashes: Clash[] = []
  for (const name of new Set([...other.keys(), ...own.keys()])) {
    const [here, there] = [own.get(name), other.get(name)]
    const [myMark, theirMark] = [markOf(name, here?.value), markOf(name, there?.value)]
    const isMineOld = marks !== null && myMark === base.get(name)
    const isTheirsOld = marks !== null && theirMark === base.get(name)
    const taken = isMineOld ? there : here
    if (taken) kept.set(name, taken)
    if (myMark === theirMark || isMineOld || isTheirsOld) continue
    const { steps } = here ?? there ?? { steps: [] }
    clashes.push({ path: steps.join('.'), mine: here?.value ?? null, theirs: there?.value ?? null })
  }
  return { content: contentOf(kept), clashes }
}

type Tree = Map<string, Tree | Json>

function contentOf(leaves: Leaves): Content {
  const root: Tree = new Map()
  for (const { steps, value } of leaves.values()) {
    let at = root
    for (const step of steps.slice(0, -1)) {
      const next = at.get(step)
      const inner: Tree = next instanceof Map ? next : new Map()
      at.set(step, inner)
      at = inner
    }
    at.set(steps.at(-1) ?? '', value)
  }
  const questions = root.get(asked)
  const plain = plainOf(root) as Record<string, unknown>
  return questions instanceof Map ? { ...plain, [asked]: [...questions.keys()] } : plain
}

const plainOf = (tree: Tree): Json =>
  Object.fromEntries([...tree].map(([key, value]) => [key, value instanceof Map ? plainOf(value) : value]))
