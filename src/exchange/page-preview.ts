// The page of a draft as the other side will read it.
import type { Call, Page } from '../base/door.ts'
import { html } from '../base/html.ts'
import { banner } from '../base/ui/banner.ts'
import { refreshPending } from '../base/ui/elements.ts'
import { backLink } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import { attachmentsOf } from './attachment/page-list.ts'
import { freeTexts, personOf, plainFacts, questionCards } from './page-parts.ts'
import type { ExchangePorts } from './ports.ts'
import type { ExchangeView } from './view-schema.ts'

/** `GET /exchanges/:number/preview`. The frame speaks the writer's language, the content the reader's. */
export function previewPage(
  { library }: ExchangePorts,
  call: Call<Actor>,
  { language, exchange }: { readonly language: string; readonly exchange: ExchangeView },
): Page {
  const { t } = call
  const theirs = library.isLanguage(language) ? library.in(language, t.zone) : t
  const inTheirs = { ...call, t: theirs }
  return {
    title: `${t('exchange.preview.title')} – ${exchange.number}`,
    current: 'worklist',
    main: html`${backLink(t('exchange.preview.back'), `/exchanges/${exchange.number}`)}
<h1>${t('exchange.preview.title')}</h1>
${banner('info', t('exchange.preview.lead', { language }))}
${refreshPending(html`<div lang="${language}">
<h2>${exchange.title}</h2>
<div class="exchange-grid"><div>
${freeTexts(theirs, exchange)}
${questionCards(inTheirs, exchange)}
${attachmentsOf(theirs, exchange)}
</div><aside>${personOf(theirs, exchange)}${plainFacts(theirs, exchange)}</aside></div></div>`)}`,
  }
}
