// What the operator tells, as it stands on a public page: in the reader's language, else in another one that is named.
import { type Html, html } from '../../base/html.ts'
import type { Lang, Texts } from '../../base/text.ts'
import { langChip } from '../../base/ui/chip.ts'
import { announced, blocksOf, type Part, parts } from './model.ts'

type Told = {
  readonly part: Part
  readonly lang: string
  readonly version: number
  readonly text: string
  readonly at: string
}

/** Nothing where nothing was written. */
export function announcementParts(t: Texts, all: readonly Told[], languages: readonly Lang[]): Html | null {
  const found = parts.flatMap(part => announced(all, part, t.lang, languages) ?? [])
  if (found.length === 0) return null
  return html`<div class="announcements">${found.map(
    one =>
      html`<section class="prose"><h2 id="${one.part}">${t(`scoreboard-usage.part.${one.part}`)}</h2>${
        one.lang !== t.lang &&
        html`<p class="quiet">${langChip(t, one.lang)} ${t('scoreboard-usage.fallback', { language: one.lang })}</p>`
      }<div lang="${one.lang}">${written(one.text)}</div></section>`,
  )}</div>`
}

/** Paragraphs and lists. */
export const written = (text: string): readonly Html[] =>
  blocksOf(text).map(block =>
    block.kind === 'text'
      ? html`<p>${block.text}</p>`
      : html`<ul>${block.items.map(item => html`<li>${item}</li>`)}</ul>`,
  )
