// Reads the tags of a small XML file one after the other, in time that grows with its length only.

export type Tag = {
  /** Without the prefix of its name space. */
  readonly name: string
  readonly attributes: string
  readonly isEnd: boolean
  readonly isEmpty: boolean
  /** What stands between the tag before and this one, as written. */
  readonly before: string
}

/** Ends at the first tag that does not end. */
export function* tagsOf(xml: string): Generator<Tag> {
  let at = 0
  for (;;) {
    const open = xml.indexOf('<', at)
    const close = open < 0 ? -1 : xml.indexOf('>', open)
    if (close < 0) return
    const isEnd = xml[open + 1] === '/'
    const isEmpty = xml[close - 1] === '/'
    const inside = xml.slice(open + (isEnd ? 2 : 1), isEmpty ? close - 1 : close)
    const space = inside.search(/\s/)
    const name = space < 0 ? inside : inside.slice(0, space)
    const attributes = space < 0 ? '' : inside.slice(space)
    yield { name: name.slice(name.indexOf(':') + 1), attributes, isEnd, isEmpty, before: xml.slice(at, open) }
    at = close + 1
  }
}

/** The value of an attribute, whatever the prefix of its name; null: it has none. */
export function attributeOf(attributes: string, wanted: string): string | null {
  for (const [, name = '', value = ''] of attributes.matchAll(/\s([\w:.-]{1,60})="([^"]*)"/g))
    if (name.slice(name.indexOf(':') + 1) === wanted) return textOf(value)
  return null
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** The text that markup stands for; `_x0041_` is how spreadsheets write what XML cannot hold. */
export const textOf = (markup: string): string =>
  markup
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, number, name) =>
      name ? (named[name] ?? whole) : characterOf(hex ? Number.parseInt(hex, 16) : Number(number)),
    )
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\r\n?/g, '\n')

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD')
