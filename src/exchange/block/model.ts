// What text blocks and reply templates are: for which fields, with which placeholders, in which order they are offered.
import type { Answer } from '../kinds/request-shape.ts'

/** Kinds of fields that a block may be meant for. */
export const kinds = ['answer', 'message', 'background', 'note', 'refusal-reason', 'date-reason'] as const
export type Kind = (typeof kinds)[number]

/** At most so many of each for one authority, and so many characters of a title and a text. */
export const limits = { blocksMax: 200, templatesMax: 50, titleMax: 80, textMax: 2000 } as const

/** What stands in a text as `{number}` and is replaced when the text is put into a field. */
export const placeholders = ['number', 'authority', 'answer-by'] as const
export type Placeholder = (typeof placeholders)[number]

/** What each placeholder becomes; null: there is no such thing yet, and the placeholder stays to be seen. */
export type Values = Readonly<Record<Placeholder, string | null>>

const inBraces = /\{([^{}]*)\}/g

const isPlaceholder = (name: string): name is Placeholder =>
  (placeholders as readonly string[]).includes(name)

/** The first part in braces that is no placeholder, as it was written; null: there is none. */
export function unknownIn(text: string): string | null {
  for (const [written, name = ''] of text.matchAll(inBraces)) if (!isPlaceholder(name)) return written
  return null
}

/** The text with its placeholders replaced. */
export const filledIn = (text: string, values: Values): string =>
  text.replace(inBraces, (written, name: string) =>
    isPlaceholder(name) ? (values[name] ?? written) : written,
  )

/** A value of an answer with its placeholders replaced, wherever texts stand in it. */
export function filledAnswer(answer: Answer, values: Values): Answer {
  const filled = (value: unknown): unknown =>
    typeof value === 'string' ? filledIn(value, values) : Array.isArray(value) ? value.map(filled) : value
  const { details } = answer
  return details
    ? {
        ...answer,
        details: Object.fromEntries(
          Object.entries(details).map(([id, value]) => [id, filled(value)]),
        ) as typeof details,
      }
    : answer
}

/** For which kind of field a block must be meant to be offered; null: only blocks for any field are. */
export function kindOf(action: string, field: string): Kind | null {
  // A note stays inside: what is meant for a message to the other side is not offered in it.
  if (action === 'add-note') return null
  const [group] = field.split('.')
  if (group === 'answers') return 'answer'
  if (group === 'notes') return 'note'
  if (group === 'fields') return 'background'
  if (field === 'text') return 'message'
  if (field !== 'reason') return null
  if (action === 'remind') return 'message'
  if (action === 'refuse') return 'refusal-reason'
  return action === 'propose-date' ? 'date-reason' : null
}

export type Fitting = { readonly language: string; readonly procedure: string; readonly kind: Kind | null }
type Offered = {
  readonly title: string
  readonly language: string
  readonly procedure: string | null
  readonly kind: string | null
}

/** What fits a field, the field's language first; within a language those for this kind of field, then by title. */
export function offeredFor<Block extends Offered>(
  blocks: readonly Block[],
  { language, procedure, kind }: Fitting,
  compare: (a: string, b: string) => number,
): readonly Block[] {
  const rank = (block: Block): number => (block.language === language ? 0 : 2) + (block.kind === null ? 1 : 0)
  return blocks
    .filter(block => block.procedure === null || block.procedure === procedure)
    .filter(block => block.kind === null || block.kind === kind)
    .toSorted((a, b) => rank(a) - rank(b) || compare(a.title, b.title))
}

/** What a template would give to questions that nobody has answered; nothing that was typed is touched. */
export function fillEmpty(
  typed: Readonly<Record<string, unknown>>,
  template: Readonly<Record<string, Answer>>,
  open: readonly string[],
): Readonly<Record<string, Answer>> {
  return Object.fromEntries(
    Object.entries(template).filter(([question]) => open.includes(question) && isEmpty(typed[question])),
  )
}

/** Nothing was chosen and nothing typed. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (typeof value === 'object' && Object.values(value).every(isEmpty))
