// What a mail says: number, procedure, what happened, the day, a link; never names, and nothing that somebody typed.
import { html } from '../base/html.ts'
import { mailDocument, mailParagraphs } from '../base/letter.ts'
import type { Texts } from '../base/text.ts'
import { namedMax, pathOf, rowOf } from './model.ts'
import type { DueNotice } from './store/mails.ts'

export type Mail = { readonly subject: string; readonly text: string; readonly html: string }

type Item = Pick<DueNotice, 'exchange' | 'procedure' | 'event' | 'told' | 'isUrgent' | 'dueDay'>

/** One mail for all that is due of one person, in that person's language. */
export function mailOf(t: Texts, items: readonly Item[], publicUrl: string): Mail {
  const lines = items.slice(0, namedMax).map(item => lineOf(t, item, publicUrl))
  const [first] = lines
  const more = items.length - lines.length
  const subject =
    first && items.length === 1
      ? t('base.field.named', { label: first.what, message: first.number })
      : t('notice.mail.subject-many', { count: items.length })
  const settings = `${publicUrl}/notices/settings`
  const tail = [...(more > 0 ? [t('notice.mail.more', { count: more })] : []), `${publicUrl}/notices`]
  const close = [t('notice.mail.why'), settings]
  const plain = [
    ...lines.map(({ what, about, facts, href }) => [what, about, ...facts, href].join('\n')),
    tail.join('\n'),
    `-- \n${close.join('\n')}`,
  ]
  return { subject, text: `${plain.join('\n\n')}\n`, html: pageOf(t, { subject, lines, tail, close }) }
}

type Line = {
  readonly number: string
  readonly what: string
  readonly about: string
  readonly facts: readonly string[]
  readonly href: string
}

function lineOf(t: Texts, item: Item, publicUrl: string): Line {
  const { exchange, procedure, event, told, isUrgent, dueDay } = item
  const name = `${procedure}.name`
  const what = t(rowOf(event, told)?.key ?? 'notice.title')
  return {
    number: exchange,
    what: isUrgent ? `${what} · ${t('exchange.urgent.mark')}` : what,
    about: [exchange, t.has(name) ? t(name) : procedure].filter(one => one !== '').join(' · '),
    facts: dueDay
      ? [t('base.field.named', { label: t('exchange.column.due'), message: t.dayLong(dueDay) })]
      : [],
    href: publicUrl + pathOf({ number: exchange, told }),
  }
}

type PageParts = {
  readonly subject: string
  readonly lines: readonly Line[]
  readonly tail: readonly string[]
  readonly close: readonly string[]
}

const pageOf = (t: Texts, { subject, lines, tail, close }: PageParts): string =>
  mailDocument(
    t,
    subject,
    html`<ul>${lines.map(
      ({ what, about, facts, href }) => html`
<li><p><a href="${href}"><b>${what}</b></a><br>${about}${facts.map(fact => html`<br>${fact}`)}</p></li>`,
    )}
</ul>
${mailParagraphs(tail)}
<hr>
${mailParagraphs(close)}`,
  )
