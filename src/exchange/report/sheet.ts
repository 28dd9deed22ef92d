// What a report is made of: headings and pieces that hold words only. The template gives them their form.

/** Words in the report's language, or in one of their own. */
export type Words = string | { readonly text: string; readonly lang: string }

type Block = { readonly label: string; readonly lang: string; readonly texts: readonly string[] }

/** What its author wrote, and what a machine made of it. */
export type Pair = {
  readonly kind: 'pair'
  readonly original: Block
  readonly machine: (Block & { readonly note: string | null }) | null
  /** Why there is no translation. */
  readonly note: string | null
}

export type Piece =
  | { readonly kind: 'paragraph' | 'strong' | 'note'; readonly words: Words }
  | Pair
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  | {
      readonly kind: 'question'
      readonly number: string
      readonly words: Words
      readonly pieces: readonly Piece[]
    }
  | { readonly kind: 'answer' | 'labelled'; readonly label: string; readonly pieces: readonly Piece[] }
  | { readonly kind: 'part'; readonly words: Words; readonly pieces: readonly Piece[] }
  | {
      readonly kind: 'table'
      readonly heads: readonly string[]
      readonly rows: readonly (readonly (readonly Piece[])[])[]
    }

export type Fact = { readonly label: string; readonly pieces: readonly Piece[] }
export type Section = { readonly title: string; readonly pieces: readonly Piece[] }

export type Sheet = {
  readonly lang: string
  readonly title: string
  readonly author: string
  readonly number: string
  /** Above the title: what kind of document it is. */
  readonly kicker: string
  /** Below each page. */
  readonly foot: string
  readonly lead: readonly Piece[]
  readonly sections: readonly Section[]
  /** At the end, never torn apart. */
  readonly about: Section
}

export const paragraph = (words: Words): Piece => ({ kind: 'paragraph', words })
export const note = (words: Words): Piece => ({ kind: 'note', words })

/** A fact in one line; nothing where there is none. */
export const factIn = (label: string, words: Words | null): readonly Fact[] =>
  words === null || words === '' ? [] : [{ label, pieces: [paragraph(words)] }]

/** A section that holds nothing is left out. */
export const sectionOf = (title: string, pieces: readonly Piece[]): readonly Section[] =>
  pieces.length === 0 ? [] : [{ title, pieces }]
