// The messages of an exchange: clarifications between the two sides, oldest first, each with its translation.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { linkButton } from '../base/ui/button.ts'
import { pairOf } from './page-parts.ts'
import { anchors, permalink } from './permalink.ts'
import type { ExchangeView } from './view-schema.ts'

/** Nothing where there is no message and none can be written. */
export function messagesOf(t: Texts, view: ExchangeView): Html | null {
  const write = view.actions.find(({ action }) => action === 'write-message')
  if (view.messages.length === 0 && !write) return null
  return html`<section class="messages" id="messages"><h2>${t('exchange.messages.title')}</h2>
${view.messages.map(message => messageOf(t, view, message))}
${write && html`<p>${linkButton(write.label, write.href, { variant: 'secondary' })}</p>`}
</section>`
}

function messageOf(
  t: Texts,
  { personalHidden }: ExchangeView,
  message: ExchangeView['messages'][number],
): Html {
  const { version, text, isNew, href, at } = message
  const by = [message.country, message.office, message.person].filter(Boolean).join(' · ')
  return html`<article class="message" id="${anchors.message(version)}"${isNew && html` data-new`}>
<p class="quiet"><span class="country">${by}</span> <time datetime="${at}">${t.instant(at)}</time>${
    isNew && html` <span class="changed-mark">${t('exchange-parts.history.new')}</span>`
  }${permalink(t, href, `${t('exchange.messages.label')}, ${t.instant(at)}`)}</p>
${text ? pairOf(t, text, `text-message-${version}`) : html`<p class="quiet">${personalHidden}</p>`}
</article>`
}
