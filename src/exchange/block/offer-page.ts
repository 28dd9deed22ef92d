// What a field offers as a page of its own, to be read or copied: where its address is opened by itself.
import { z } from 'zod'
import type { Call, Page } from '../../base/door.ts'
import { html } from '../../base/html.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import type { OfferView } from './offer.ts'

const field = z.string().min(1).max(200)

/** What is asked of a field. Without one: what fits any. */
export const askedField = z.object({ field: field.optional(), language: z.string().max(8).optional() })
/** Without a block: the offer. */
export const askedBlock = z.object({ field, block: z.string().max(60).optional() })

type Listed = Pick<OfferView['items'][number], 'title' | 'text' | 'language'>

export const offerPage = (
  { t }: Call<Actor>,
  { items }: { readonly items: readonly Listed[] },
  back: string,
): Page => ({
  title: t('exchange-blocks.title'),
  current: 'worklist',
  main: html`${backLink(t('exchange.action.back'), back)}
<h1>${t('exchange-blocks.title')}</h1>
${items.length === 0 && html`<p class="quiet">${t('exchange-blocks.none')}</p>`}
<ul class="kept">${items.map(
    ({ title, text, language }) => html`
<li lang="${language}"><p class="kept-title">${title}</p><p class="prose">${text}</p></li>`,
  )}</ul>`,
})
