// The attachments on the page of an exchange: what each is, whether it can be opened, and the ways to add and withdraw.
import { type Html, html } from '../../base/html.ts'
import { icon } from '../../base/icon.ts'
import type { Texts } from '../../base/text.ts'
import { linkButton } from '../../base/ui/button.ts'
import type { ExchangeView } from '../view-schema.ts'
import { fileTypeOf } from './file-type.ts'
import type { AttachmentView } from './view.ts'

/** Nothing where there is no attachment and none can be added. */
export function attachmentsOf(t: Texts, view: ExchangeView): Html | null {
  const { attachments, actions } = view
  const attach = actions.find(({ action }) => action === 'attach')
  if (attachments.length === 0 && !attach) return null
  const isUnchecked = attachments.some(({ check, href }) => check === 'unchecked' && href)
  return html`<section class="attachments" id="attachments"><h2>${t('exchange-attachments.title')}</h2>
${isUnchecked && html`<p class="quiet">${t('exchange-attachments.unchecked')}</p>`}
${attachments.length > 0 && html`<ul>${attachments.map(one => itemOf(t, view, one))}</ul>`}
${attach && html`<p>${linkButton(attach.label, attach.href, { variant: 'secondary', icon: 'paperclip' })}</p>`}
</section>`
}

function itemOf(t: Texts, view: ExchangeView, one: AttachmentView): Html {
  const withdraw = one.isOwn && !one.withdrawnAt && view.actions.find(isWithdrawing)
  const isPending = one.whyNot === 'exchange-attachments.waiting.unavailable'
  return html`<li id="attachment-${one.id}"${isPending && html` data-pending`}${one.isNew && html` data-new`}>
${icon(one.href ? 'file-text' : 'lock')}<div>
<p class="attachment-title">${titleOf(t, one)}${
    one.isNew && html` <span class="changed-mark">${t('exchange-parts.history.new')}</span>`
  }</p>
<p class="quiet">${factsOf(t, view, one)}</p>
${one.whyNot && html`<p${one.check === 'infected' && html` class="attachment-bad"`}>${whyNot(t, one)}</p>`}
${
  withdraw &&
  html`<p class="attachment-way"><a href="${withdraw.href}?attachment=${one.id}">${withdraw.label}<span
 class="ds-sr-only"> ${one.title ?? ''}</span></a></p>`
}</div></li>`
}

const isWithdrawing = ({ action }: ExchangeView['actions'][number]): boolean =>
  action === 'withdraw-attachment'

/** Isolated: its letters may run the other way. */
function titleOf(t: Texts, { title, language, href, kind }: AttachmentView): Html {
  if (title === null) return html`${t(`exchange-attachments.kind.${kind}`)}`
  const words = html`<bdi lang="${language}">${title}</bdi>`
  return href ? html`<a href="${href}" download>${words}</a>` : words
}

/** What it is, in one line; who attached it and when. */
export function factsOf(t: Texts, view: ExchangeView, one: AttachmentView): Html {
  const number = view.questions.find(({ id }) => id === one.question)?.number
  const words = [
    ...(one.title === null ? [] : [t(`exchange-attachments.kind.${one.kind}`)]),
    fileTypeOf(one.type)?.name ?? one.type,
    t.size(one.sizeBytes),
    t.language(one.language),
    ...(number === undefined ? [] : [t('exchange-attachments.question.number', { number })]),
    [one.country, one.person].filter(Boolean).join(' '),
    t.instant(one.at),
  ]
  return html`${one.name && html`<bdi>${one.name}</bdi> · `}${words.join(' · ')}`
}

function whyNot(t: Texts, { whyNot: code, finding, withdrawnAt }: AttachmentView): string {
  if (code === 'exchange-attachments.withdrawn.unknown' && withdrawnAt)
    return `${t(code)} (${t.instant(withdrawnAt)})`
  const words = code ? t(code) : ''
  return finding && code === 'exchange-attachments.infected.invalid' ? `${words} (${finding})` : words
}
