// Reads a PDF as a reader aloud does: its head, its tags in order, its words.
import { getDocumentProxy } from 'unpdf'

type Node = { readonly role?: string; readonly lang?: string; readonly children?: readonly Node[] }

export type ReadPdf = {
  readonly title: unknown
  readonly lang: unknown
  /** Part of PDF/UA that it claims to keep; null: none. */
  readonly accessible: unknown
  readonly isTagged: boolean
  /** `H1`, `P pl`, … in reading order. */
  readonly tags: readonly string[]
  /** Words of all pages without what stands on each; every gap is one space. */
  readonly text: string
  readonly pages: number
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const { info, metadata } = await pdf.getMetadata()
  const { Title: title, Language: lang } = info as Readonly<Record<string, unknown>>
  const tags: string[] = []
  const words: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    tags.push(...tagsOf((await page.getStructTree()) as Node | null))
    const { items } = await page.getTextContent({ includeMarkedContent: true })
    words.push(...wordsOf(items), ' ')
  }
  return {
    ...{ title, lang, tags, pages: pdf.numPages },
    accessible: metadata?.get('pdfuaid:part') ?? null,
    isTagged: (await pdf.getMarkInfo())?.Marked === true,
    text: words.join('').replace(/\s+/g, ' '),
  }
}

type Item =
  | { readonly str: string; readonly hasEOL: boolean }
  | { readonly type: string; readonly tag?: string }

/** What stands on every page, as its number does, is no part of the text. */
function wordsOf(items: readonly Item[]): readonly string[] {
  const open: boolean[] = []
  return items.flatMap(item => {
    if ('str' in item) return open.some(Boolean) ? [] : [`${item.str}${item.hasEOL ? ' ' : ''}`]
    if (item.type.startsWith('begin')) open.push(item.tag === 'Artifact')
    else open.pop()
    return []
  })
}

const tagsOf = (node: Node | null): readonly string[] =>
  node === null
    ? []
    : [
        ...(node.role ? [[node.role, node.lang].filter(Boolean).join(' ')] : []),
        ...(node.children ?? []).flatMap(tagsOf),
      ]
