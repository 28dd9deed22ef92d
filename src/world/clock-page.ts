// How the demo's clock looks: the time there, and two buttons.
import type { Call, Page } from '../base/door.ts'
import { html } from '../base/html.ts'
import { button } from '../base/ui/button.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink, facts } from '../base/ui/page-parts.ts'
import type { ClockView } from './clock-routes.ts'

/** `GET /operator/clock`. */
export function clockPage(call: Pick<Call<unknown>, 't' | 'csrf'>, view: ClockView): Page {
  const { t } = call
  return {
    title: t('exchange-timers.clock.title'),
    current: 'notices',
    main: html`${backLink(t('notice.title'), '/notices')}
<h1>${t('exchange-timers.clock.title')}</h1>
<p class="lead">${t('exchange-timers.clock.lead')}</p>
${facts([[t('exchange-timers.clock.now'), html`<time datetime="${view.now}">${t.instant(view.now)}</time>`]])}
<form method="post" action="/operator/clock">${hidden(call)}
<p class="buttons">${button(t('exchange-timers.clock.day'), { name: 'days', value: '1' })}
${button(t('exchange-timers.clock.week'), { name: 'days', value: '7', variant: 'secondary' })}</p></form>`,
  }
}
