// The page on which the operator writes priorities and achievements, one language at a time, with its history.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import type { Lang, Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button } from '../../base/ui/button.ts'
import { langChip } from '../../base/ui/chip.ts'
import { select } from '../../base/ui/choice.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { textArea } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import { announcementsPath, usagePath } from '../usage/view.ts'
import { parts, textMax } from './model.ts'
import { written } from './part.ts'
import type { EditorView } from './view.ts'

/** What stands in the fields, of whatever shape. */
export type Typed = Readonly<Record<string, unknown>>

type Edited = {
  readonly view: EditorView
  /** Null: what is public now. */
  readonly typed: Typed | null
  readonly refusal?: Refusal
}

/** `GET /statistics/announcements`. */
export function editorPage(call: Call<unknown>, languages: readonly Lang[], edited: Edited): Page {
  const { t } = call
  const { view, refusal } = edited
  const title = t('scoreboard-usage.announce')
  return {
    title,
    main: html`${backLink(t('scoreboard-usage.title'), usagePath)}
<h1>${title}</h1>
${refusal && refusalOf(t, refusal, view)}
${chooser(t, view, languages)}
${formOf(call, edited)}
${history(t, view)}`,
  }
}

const partName = (t: Texts, part: EditorView['part']): string => t(`scoreboard-usage.part.${part}`)

function refusalOf(t: Texts, refusal: Refusal, { language, text }: EditorView): Html | null {
  if (refusal.problems) return errorSummary(t, refusal.problems, { text: t('exchange-blocks.text') })
  return html`${banner('danger', t.refusal(refusal))}${
    refusal.code === 'exchange-blocks.conflict' &&
    html`<section class="editor-part"><h2>${t('scoreboard-usage.now')}</h2>
<div class="prose" lang="${language}">${written(text)}</div></section>`
  }`
}

/** Which text, in which language; what is there already is marked. */
function chooser(t: Texts, { part, language, texts }: EditorView, languages: readonly Lang[]): Html {
  const has = (lang: Lang): boolean => texts.some(one => one.part === part && one.language === lang)
  const options = languages
    .map(lang => ({ value: lang, label: `${t.language(lang)}${has(lang) ? ' ✓' : ''}` }))
    .toSorted((a, b) => t.compare(a.label, b.label))
  return html`<form class="chooser" action="${announcementsPath}">
${select(t, {
  ...{ name: 'part', label: t('scoreboard-usage.announce'), value: part, isRequired: true },
  options: parts.map(one => ({ value: one, label: partName(t, one) })),
})}
${select(t, { name: 'language', label: t('exchange-blocks.language'), value: language, isRequired: true, options })}
${button(t('exchange-track.live.show'), { variant: 'secondary' })}</form>`
}

/** The text is for this part and language; to write another one, it is chosen above. */
function formOf(call: Call<unknown>, { view, typed, refusal }: Edited): Html {
  const { t } = call
  const { part, language, version, text } = view
  const errors = errorsByPath(t, refusal?.problems ?? [])
  const value = typed === null ? text : typeof typed.text === 'string' ? typed.text : ''
  return html`<form method="post" class="narrow" novalidate action="${announcementsPath}">${hidden(call)}
<input type="hidden" name="part" value="${part}"><input type="hidden" name="language" value="${language}">
<input type="hidden" name="version" value="${version}">
<h2>${partName(t, part)} ${langChip(t, language)}</h2>
${textArea(t, {
  ...{ name: 'text', label: t('exchange-blocks.text'), value, error: errors.text, rows: 14 },
  ...{ textLang: language, lengthMax: textMax, isRequired: true, hint: t('scoreboard-usage.hint') },
})}
<p class="buttons">${button(t('scoreboard-usage.publish'))}</p></form>`
}

function history(t: Texts, { versions, language }: EditorView): Html | null {
  if (versions.length === 0) return null
  return html`<section><h2>${t('exchange-parts.history.title')}</h2>
<ol class="plain">${versions.map(
    ({ text, by, at }) => html`
<li><details><summary><time datetime="${at}">${t.instant(at)}</time> · ${by}</summary>
<div class="prose" lang="${language}">${text === '' ? html`<p>–</p>` : written(text)}</div></details></li>`,
  )}</ol></section>`
}
