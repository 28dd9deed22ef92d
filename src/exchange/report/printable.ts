// Makes every text one that can be printed: nothing is lost in silence, nothing changes the order of what is read.

/** Has no width and no meaning in print: joiners, soft hyphens, variation selectors, control codes. */
const unseen = /\p{Default_Ignorable_Code_Point}|[^\P{Cc}\n]/gu
/** Turn the order of letters: written out, so that nobody reads `exe.pdf` where `fdp.exe` stands. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const wordCharsMax = 40
const breakAfterChars = 16
const mayBreak = '\u200b'

/** `U+0639` in brackets where the fonts have no letter; long words may break. `isShown` answers for a code point. */
export function printable(text: string, isShown: (code: number) => boolean): string {
  const lines = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/\t/g, ' ')
  const plain = lines.replace(turning, codeOf).replace(unseen, '')
  const letters = Array.from(plain, letter =>
    letter === '\n' || isShown(letter.codePointAt(0) ?? 0) ? letter : `${codeOf(letter)}${mayBreak}`,
  )
  return letters.join('').replace(longWords, breakable)
}

const codeOf = (letter: string): string =>
  `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`

/** Lines break at spaces and hyphens by themselves. */
const longWords = new RegExp(`[^ \\n${mayBreak}-]{${wordCharsMax + 1},}`, 'gu')

const breakable = (word: string): string =>
  (word.match(new RegExp(`.{1,${breakAfterChars}}`, 'gu')) ?? []).join(mayBreak)

/** The same for every text of a value that is to become JSON. */
export function printableIn<T>(value: T, isShown: (code: number) => boolean): T {
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return printable(one, isShown)
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one === 'object' && one !== null)
      return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]))
    return one
  }
  return walk(value) as T
}
