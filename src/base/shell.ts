// The frame of the product round every page: dark bar, side list, sheet, footer. Answers the whole document.
import { assetUrl } from './assets.ts'
import type { Page } from './door.ts'
import { type Html, html } from './html.ts'
import { type IconName, icon, linkDrawing } from './icon.ts'
import type { Lang, Texts } from './text.ts'

/** An entry of the side list. `key` is the whole text key; `count` how many things wait there. */
export type NavEntry = {
  readonly id: string
  readonly href: string
  readonly key: string
  readonly icon: IconName
  readonly count?: number
}

/** The official and the authority for which this person acts now. */
export type Acting = {
  readonly name: string
  readonly authority: string
  readonly authorityLang?: Lang
  readonly country: string
  /** Page of the account: other authorities, settings, sign-out. */
  readonly href: string
}

export type Frame = {
  readonly demo: boolean
  readonly nav: readonly NavEntry[]
  readonly acting: Acting | null
  /** The reader's language by its own name: `Deutsch`. */
  readonly languageName: string
  readonly sourceUrl: string
  /** Public pages that every page leads to from its foot. `key` is the whole text key. */
  readonly foot: readonly { readonly href: string; readonly key: string }[]
}

/** What the frame needs of a call. */
export type Framed = { readonly t: Texts; readonly url: URL }

const product = 'Open IMI'

/** Elements that need their module; a page without them loads no script for them. */
const elements = [
  'form-draft',
  'authority-box',
  'search-box',
  'choice-search',
  'case-proposals',
  'refresh-pending',
  'live-changes',
  'text-blocks',
] as const
const anyElement = new RegExp(`<(${elements.join('|')})`, 'g')

/** The whole HTML document. */
export function shell(frame: Frame, page: Page, call: Framed): string {
  const { t } = call
  const look = page.look ?? 'desk'
  const hasSide = look === 'desk' && frame.nav.length > 0
  const body = html`<body class="${look}" data-size="sm">
<a class="ds-skip-link" href="#main">${t('base.shell.skip')}</a>
<header class="bar-zone">${bar(frame, call, look)}${
    frame.demo &&
    html`
<p class="demo">${icon('info')}${t('base.shell.demo')}</p>`
  }</header>
<div class="frame">${hasSide && side(t, frame.nav, page.current)}
<main id="main" class="sheet" tabindex="-1">
${page.main}
</main></div>
${footer(frame, call)}
${linkDrawing}
</body>`
  return `<!doctype html>
<html lang="${t.lang}">
${head(page, frame.acting !== null).markup}
${body.markup}
</html>`
}

function head(page: Page, isSignedIn: boolean): Html {
  // Looked for once, all together: a page may be half a megabyte long.
  const needed = new Set([...page.main.markup.matchAll(anyElement)].map(([, name]) => `${name}.js`))
  const modules = isSignedIn ? [...needed, 'keys.js'] : [...needed]
  return html`<head>
<meta charset="utf-8">
<title>${page.title} · ${product}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="preload" as="font" type="font/woff2" crossorigin href="${assetUrl('source-sans-3-latin-400.woff2')}">
<link rel="stylesheet" href="${assetUrl('open-imi.css')}">
<link rel="icon" type="image/svg+xml" href="${assetUrl('mark.svg')}">
${modules.map(
  name => html`<script type="module" src="${assetUrl(name)}"></script>
`,
)}</head>`
}

const languagesHref = (url: URL): string => `/languages?to=${encodeURIComponent(url.pathname + url.search)}`

function bar(frame: Frame, { t, url }: Framed, look: string): Html {
  return html`<div class="bar">
<a class="mark" href="/"><b>${product}</b> <span>${t('base.shell.tagline')}</span></a>
${look !== 'bare' && search(t)}
<a class="bar-language" href="${languagesHref(url)}">${icon('languages')}
<span class="ds-sr-only">${t('base.shell.language')}: </span>${frame.languageName}</a>
${frame.acting ? acting(t, frame.acting) : look !== 'bare' && signIn(t, url)}
</div>`
}

const search = (t: Texts): Html => html`<form class="bar-search" action="/authorities" role="search"
 aria-label="${t('base.shell.search')}">
<label class="ds-sr-only" for="bar-q">${t('base.shell.search')}</label>
<input id="bar-q" type="search" name="q" maxlength="300" placeholder="${t('base.shell.search')}" data-key-search>
<button type="submit">${icon('search')}<span class="ds-sr-only">${t('base.shell.search-button')}</span></button>
</form>`

const signIn = (t: Texts, url: URL): Html =>
  html`<a class="bar-acting" href="/sign-in?to=${encodeURIComponent(url.pathname + url.search)}">
<b>${t('base.shell.sign-in')}</b></a>`

function acting(t: Texts, who: Acting): Html {
  const lang = who.authorityLang && html` lang="${who.authorityLang}"`
  return html`<a class="bar-acting" href="${who.href}"><span class="ds-sr-only">${t('base.shell.acting')}: </span>
<b${lang}>${who.authority}</b> <span>${t.country(who.country)} · ${who.name}</span></a>`
}

function side(t: Texts, entries: readonly NavEntry[], current: string | undefined): Html {
  const entry = ({ id, href, key, icon: name, count }: NavEntry): Html => html`
<li><a href="${href}"${id === current && html` aria-current="page"`}>${icon(name)}<span>${t(key)}</span>${
    count !== undefined && count > 0 && counter(t, count)
  }</a></li>`
  return html`
<nav class="side" aria-label="${t('base.shell.navigation')}"><ul>${entries.map(entry)}
</ul></nav>`
}

const counter = (t: Texts, count: number): Html =>
  html`<span class="count"><span aria-hidden="true">${t.number(
    count,
  )}</span><span class="ds-sr-only">${t('base.shell.waiting', { count })}</span></span>`

function footer(frame: Frame, { t, url }: Framed): Html {
  return html`<footer class="foot"><nav aria-label="${t('base.shell.about')}"><ul>
<li><a href="/help">${t('base.shell.help')}</a></li>${frame.foot.map(
    ({ href, key }) => html`
<li><a href="${href}">${t(key)}</a></li>`,
  )}
<li><a href="${languagesHref(url)}">${t('base.shell.languages')}</a></li>
<li><a href="/api">${t('base.shell.api')}</a></li>
<li><a href="${frame.sourceUrl}">${t('base.shell.source')}</a></li>${
    frame.acting &&
    html`
<li><key-switch data-on="${t('base.shell.keys-on')}" data-off="${t('base.shell.keys-off')}"></key-switch></li>`
  }
</ul></nav></footer>`
}
