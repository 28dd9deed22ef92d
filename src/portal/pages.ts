// How the public pages look.
import type { Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { LanguageRow, Texts } from '../base/text.ts'
import { linkButton } from '../base/ui/button.ts'
import { languageList } from '../base/ui/page-parts.ts'
import { procedureTiles } from '../procedure/pages.ts'
import type { SummaryView } from '../procedure/view.ts'

type Home = {
  readonly authorities: number
  readonly countries: number
  readonly languages: number
  readonly procedures: readonly SummaryView[]
}

/** `GET /`. */
export function homePage(t: Texts, view: Home, isSignedIn: boolean): Page {
  const figure = (name: 'authorities' | 'countries' | 'languages'): Html =>
    html`<li><b>${t.number(view[name])}</b> ${t(`portal.home.${name}`, { count: view[name] })}</li>`
  return {
    title: t('base.shell.tagline'),
    look: 'public',
    main: html`<div class="hero"><h1>${t('portal.home.title')}</h1>
<p class="lead">${t('portal.home.lead')}</p>
<p>${
      isSignedIn
        ? linkButton(t('portal.home.worklist'), '/worklist')
        : linkButton(t('base.shell.sign-in'), '/sign-in?to=/worklist')
    }</p></div>
<ul class="figures">${figure('countries')}${figure('authorities')}${figure('languages')}</ul>
${procedureTiles(t, view.procedures)}
<p class="quiet">${t('portal.home.independent')}</p>`,
  }
}

type Section = { readonly title: string; readonly text: string }

const paragraphs = (sections: readonly Section[]): Html =>
  html`${sections.map(({ title, text }) => html`<h2>${title}</h2>\n<p>${text}</p>`)}`

/** `GET /help`. */
export const sectionsPage = (title: string, sections: readonly Section[]): Page => ({
  title,
  look: 'public',
  main: html`<h1>${title}</h1>${paragraphs(sections)}`,
})

const documentPath = '/openapi.json'

/** `GET /api`. */
export function interfacePage(t: Texts, sections: readonly Section[], publicUrl: string): Page {
  const title = t('base.shell.api')
  const example = [
    'npm run -s imi -- users',
    'npm run -s imi -- token --user USER --authority AUTHORITY',
    `curl -H "Authorization: Bearer TOKEN" -H "Accept: application/json" ${publicUrl}/worklist`,
  ]
  return {
    title,
    look: 'public',
    main: html`<h1>${title}</h1>
<p class="lead">${t('portal.interface.lead')}</p>
<p><a href="${documentPath}">${documentPath}</a></p>
<pre tabindex="0"><code>${example.join('\n')}</code></pre>
${paragraphs(sections)}`,
  }
}

/** `GET /languages`. */
export const languagesPage = (t: Texts, languages: readonly LanguageRow[], to: string): Page => ({
  title: t('base.language.title'),
  look: 'bare',
  main: html`<h1>${t('base.language.title')}</h1>
${languageList(t, languages, to)}
<p><a href="/translation">${t('portal.languages.translation')}</a></p>`,
})
