// The page on which a report is ordered: its language, and whether personal data stand in it.
import { z } from 'zod'
import type { Call, Page } from '../../base/door.ts'
import { html } from '../../base/html.ts'
import { button } from '../../base/ui/button.ts'
import { choiceBoxes, select } from '../../base/ui/choice.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'

export const orderSchema = z.object({
  number: z.string(),
  title: z.string(),
  /** Values of the parameter `language`. */
  languages: z.array(z.string()),
  /** Values of the parameter `personal` that this caller may ask for. */
  personal: z.array(z.enum(['yes', 'no'])),
  href: z.string(),
})
export type OrderView = Readonly<z.infer<typeof orderSchema>>

/** `GET /exchanges/:number/report`. */
export function orderPage({ t }: Call<Actor>, view: OrderView): Page {
  const title = t('exchange-report.title')
  const { languages, personal, href, number } = view
  const named = languages
    .map(code => ({ value: code, label: t.language(code) }))
    .toSorted((a, b) => t.compare(a.label, b.label))
  return {
    title: `${title} – ${number}`,
    current: 'worklist',
    main: html`${backLink(t('exchange.action.back'), `/exchanges/${number}`)}
<h1>${title}</h1>
<p class="quiet">${view.title} · ${number}</p>
<form class="narrow" action="${href}">
${select(t, {
  ...{ name: 'language', label: t('exchange-report.language'), isRequired: true },
  ...{ value: t.lang, options: named },
})}
${choiceBoxes(t, {
  ...{ name: 'personal', label: t('exchange-report.personal'), isRequired: true, chosen: ['no'] },
  options: personal.map(value => ({
    ...{ value, label: t(`exchange-report.personal.${value}`) },
    ...(value === 'yes' && { hint: t('exchange-parts.person.logged') }),
  })),
})}
<p class="buttons">${button(t('exchange-report.download'))}</p>
<p class="quiet">${t('exchange-report.machine')}</p>
</form>`,
  }
}
