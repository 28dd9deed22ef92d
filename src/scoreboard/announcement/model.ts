// What the operator tells beside the statistics: priorities and achievements, in any of the languages. Pure.

export const parts = ['priorities', 'achievements'] as const
export type Part = (typeof parts)[number]

/** Characters of one text. */
export const textMax = 8000

/** The text of a part in a language that holds now. */
export type Announcement = {
  readonly part: Part
  readonly lang: string
  readonly version: number
  readonly text: string
  /** Who wrote it, and when. */
  readonly user: string
  readonly at: string
}

/** A text in the reader's language; else in English; else in the first of the languages that has one; null: none. */
export function announced<Text extends Pick<Announcement, 'part' | 'lang' | 'text'>>(
  all: readonly Text[],
  part: Part,
  lang: string,
  languages: readonly string[],
): Text | null {
  const texts = all.filter(one => one.part === part && one.text !== '')
  for (const wanted of [lang, 'en', ...languages]) {
    const found = texts.find(one => one.lang === wanted)
    if (found) return found
  }
  return null
}

/** Paragraphs, and lists where lines begin with a hyphen or a bullet. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }

const isItem = (line: string): boolean => /^[-•*]\s+/.test(line)

export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = []
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  for (const line of lines) {
    const before = blocks.at(-1)
    if (!isItem(line)) {
      blocks.push({ kind: 'text', text: line })
      continue
    }
    const item = line.replace(/^[-•*]\s+/, '')
    if (before?.kind === 'list') blocks[blocks.length - 1] = { kind: 'list', items: [...before.items, item] }
    else blocks.push({ kind: 'list', items: [item] })
  }
  return blocks
}
