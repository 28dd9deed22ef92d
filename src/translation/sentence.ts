// Cuts a text into sentences and what stands between them, so that it can be put together again exactly.
import type { Lang } from '../base/text.ts'

/** The text is gaps[0] + segments[0] + gaps[1] + … + gaps[n]. Each segment holds something to translate. */
export type Cut = { readonly segments: readonly string[]; readonly gaps: readonly string[] }

/** After these a full stop does not end the sentence. Single letters never do. */
const abbreviations = new Set(
  (
    'art arts nr nrs no num núm pág págs p pp ex tel ca dr dra dna dña mr mrs ms sr sra srs prof mme ' +
    'mlle abs lit bd hr fr bzw ggf vgl inkl st str br tzv npr itd odst odn ods čl písm obj tzn atď napr ' +
    'např tj np kt ul al pkt poz inc vs etc cf kap gr mgr inż ing m.in z.b d.h i.e e.g u.a bl.a t.ex ' +
    'f.eks m.v jf stk mfl osv dvs fx ev resp kl d.o.o s.r.o sp n.º nº чл ал др св стр вж напр κ κα αρ ' +
    'άρθ παρ βλ αριθ lett pag sig dott dl ap cap artt reg dir av nom fru hrv rs ust uč mj'
  ).split(' '),
)

/** Cuts at line ends and sentence ends. Line ends and spaces between sentences go into the gaps. */
export function cutSentences(text: string, lang: Lang): Cut {
  const segmenter = new Intl.Segmenter(lang, { granularity: 'sentence' })
  const segments: string[] = []
  const gaps: string[] = ['']
  const addGap = (gap: string): void => {
    gaps.push((gaps.pop() ?? '') + gap)
  }
  for (const piece of text.split(/([\r\n\u2028\u2029]+)/)) {
    for (const sentence of joinAbbreviated([...segmenter.segment(piece)].map(part => part.segment))) {
      const [, before = '', core = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(sentence) ?? []
      if (!hasWords(core)) {
        addGap(sentence)
        continue
      }
      addGap(before)
      segments.push(core)
      gaps.push(after)
    }
  }
  return { segments, gaps }
}

/** The inverse of `cutSentences`, with other sentences in the same gaps. */
export function joinSentences(segments: readonly string[], gaps: readonly string[]): string {
  return gaps.map((gap, i) => gap + (segments[i] ?? '')).join('')
}

const hasWords = (text: string): boolean => /\p{L}/u.test(text)

function joinAbbreviated(parts: readonly string[]): readonly string[] {
  const joined: string[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last !== undefined && (endsAbbreviated(last) || isInsideMark(last) || /^\p{Ll}/u.test(part)))
      joined[joined.length - 1] = last + part
    else joined.push(part)
  }
  return joined
}

/** For the segmenter a mark is brackets and a number, and may begin a sentence in its middle. */
const isInsideMark = (sentence: string): boolean => /⟦\d*$/.test(sentence)

function endsAbbreviated(sentence: string): boolean {
  const word = /(?:^|[\s(])([\p{L}.º]+)\.\s*$/u.exec(sentence)?.[1]?.toLowerCase()
  return word !== undefined && (/^\p{L}$/u.test(word) || abbreviations.has(word))
}

/** Whether both texts hold the same numbers, however their digits are grouped and in whatever order. */
export function haveSameNumbers(a: string, b: string): boolean {
  const numbers = (text: string): string =>
    (text.replace(/(?<=\d)[.,'’\u00a0\u202f ](?=\d{3}(?!\d))/g, '').match(/\d+/g) ?? []).sort().join(' ')
  return numbers(a) === numbers(b)
}
