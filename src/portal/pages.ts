// How the public pages look.
import type { Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import { inLanguage } from '../base/respond.ts'
import type { LanguageRow, Texts } from '../base/text.ts'
import { linkButton } from '../base/ui/button.ts'
import { languageList } from '../base/ui/page-parts.ts'
import { rich } from '../base/ui/rich.ts'
import { procedureTiles } from '../procedure/pages.ts'
import { samples } from './samples.ts'
import { type HomeView, helpSteps, type SectionsView, searchKey } from './view.ts'

/** `GET /`. */
export const homePage = (t: Texts, view: HomeView, isSignedIn: boolean): Page => ({
  title: t('base.shell.tagline'),
  look: 'public',
  main: html`<div class="hero"><h1>${t('portal.home.title')}</h1>
<p class="lead">${t('portal.home.lead')}</p>
<p class="buttons">${
    isSignedIn
      ? linkButton(t('portal.home.worklist'), '/worklist')
      : linkButton(t('base.shell.sign-in'), '/sign-in?to=/worklist')
  }${linkButton(t('portal.help.title'), '/help', { variant: 'secondary' })}${
    !isSignedIn && linkButton(t('authority-register.title'), '/registration', { variant: 'tertiary' })
  }</p></div>
<ul class="figures">${figureNames.map(name => figure(t, view, name))}</ul>
<h2><a href="/procedures">${t('procedure.list.title')}</a></h2>
${procedureTiles(t, view.procedures)}
<h2><a href="/scoreboard">${t('scoreboard.title')}</a></h2>
<p>${t('scoreboard.lead')}</p>
<h2><a href="/statistics">${t('scoreboard-usage.title')}</a></h2>
<p>${t('scoreboard-usage.lead')}</p>
<h2><a href="/languages">${t('base.shell.languages')}</a></h2>
<ul class="language-row">${view.languages.map(
    ({ code, name }) => html`
<li><a href="${inLanguage('/', code)}" lang="${code}" hreflang="${code}"${
      code === t.lang && html` aria-current="true"`
    }>${name}</a></li>`,
  )}</ul>
<p class="quiet independent">${t('portal.home.independent')}</p>`,
})

const figureNames = ['countries', 'authorities', 'languages', 'procedures'] as const

const figure = (t: Texts, { figures }: HomeView, name: keyof HomeView['figures']): Html =>
  html`<li><b>${t.number(figures[name])}</b> ${t(`portal.home.${name}`, { count: figures[name] })}</li>`

/** `GET /help`. */
export function helpPage(t: Texts, { sections }: SectionsView): Page {
  const title = t('portal.help.title')
  const isStep = ({ id }: Section): boolean => helpSteps.some(known => known === id)
  return {
    title,
    look: 'public',
    main: html`<h1>${title}</h1>
<p class="lead">${t('portal.help.lead')}</p>
<ol class="steps">${sections.filter(isStep).map(step)}</ol>
<h2>${t('portal.help.more')}</h2>
<ul class="tiles notes">${sections.filter(one => !isStep(one)).map(one => note(t, one))}</ul>`,
  }
}

type Section = SectionsView['sections'][number]

const step = ({ title, text }: Section): Html => html`<li><h2>${title}</h2><p>${text}</p></li>`

/** The key is shown as a key. */
const note = (t: Texts, { id, title, text }: Section): Html =>
  html`<li><h3>${title}</h3><p>${
    id === 'keys' ? rich(t, 'portal.help.keys.text', { key: html`<kbd>${searchKey}</kbd>` }) : text
  }</p></li>`

/** `GET /api`. */
export function interfacePage(t: Texts, { sections }: SectionsView, publicUrl: string): Page {
  const title = t('base.shell.api')
  const code = samples(publicUrl)
  return {
    title,
    look: 'public',
    main: html`<h1>${title}</h1>
<p class="lead">${t('portal.interface.lead')}</p>
<p>${linkButton(t('portal.interface.document'), '/openapi.json')}</p>
${sections.map(
  ({ id, title: heading, text }) => html`
<section class="prose"><h2 id="${id}">${heading}</h2><p>${text}</p>${
    code[id] !== undefined &&
    html`
<pre tabindex="0" role="region" aria-labelledby="${id}" lang="en"><code>${code[id]}</code></pre>`
  }</section>`,
)}`,
  }
}

/** `GET /languages`. */
export const languagesPage = (t: Texts, languages: readonly LanguageRow[], to: string): Page => ({
  title: t('base.language.title'),
  look: 'public',
  main: html`<h1>${t('base.language.title')}</h1>
${languageList(t, languages, to)}
<p><a href="/translation">${t('portal.languages.translation')}</a></p>`,
})
