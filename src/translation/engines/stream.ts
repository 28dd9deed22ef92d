// Apertium's stream format: how a sentence with marks goes in, and what comes out of the pipeline.

/**
 * An unknown word to every dictionary: keeps its place and its neighbours' grammar better than a blank
 * would.
 */
const letters = 'dfglmnprtv'
const word = /bqx([dfglmnprtv]+)q/gi

const asWord = (index: string): string =>
  `Bqx${[...index].map(digit => letters[Number(digit)] ?? '').join('')}q`
const fromWord = (code: string): string =>
  [...code.toLowerCase()].map(letter => String(letters.indexOf(letter))).join('')

/** How a mark `⟦0⟧` is carried: as a word that no dictionary knows, or as a blank between words. */
export type Carrier = 'word' | 'blank'

/**
 * A sentence framed by two blanks that carry the number of the call, so that no answer is taken for
 * another's.
 */
export function encode(sentence: string, call: number, carrier: Carrier): string {
  const text = sentence
    .split(/(⟦\d+⟧)/)
    .map(part => {
      const index = /^⟦(\d+)⟧$/.exec(part)?.[1]
      if (index === undefined) return escaped(part)
      return carrier === 'word' ? asWord(index) : `[m${index}]`
    })
    .join('')
  return `[b${call}]${text}${isEnded(sentence) ? '' : '.'}[e${call}]\0`
}

/** What came back; null where it is not the answer to this call. */
export function decode(received: string, sentence: string, call: number): string | null {
  const start = received.indexOf(`[b${call}]`)
  const end = received.lastIndexOf(`[e${call}]`)
  if (start < 0 || end < start) return null
  const before = received.slice(0, start)
  const body = before + received.slice(start + `[b${call}]`.length, end)
  let text = ''
  let hadBlankMark = false
  for (const [token, literal, blank] of body.matchAll(/\\(.)|\[([^\]]*)\]|[^\\[]+/gsu)) {
    if (literal !== undefined) text += literal
    else if (blank === undefined) text += token
    else if (/^m\d+$/.test(blank)) {
      hadBlankMark = true
      text += ` ⟦${blank.slice(1)}⟧ `
    }
  }
  const plain = withoutFlags(text, sentence).replace(word, (_, code: string) => `⟦${fromWord(code)}⟧`)
  // A blank swallows or doubles the spaces beside it.
  const tidy = hadBlankMark ? plain.replace(/ {2,}/g, ' ').replace(/ ([.,;:)])/g, '$1') : plain
  return isEnded(sentence) ? tidy.trim() : tidy.trim().replace(/\.$/, '')
}

const escaped = (text: string): string =>
  [...text].map(char => (isControl(char) ? ' ' : /[\\[\]^$/@<>{}]/.test(char) ? `\\${char}` : char)).join('')

const isControl = (char: string): boolean => (char.codePointAt(0) ?? 0) < 32 || char === '\u007f'

const isEnded = (sentence: string): boolean => /[.!?…:;]\s*$/.test(sentence)

/**
 * `*`, `@` and `#` before a word say that a dictionary failed on it. They stay where the author wrote such
 * signs.
 */
function withoutFlags(text: string, sentence: string): string {
  const signs = ['*', '@', '#'].filter(sign => !sentence.includes(sign))
  return signs.length === 0
    ? text
    : text.replace(new RegExp(`[${signs.join('')}](?=[\\p{L}\\p{N}])`, 'gu'), '')
}
