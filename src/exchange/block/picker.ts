// At a field of an exchange: the button that offers text blocks, and what is offered. Above an answer: reply templates.
import { type Html, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button } from '../../base/ui/button.ts'
import { idOf } from '../../base/ui/field.ts'
import { limits } from '../kinds/request-forms.ts'
import type { FilledView } from './insert.ts'
import type { OfferView, TemplateOfferView } from './offer.ts'

/** The form in which a field stands, and what is offered in it now. */
export type Picking = {
  /** Where the form goes; its blocks lie one step below. */
  readonly href: string
  readonly offer: OfferView | null
}

type Field = { readonly name: string; readonly label: string }

/** Without script it sends the form and nothing is lost; with script it opens a menu (assets/text-blocks.js). */
export function picker(t: Texts, { href: form, offer }: Picking, { name, label }: Field): Html {
  const href = `${form}/blocks?field=${name}`
  return html`<div class="pick"><button class="ds-button" type="submit" formnovalidate data-variant="tertiary"
 data-blocks="${idOf(name)}" formaction="${href}#${idOf(name)}">${t('exchange-blocks.insert')}<span
 class="ds-sr-only">: ${label}</span></button>
${offer?.field === name && offered(t, offer, href)}</div>`
}

/** Each block is a button that comes back with its text put in. */
function offered(t: Texts, { items, field }: OfferView, href: string): Html {
  if (items.length === 0)
    return html`<p class="quiet">${t('exchange-blocks.none')} <a href="/blocks">${t('exchange-blocks.title')}</a></p>`
  const item = ({ block, title, language, text }: OfferView['items'][number]): Html => html`
<li lang="${language}">${button(title, {
    ...{ variant: 'secondary', formAction: `${href}&block=${block}#${idOf(field)}`, isUnchecked: true },
  })}<p class="prose">${text}</p></li>`
  const others = items.filter(({ isOther }) => isOther)
  return html`<details class="offer" open><summary>${t('exchange-blocks.title')}</summary>
<ul>${items.filter(({ isOther }) => !isOther).map(item)}</ul>
${others.length > 0 && html`<p class="offer-head">${t('exchange-blocks.others')}</p><ul>${others.map(item)}</ul>`}
</details>`
}

/** The words of the menu; once in a form. */
export const blockWords = (
  t: Texts,
): Html => html`<text-blocks hidden data-search="${t('exchange-blocks.search')}"
data-none="${t('exchange-blocks.none')}" data-others="${t('exchange-blocks.others')}"
data-failed="${t('exchange-blocks.failed')}" data-full="${t('base.field.too-long', { max: limits.longMax })}"
data-title="${t('exchange-blocks.title')}"></text-blocks>`

/** Templates that were asked for, or what one of them gave. */
export type Templating = Pick<FilledView, 'offer' | 'filled'>

/** Fills in empty answers from a template; keeps the answers as one. */
export function templateBar(t: Texts, number: string, templating?: Templating): Html {
  const href = `/exchanges/${number}/reply-templates`
  const filled = templating?.filled
  return html`<section class="template-bar" id="reply-templates" aria-label="${t('exchange-blocks.template.title')}">
${filled && banner(filled.count > 0 ? 'success' : 'info', t('exchange-blocks.template.filled', filled))}
<p class="buttons">${button(t('exchange-blocks.template.fill'), {
    ...{ variant: 'secondary', formAction: `${href}#reply-templates`, isUnchecked: true },
  })}
${button(t('exchange-blocks.template.keep'), {
  ...{ variant: 'tertiary', isUnchecked: true },
  formAction: `/exchanges/${number}/actions/save-answer?go=template`,
})}</p>
${templating?.offer && templatesOf(t, templating.offer, href)}
</section>`
}

function templatesOf(t: Texts, { items }: TemplateOfferView, href: string): Html {
  if (items.length === 0) return html`<p class="quiet">${t('exchange-blocks.template.empty')}</p>`
  return html`<ul class="kept">${items.map(
    ({ template, title, language, count, isOther }) => html`
<li><span lang="${language}">${button(title, {
      ...{ variant: 'secondary', isUnchecked: true },
      formAction: `${href}?template=${template}#reply-templates`,
    })}</span> <span class="quiet">${t('exchange-blocks.template.count', { count })}${
      isOther && ` · ${t.language(language)}`
    }</span></li>`,
  )}</ul>`
}
