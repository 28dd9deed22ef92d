// A mail to an address that belongs to no account: what it says, as text and as markup.
import { html } from './html.ts'
import type { Tx } from './sql.ts'
import type { Lang, Texts } from './text.ts'

export type Letter = {
  readonly email: string
  readonly lang: Lang
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Puts a letter into the outbox within the caller's transaction: it leaves where that ends well, else never was. */
export type Post = (tx: Tx, letter: Letter, at: string) => Promise<void>

type Said = {
  readonly email: string
  readonly subject: string
  /** Paragraphs; one that is an address becomes a link. */
  readonly paragraphs: readonly string[]
  /** What stands under the line: why one gets this. */
  readonly close: readonly string[]
}

/** Nothing that somebody typed may stand in it: strangers could send their words to other strangers. */
export function letterOf(t: Texts, { email, subject, paragraphs, close }: Said): Letter {
  const linked = (text: string) => (/^https?:/.test(text) ? html`<a href="${text}">${text}</a>` : text)
  const body = html`<html lang="${t.lang}">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body><h1>${subject}</h1>
${paragraphs.map(text => html`<p>${linked(text)}</p>`)}
<hr>
${close.map(text => html`<p>${linked(text)}</p>`)}
</body>
</html>`
  return {
    ...{ email, lang: t.lang, subject },
    text: `${[...paragraphs, `-- \n${close.join('\n')}`].join('\n\n')}\n`,
    html: `<!doctype html>\n${body.markup}\n`,
  }
}
