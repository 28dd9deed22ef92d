// The markup of the custom elements in assets/: each page works without them, their words come from here.
import { type Html, html } from '../html.ts'
import type { Lang, Texts } from '../text.ts'
import { describedBy, errorOf, type FieldSpec, hintOf, idOf, optionalMark } from './field.ts'

/**
 * Saves the form around it by itself. `action` takes the form and answers JSON with `version` or `revision`.
 * `isChanged`: what stands in it was put in by the server and is not saved yet.
 */
export const formDraft = (
  t: Texts,
  action: string,
  isChanged = false,
): Html => html`<form-draft data-action="${action}"${isChanged && html` data-changed`}
data-saved="${t('base.draft.saved', { time: '{time}' })}" data-saving="${t('base.draft.saving')}"
data-offline="${t('base.draft.offline')}" data-restore="${t('base.draft.restore')}"
data-restore-button="${t('base.draft.restore-button')}" data-discard-button="${t('base.draft.discard-button')}"
data-joined="${t('base.draft.joined')}">
<p class="draft-state" aria-live="polite"></p></form-draft>`

export type ChosenAuthority = { readonly id: string; readonly name: string; readonly lang?: Lang }

/** Finds an authority while one types; sends its id under `name`. Without script: a link to the search page. */
export function authorityBox(
  t: Texts,
  spec: Omit<FieldSpec, 'value'> & {
    readonly chosen?: ChosenAuthority | null
    /** Where hits come from, with filters: `/authorities?area=…`. */
    readonly href: string
    /** The search page that leads back here with the choice. */
    readonly pageHref: string
  },
): Html {
  const { chosen, name, error } = spec
  const list = `${idOf(name)}-list`
  return html`<authority-box data-href="${spec.href}" data-found="${t('base.box.found', { count: '{count}' })}"
data-none="${t('base.box.none')}" data-failed="${t('base.box.failed')}"><div class="ds-field combo">
<label class="ds-label" for="${idOf(name)}">${spec.label}${optionalMark(t, spec)}</label>
${hintOf(spec)}
<u-combobox hidden data-sr-clear="${t('base.box.clear')}">${
    chosen &&
    html`<data value="${chosen.id}"${chosen.lang && html` lang="${chosen.lang}"`}>${chosen.name}</data>`
  }<input class="ds-input" type="text" id="${idOf(name)}" role="combobox"
 autocomplete="off" aria-autocomplete="list" aria-expanded="false" aria-controls="${list}" value="${
   chosen?.name ?? ''
 }"${error && html` aria-invalid="true"`}${describedBy(spec)}
><div role="listbox" id="${list}" aria-label="${spec.label}" hidden></div></u-combobox>
<input type="hidden" name="${name}" value="${chosen?.id ?? ''}">
<p data-without-script>${chosen && html`<b>${chosen.name}</b> `}
<a href="${spec.pageHref}">${t('base.box.search-page')}</a></p>
${errorOf(spec)}
<p class="ds-sr-only" role="status"></p></div></authority-box>`
}

/** Fetches the page again while a part in it carries `data-pending` and an id. */
export const refreshPending = (content: Html): Html => html`<refresh-pending>${content}</refresh-pending>`
