// Mails as documents, and letters: mails that hold an address and what only its owner may know.
import { type Html, html } from './html.ts'
import type { Tx } from './sql.ts'
import type { Lang, Texts } from './text.ts'

export type Letter = {
  readonly email: string
  readonly lang: Lang
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Puts letters into the outbox within the caller's transaction: they leave where that ends well, else never were. */
export type Post = (tx: Tx, letters: readonly Letter[], at: string) => Promise<void>

type Said = {
  readonly email: string
  readonly subject: string
  /** Paragraphs; one that is an address becomes a link. */
  readonly paragraphs: readonly string[]
  /** What stands under the line: why one gets this. */
  readonly close: readonly string[]
}

/** Plain markup without style: every program shows it, and it reads well aloud. */
export function mailDocument(t: Texts, subject: string, body: Html): string {
  const page = html`<html lang="${t.lang}">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body><h1>${subject}</h1>
${body}
</body>
</html>`
  return `<!doctype html>\n${page.markup}\n`
}

/** A paragraph each; an address becomes a link. */
export const mailParagraphs = (texts: readonly string[]): Html =>
  html`${texts.map(
    (text, i) =>
      html`${i > 0 && '\n'}<p>${/^https?:/.test(text) ? html`<a href="${text}">${text}</a>` : text}</p>`,
  )}`

/** Nothing that a stranger typed may stand in it: strangers could send their words to other strangers. */
export function letterOf(t: Texts, { email, subject, paragraphs, close }: Said): Letter {
  return {
    ...{ email, lang: t.lang, subject },
    text: `${[...paragraphs, `-- \n${close.join('\n')}`].join('\n\n')}\n`,
    html: mailDocument(t, subject, html`${mailParagraphs(paragraphs)}\n<hr>\n${mailParagraphs(close)}`),
  }
}
