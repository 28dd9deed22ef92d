// What goes on while a page is open: where changes of others are announced, and whether the other side has looked.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { facts } from '../base/ui/page-parts.ts'
import { isTimer } from './kinds/request-table.ts'
import type { ExchangeView } from './view-schema.ts'

/** Says how many exchanges changed since the list was read; the rows stay as they are until the reader asks. */
export const liveList = (t: Texts, at: string, url: URL): Html =>
  live({
    since: at,
    href: url.pathname + url.search,
    words: t('exchange-track.live.list', { count: '{count}' }),
    button: t('exchange-track.live.show'),
  })

/** Says who changed the exchange meanwhile; what is being typed stays until the reader asks. */
export function liveExchange(t: Texts, view: ExchangeView): Html {
  const { number, version } = view
  return live({
    since: view.history.at(-1)?.at ?? '',
    href: `/exchanges/${number}`,
    words: t('exchange-track.live.exchange', { name: '{name}' }),
    button: t('exchange-track.live.reload'),
    typed: t('exchange.typed.title'),
    exchange: number,
    version,
  })
}

type Live = {
  readonly since: string
  readonly href: string
  readonly words: string
  readonly button: string
  /** Heading of what was typed for a step that is over. */
  readonly typed?: string
  readonly exchange?: string
  readonly version?: number
}

/** The region is there from the start, so that what comes into it is read out. */
const live = ({ since, href, words, button, typed, exchange, version }: Live): Html =>
  html`<live-changes data-events="/events" data-since="${since}" data-href="${href}" data-words="${words}"
 data-button="${button}"${
   exchange && html` data-exchange="${exchange}" data-version="${version}" data-typed="${typed}"`
 }><div
 role="status"></div></live-changes>`

/** Whether the other side has looked: the office, not the person. Nothing before it could. */
export function seenOf(t: Texts, { seenBy, history, part, state }: ExchangeView): Html | null {
  if (state === 'draft' || (state === 'withdrawn' && part === 'sender' && seenBy.length === 0)) return null
  const [other] = seenBy
  // A reminder is no step.
  const version = history.findLast(one => !isTimer(one.event))?.version ?? 0
  const body = other
    ? html`${facts([
        [t('exchange-track.seen.first'), t.instant(other.firstAt)],
        [t('exchange-track.seen.last'), t.instant(other.lastAt)],
      ])}${other.version < version && html`<p class="quiet">${t('exchange-track.seen.not-newest')}</p>`}`
    : html`<p class="quiet">${t('exchange-track.seen.none')}</p>`
  return html`<section><h2>${t('exchange-track.seen.title')}</h2>
${body}</section>`
}

/** What the keys do (assets/keys.js); it opens with the question mark, so without script nobody misses it. */
export const keyHelp = (
  t: Texts,
): Html => html`<dialog class="ds-dialog" data-key-help aria-labelledby="keys-title">
<h2 id="keys-title">${t('exchange-track.keys.title')}</h2>
<dl class="facts keys">${(
  [
    ['j', t('exchange-track.keys.next')],
    ['k', t('exchange-track.keys.previous')],
    ['Enter', t('exchange-track.keys.open')],
    ['/', t('base.shell.search')],
    ['?', t('exchange-track.keys.help')],
  ] as const
).map(([key, deed]) => html`<dt><kbd>${key}</kbd></dt><dd>${deed}</dd>`)}</dl>
<form method="dialog"><button class="ds-button" data-variant="secondary" type="submit">${t(
  'exchange-track.keys.close',
)}</button></form></dialog>`
