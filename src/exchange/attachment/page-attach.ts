// The pages on which a file is attached, and on which one is withdrawn; both work without script.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { select } from '../../base/ui/choice.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { field, fileField } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import { languageOf } from '../page-field.ts'
import { headOf } from '../page-head.ts'
import type { ExchangePorts } from '../ports.ts'
import type { ExchangeView } from '../view-schema.ts'
import { fileTypes } from './file-type.ts'
import { bytesMax, kinds, titleMax } from './model.ts'
import { factsOf } from './page-list.ts'

type Again = { readonly typed: Readonly<Record<string, unknown>>; readonly refusal?: Refusal }

const backTo = (view: ExchangeView): string => `/exchanges/${view.number}#attachments`

/** `GET /exchanges/:number/actions/attach`. The fields of the machinery come first and the file last: it flows. */
export function attachPage(
  ports: ExchangePorts,
  call: Call<Actor>,
  view: ExchangeView,
  { typed, refusal }: Again,
): Page {
  const { t } = call
  const label = t('exchange-attachments.attach')
  const errors = errorsByPath(t, refusal?.problems ?? [])
  const textIn = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '')
  const about = (name: string) => ({ name, ...(errors[name] !== undefined && { error: errors[name] }) })
  const language = textIn('language') || (call.who?.lang ?? t.lang)
  return {
    title: `${label} – ${view.number}`,
    current: 'worklist',
    main: html`${headOf(t, view, backLink(t('exchange.action.back'), backTo(view)))}
<form method="post" enctype="multipart/form-data" class="narrow" novalidate
 action="/exchanges/${view.number}/actions/attach">
${hidden(call)}
${refusal && refusalOf(t, refusal)}
<h2>${label}</h2>
${field(t, {
  ...{ ...about('title'), label: t('exchange-attachments.name'), value: textIn('title') },
  ...{ isRequired: true, lengthMax: titleMax },
})}
${select(t, {
  ...{ ...about('kind'), label: t('exchange-attachments.kind'), isRequired: true, empty: '' },
  ...{ value: textIn('kind'), options: kinds.map(kind => ({ value: kind, label: kindName(t, kind) })) },
})}
${languageOf(t, ports.lists, { label: t('exchange-attachments.language'), value: language, errors })}
${questionField(t, view, { ...about('question'), value: textIn('question') })}
${fileField(t, {
  ...{ ...about('file'), label: t('exchange-attachments.file'), isRequired: true },
  accept: fileTypes.map(({ ending }) => `.${ending}`).join(),
  hint: t('exchange-attachments.file.hint', {
    ...{ size: bytesMax / 1_000_000, types: fileTypes.map(({ name }) => name).join(', ') },
  }),
})}
<p class="buttons">${button(label)}
${linkButton(t('exchange.action.back'), backTo(view), { variant: 'tertiary' })}</p>
</form>`,
  }
}

const kindName = (t: Texts, kind: string): string => t(`exchange-attachments.kind.${kind}`)

function refusalOf(t: Texts, refusal: Refusal): Html | null {
  if (!refusal.problems) return banner('danger', t.refusal(refusal))
  return errorSummary(t, refusal.problems, {
    ...{ title: t('exchange-attachments.name'), kind: t('exchange-attachments.kind') },
    ...{ language: t('exchange-attachments.language'), question: t('exchange-attachments.question') },
    file: t('exchange-attachments.file'),
  })
}

/** Nothing where nothing has been asked yet. */
function questionField(
  t: Texts,
  view: ExchangeView,
  spec: { readonly name: string; readonly value: string; readonly error?: string },
): Html | null {
  const ids = [...new Set(view.questions.map(({ id }) => id))]
  if (ids.length === 0) return null
  const options = ids.flatMap(id => {
    const found = view.questions.find(one => one.id === id)
    return found ? [{ value: id, label: `${found.number}. ${found.text}` }] : []
  })
  return select(t, { ...spec, label: t('exchange-attachments.question'), empty: '', options })
}

/** `GET /exchanges/:number/actions/withdraw-attachment?attachment=…`: what it is about, before it is done. */
export function withdrawPage(call: Call<Actor>, view: ExchangeView, id: string): Page {
  const { t } = call
  const label = t('exchange-attachments.withdraw')
  const own = view.attachments.filter(one => one.isOwn && !one.withdrawnAt)
  const chosen = own.filter(one => one.id === id)
  return {
    title: `${label} – ${view.number}`,
    current: 'worklist',
    main: html`${headOf(t, view, backLink(t('exchange.action.back'), backTo(view)))}
<h2>${label}</h2>
<p>${t('exchange-attachments.withdraw.about')}</p>
${own.length === 0 && html`<p>${t('exchange-attachments.unknown')}</p>`}
${(chosen.length > 0 ? chosen : own).map(
  one => html`<form method="post" action="/exchanges/${view.number}/actions/withdraw-attachment" class="narrow card">
${hidden(call)}<input type="hidden" name="attachment" value="${one.id}">
<p><b><bdi lang="${one.language}">${one.title ?? kindName(t, one.kind)}</bdi></b><br>
<span class="quiet">${factsOf(t, view, one)}</span></p>
<p class="buttons">${button(label, { color: 'danger' })}${
    chosen.length > 0 && linkButton(t('exchange.action.back'), backTo(view), { variant: 'tertiary' })
  }</p></form>`,
)}`,
  }
}
