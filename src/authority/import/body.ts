// From the cells of a line to what the form of a change takes, and back from its problems to columns.
import { parseSent } from '../../base/form.ts'
import { done, type Problem, type Result } from '../../base/result.ts'
import type { ChangeBody, Choices } from '../keeping/forms.ts'
import { formFor } from '../keeping/forms.ts'
import { textColumnOf, textColumns } from './columns.ts'

export type Cells = ReadonlyMap<string, string>

/** Ids stand apart by spaces, lines, commas or semicolons. */
export const idsIn = (cell: string): readonly string[] => cell.split(/[\s,;]+/).filter(id => id !== '')

const plain = ['type', 'level', 'region', 'town', 'street', 'postcode', 'phone', 'email', 'website'] as const

/**
 * The values of some cells, as the form of a change reads them; an empty cell takes away what may be missing.
 * `areas` are those that the authority will have. Errors: base.fields.invalid, by column.
 */
export function bodyOf(cells: Cells, areas: readonly string[], choices: Choices): Result<ChangeBody> {
  const value: Record<string, unknown> = { version: 1 }
  for (const column of plain) if (cells.has(column)) value[column] = cells.get(column) || null
  for (const [column, text] of cells) {
    const [kind, lang = ''] = textColumnOf(column) ?? [null]
    if (kind) value[textColumns[kind]] = { ...(value[textColumns[kind]] as object), [lang]: text || null }
  }
  const [languages, competences] = [cells.get('languages'), cells.get('competences')]
  if (languages !== undefined) value.languages = idsIn(languages)
  if (competences !== undefined) value.competences = competencesIn(competences, areas)
  const parsed = parseSent(changeForm(choices), { kind: 'json', value })
  return parsed.ok ? done(parsed.value as ChangeBody) : parsed
}

const made = new WeakMap<Choices, ReturnType<typeof formFor>>()

/** Made once: to make it takes longer than to read a line. */
function changeForm(choices: Choices): ReturnType<typeof formFor> {
  const form = made.get(choices) ?? formFor('change', choices)
  made.set(choices, form)
  return form
}

/** Each with its legal area; what names none belongs to the only one. */
function competencesIn(cell: string, areas: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = Object.fromEntries(areas.map(area => [area, []]))
  for (const one of idsIn(cell)) {
    const at = one.indexOf(':')
    const area = at >= 0 ? one.slice(0, at) : (areas[0] ?? '')
    const isClear = at >= 0 ? areas.includes(area) : areas.length === 1
    const list = isClear ? (found[area] ?? []) : []
    // What belongs to no area of the authority is no competence that could be chosen.
    list.push(isClear ? one.slice(at + 1) : '')
    found[area] = list
  }
  return found
}

const columnOf: Readonly<Record<string, string>> = { officialNames: 'name', informalTitles: 'title' }

/** `officialNames.de` is the column `name.de`. */
export function byColumn({ path, ...problem }: Problem): Problem {
  const [field = '', lang] = path.split('.')
  const column = columnOf[field]
  return { ...problem, path: column && lang ? `${column}.${lang}` : (column ?? field) }
}
