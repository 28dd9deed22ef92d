// How notices look: the inbox, the settings of mails, the mail log of the demo.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { banner } from '../base/ui/banner.ts'
import { button, linkButton } from '../base/ui/button.ts'
import { langChip } from '../base/ui/chip.ts'
import { choiceBoxes, select } from '../base/ui/choice.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink, emptyState, namedCell, pagination } from '../base/ui/page-parts.ts'
import { choices, pathOf } from './model.ts'
import type { InboxView, MailsView, NoticeView, SettingView } from './view.ts'

type AnyCall = Pick<Call<unknown>, 't' | 'csrf' | 'url'>

/** `GET /notices`. */
export function inboxPage(call: AnyCall, view: InboxView, isDemo: boolean): Page {
  const { t } = call
  const hasUnread = view.items.some(item => !item.isRead)
  return {
    title: t('notice.title'),
    current: 'notices',
    main: html`<div class="page-head"><h1>${t('notice.title')}</h1><div class="buttons">${
      hasUnread &&
      html`<form method="post" action="/notices/read-all">${hidden(call)}
${button(t('notice.read-all.button'), { variant: 'secondary', icon: 'check' })}</form>`
    }${linkButton(t('notice.settings.title'), '/notices/settings', {
      ...{ variant: 'tertiary', icon: 'settings' },
    })}</div></div>
${view.items.length > 0 ? rowsOf(call, view.items) : emptyState(t('notice.empty'))}
${pagesOf(call, '/notices', view.next)}
${
  isDemo &&
  html`<p><a href="/operator/mails">${t('notice.mails.title')}</a><br>
<a href="/operator/clock">${t('exchange-timers.clock.title')}</a></p>`
}`,
  }
}

const pagesOf = ({ t, url }: AnyCall, path: string, next: string | null): Html | null =>
  pagination(t, {
    next: next && `${path}?cursor=${encodeURIComponent(next)}`,
    first: url.searchParams.has('cursor') ? path : null,
  })

const rowsOf = (
  call: AnyCall,
  items: readonly NoticeView[],
): Html => html`<div class="table-frame"><table class="ds-table worklist cards inbox">
<thead><tr>${(
  ['notice.column.when', 'notice.column.what', 'exchange.column.due', 'exchange.column.next'] as const
).map(key => html`<th scope="col">${call.t(key)}</th>`)}</tr></thead>
<tbody>${items.map(item => rowOf(call, item))}
</tbody></table></div>`

function rowOf(call: AnyCall, item: NoticeView): Html {
  const { t } = call
  return html`
<tr${!item.isRead && html` data-changed`}>
<td>${t.instant(item.at)}</td>
<td><a class="title" href="${pathOf(item)}">${item.what}</a><span class="under">${item.title} · ${
    item.number
  }${item.urgent && html` · <span class="what">${t('exchange.urgent.mark')}</span>`}${
    !item.isRead && html` · <span class="what">${t('notice.unread')}</span>`
  }</span></td>
${namedCell(t('exchange.column.due'), item.dueDay && t.day(item.dueDay))}
<td class="next">${
    !item.isRead &&
    html`<form method="post" action="/notices/read">${hidden(call)}
<input type="hidden" name="number" value="${item.number}"><input type="hidden" name="version" value="${item.version}">
<button class="ds-button" type="submit" data-variant="tertiary">${t('notice.read.button')}<span
 class="ds-sr-only"> ${item.number}</span></button></form>`
  }</td>
</tr>`
}

/** `GET /notices/settings`. */
export function settingsPage(call: AnyCall, view: SettingView): Page {
  const { t, url } = call
  const options = choices.map(value => ({ value, label: t(`notice.choice.${value}`) }))
  const explained = options.map(option => ({ ...option, hint: t(`notice.choice-hint.${option.value}`) }))
  return {
    title: t('notice.settings.title'),
    current: 'notices',
    main: html`${backLink(t('notice.title'), '/notices')}
<h1>${t('notice.settings.title')}</h1>
${url.searchParams.has('saved') && banner('success', t('notice.settings.saved'))}
<form class="form" method="post" action="/notices/settings">${hidden(call)}
${choiceBoxes(t, {
  ...{ name: 'choice', label: t('notice.settings.all'), options: explained, isRequired: true },
  chosen: [view.choice],
})}
<h2>${t('notice.settings.procedures')}</h2>
${view.procedures.map(({ procedure, name, choice }) =>
  select(t, {
    ...{ name: `procedures.${procedure}`, label: name, options, value: choice, isRequired: false },
    empty: t('notice.settings.same'),
  }),
)}
<h2 id="quiet">${t('notice.settings.quiet')}</h2>
${quietFields(t, view)}
<p>${button(t('notice.settings.save'))}</p>
</form>`,
  }
}

/** Hours as the reader's language writes them; the two lists always hold a value, so that nothing can be wrong. */
function quietFields(t: Texts, { quiet }: SettingView): Html {
  const format = new Intl.DateTimeFormat(t.lang === 'en' ? 'en-GB' : t.lang, {
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: format.format(new Date(Date.UTC(2026, 0, 1, hour))),
  }))
  const list = (name: 'from' | 'to', value: number): Html =>
    select(t, {
      ...{ name: name === 'from' ? 'quietFrom' : 'quietTo', label: t(`notice.settings.${name}`) },
      ...{ options: hours, value, isRequired: true },
    })
  return html`${choiceBoxes(t, {
    ...{ name: 'isQuiet', label: t('notice.settings.quiet'), take: 'many', labelledBy: 'quiet' },
    options: [{ value: 'true', label: t('notice.settings.quiet-on'), hint: t('notice.settings.quiet-hint') }],
    chosen: quiet ? ['true'] : [],
  })}
${list('from', quiet?.from ?? 20)}${list('to', quiet?.to ?? 7)}`
}

/** `GET /operator/mails`. */
export function mailsPage(call: AnyCall, view: MailsView): Page {
  const { t } = call
  return {
    title: t('notice.mails.title'),
    current: 'notices',
    main: html`${backLink(t('notice.title'), '/notices')}
<h1>${t('notice.mails.title')}</h1>
<p class="lead">${t('notice.mails.lead')}</p>
${view.items.map(mail => mailBlock(t, mail))}
${pagesOf(call, '/operator/mails', view.next)}`,
  }
}

const mailBlock = (t: Texts, mail: MailsView['items'][number]): Html => html`
<details><summary>${langChip(t, mail.lang)} <b lang="${mail.lang}">${mail.subject}</b> · ${t(
  `notice.mails.${mail.state}`,
)} · ${t.instant(mail.madeAt)} · ${mail.to}${mail.failure && html` · ${mail.failure}`}</summary>
<pre lang="${mail.lang}">${mail.text}</pre></details>`
