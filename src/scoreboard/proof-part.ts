// How an edition stands, and what proves it: frozen or live, files and their hashes, how to recompute, link and embed.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { banner } from '../base/ui/banner.ts'
import { rich } from '../base/ui/rich.ts'
import { keyPath, type ScoreboardView, versionPathOf } from './view.ts'
import { statusOf } from './words.ts'

const hashName = 'SHA-256'
const recompute = 'python3 recompute.py figures.json requests.csv'
const verify = 'openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in figures.json -sigfile figures.sig'

const versionLink = (t: Texts, edition: string, version: number): Html =>
  html`<a href="${versionPathOf(edition, version)}">${t('scoreboard-frozen.name', { edition, version })}</a>`

/** Whether the figures may still move; what replaced them, and what they replaced. */
export function statusPart(t: Texts, view: ScoreboardView): Html {
  const { edition, method, publication } = view
  const { from, to } = method.period
  const older = publication?.supersedes
  return html`${
    publication &&
    publication.version !== publication.newest &&
    banner(
      'warning',
      rich(t, 'scoreboard-frozen.replaced', { newer: versionLink(t, edition, publication.newest) }),
    )
  }
<p>${t('scoreboard.period', { fromDay: from, toDay: to })} ${statusOf(t, view)}${
    older &&
    html` ${rich(t, 'scoreboard-frozen.replaces', {
      older: versionLink(t, edition, older.version),
      reason: html`<q lang="en">${older.reason}</q>`,
    })}`
  }${method.status === 'reconstructed' && html` ${t('scoreboard.reconstructed')}`}</p>`
}

/** The files with which anybody can prove the figures. */
export function dataPart(t: Texts, view: ScoreboardView): Html {
  const { csv, publication, scripts, links } = view
  return html`<section class="prose proof"><h2 id="data">${t('scoreboard.data.title')}</h2>
<p>${t('scoreboard.data.about')}</p>
<ul class="files">${[
    fileOf(links.requests, csv?.sha256 ?? null, csvNote(t, view)),
    ...scripts.map(({ href, sha256 }) => fileOf(href, sha256)),
    fileOf(links.figures, publication?.sha256 ?? null, publication && t('scoreboard-frozen.file.figures')),
    links.signature && fileOf(links.signature, null, t('scoreboard-frozen.file.signature')),
    publication && fileOf(keyPath, null, t('scoreboard-frozen.file.key')),
  ]}</ul>
<p>${t('scoreboard-frozen.recompute')}</p>
<pre><code>${recompute}</code></pre>${
    publication &&
    html`
<p>${t('scoreboard-frozen.verify')}</p>
<pre><code>${verify}</code></pre>`
  }</section>`
}

/** A live file is another one soon: when it was so. */
function csvNote(t: Texts, { csv, publication }: ScoreboardView): string | null {
  if (publication) return null
  return csv ? t('scoreboard-frozen.as-of', { countedAt: csv.at }) : t('scoreboard-frozen.pending')
}

const fileOf = (href: string, sha256: string | null, note: string | null = null): Html => html`
<li><a href="${href}">${href.split('/').at(-1)}</a>${note && html` <span class="quiet">${note}</span>`}${
  sha256 && html`<br><small>${hashName} <code>${sha256}</code></small>`
}</li>`

/** Addresses to hand on, and a line for the page of another site. */
export function sharePart(t: Texts, { links }: ScoreboardView, publicUrl: string): Html {
  const map = `${publicUrl}${links.map}?lang=${t.lang}`
  const embed = `<img src="${map}" alt="${t('scoreboard.overall')}" width="800">`
  return html`<section class="prose proof"><h2 id="share">${t('scoreboard-frozen.share')}</h2>
<ul><li>${t('scoreboard-frozen.permanent')}: <a href="${links.permanent}">${publicUrl}${links.permanent}</a></li>
<li><a href="${links.pdf}?lang=${t.lang}">${t('scoreboard-frozen.pdf')}</a></li></ul>
<p>${t('scoreboard-frozen.embed')}</p>
<pre><code>${embed}</code></pre></section>`
}

/** Under each picture. */
export const pictureLink = (t: Texts, href: string | undefined, name: string): Html | undefined =>
  href === undefined
    ? undefined
    : html`
<p class="picture-link"><a href="${href}?lang=${t.lang}">${t('scoreboard-frozen.picture')}<span class="ds-sr-only">: ${name}</span></a></p>`
