// The escaping template tag. Everything that is not already Html is escaped.

/** Markup that is safe to send. Only `html` and `trusted` make it. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
  toString(): string {
    return this.markup
  }
}

export type HtmlValue = Html | string | number | boolean | null | undefined | readonly HtmlValue[]

const special = /[&<>"']/

/** Escapes text for content and quoted attributes. */
export function escapeText(text: string): string {
  if (!special.test(text)) return text
  let out = ''
  for (const char of text) {
    if (char === '&') out += '&amp;'
    else if (char === '<') out += '&lt;'
    else if (char === '>') out += '&gt;'
    else if (char === '"') out += '&quot;'
    else if (char === "'") out += '&#39;'
    else out += char
  }
  return out
}

function markupOf(value: HtmlValue): string {
  if (value instanceof Html) return value.markup
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  return Array.isArray(value) ? listed(value) : ''
}

/** Appended, not joined: a join copies what it joins, once more at each depth of a long page. */
function listed(values: readonly HtmlValue[]): string {
  let out = ''
  for (const value of values) out += markupOf(value)
  return out
}

/** `null`, `undefined`, `true` and `false` write nothing, lists are joined, strings are escaped. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let out = strings[0] ?? ''
  for (let i = 0; i < values.length; i++) out += markupOf(values[i]) + (strings[i + 1] ?? '')
  return new Html(out)
}

/** Marks markup of our own files (icons) as safe. Never for anything that came from outside. */
export const trusted = (markup: string): Html => new Html(markup)
