// A person's saved views of the worklist: keep the filters of now under a name, rename, remove.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Refusal } from '../base/result.ts'
import { banner } from '../base/ui/banner.ts'
import { button } from '../base/ui/button.ts'
import { errorsByPath } from '../base/ui/error-summary.ts'
import { field } from '../base/ui/field.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink, emptyState } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import type { SavedListView } from './saved-routes.ts'

type Again = { readonly refusal: Refusal; readonly name: string; readonly id: string | null }

/** `GET /worklist/views`. */
export function savedPage(call: Call<Actor>, { items, query }: SavedListView, again?: Again): Page {
  const { t } = call
  const error = again && errorsByPath(t, again.refusal.problems ?? []).name
  return {
    title: t('exchange-track.saved.title'),
    current: 'worklist',
    main: html`${backLink(t('exchange.worklist.title'), `/worklist${query ? `?${query}` : ''}`)}
<h1>${t('exchange-track.saved.title')}</h1>
${again && !error && banner('danger', t.refusal(again.refusal))}
${query !== null && keepForm(call, query, again && again.id === null ? { name: again.name, error } : {})}
${
  items.length === 0
    ? query === null && emptyState(t('exchange-track.saved.empty'), t('exchange-track.saved.hint'))
    : html`<ul class="saved-views">${items.map(item =>
        savedRow(call, item, again?.id === item.id ? { name: again.name, error } : {}),
      )}
</ul>`
}`,
  }
}

type Typed = { readonly name?: string; readonly error?: string | undefined }

const keepForm = (call: Call<Actor>, query: string, { name, error }: Typed): Html =>
  html`<form method="post" action="/worklist/views" class="narrow" novalidate>
${hidden(call)}<input type="hidden" name="query" value="${query}">
${field(call.t, {
  ...{ name: 'name', label: call.t('exchange-track.saved.name'), isRequired: true, lengthMax: 60 },
  ...{ value: name ?? '', error },
})}
<p>${button(call.t('exchange-track.saved.keep'))}</p>
</form>`

/** Each row has fields of its own: their ids carry the view's. */
function savedRow(call: Call<Actor>, item: SavedListView['items'][number], { name, error }: Typed): Html {
  const { t } = call
  const id = `name-${item.id}`
  return html`
<li><a class="ds-link" href="/worklist?${item.query}">${item.name}</a>
<form method="post" action="/worklist/views/${item.id}/rename" novalidate>${hidden(call)}
<label class="ds-sr-only" for="${id}">${t('exchange-track.saved.name')}: ${item.name}</label>
<input class="ds-input" id="${id}" name="name" maxlength="60" value="${name ?? item.name}"${
    error && html` aria-invalid="true" aria-describedby="${id}-error"`
  }>
${error && html`<p class="ds-validation-message" id="${id}-error">${error}</p>`}
${button(t('exchange-track.saved.rename'), { variant: 'secondary' })}
${button(t('exchange-track.saved.remove'), {
  ...{ variant: 'tertiary', color: 'danger', formAction: `/worklist/views/${item.id}/remove` },
})}</form></li>`
}
