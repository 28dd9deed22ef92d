// The author's text and a machine's beside it: apart by paper and by rule, so that nobody mistakes one for the other.
import { type Html, html } from '../base/html.ts'
import { unreachable } from '../base/result.ts'
import type { Lang, Texts } from '../base/text.ts'
import { langChip } from '../base/ui/chip.ts'

/** As the room `translation` answers it. */
export type PairTranslation =
  | { readonly state: 'same-language' }
  | { readonly state: 'pending' }
  | { readonly state: 'failed' }
  | { readonly state: 'none'; readonly to: Lang }
  | {
      readonly state: 'done'
      readonly text: string
      readonly lang: Lang
      readonly engine: string
      /** Languages passed on the way, first and last included. */
      readonly path?: readonly Lang[]
      readonly quality?: 'rough' | 'gist'
      /** Instant in UTC. */
      readonly at: string
      readonly warnings?: readonly string[]
    }

export type PairSpec = {
  readonly text: string
  readonly lang: Lang
  readonly translation: PairTranslation
  /** Needed while a translation is pending: the part that `refresh-pending` replaces. Unique on the page. */
  readonly id?: string
  readonly reportHref?: string
}

const alignedMax = 8
/** Lines of a text as paragraphs. */
export const paragraphsOf = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n|\n/)
    .map(part => part.trim())
    .filter(part => part !== '')

/** Original first; the translation beside it, below on a phone. */
export function textPair(t: Texts, spec: PairSpec): Html {
  const { text, lang, translation, id } = spec
  const original = paragraphsOf(text)
  const isDone = translation.state === 'done'
  const translated = isDone ? paragraphsOf(translation.text) : []
  // Paragraphs stand in rows beside each other where both texts have as many of them.
  const rows =
    isDone && original.length === translated.length && original.length <= alignedMax ? original.length : 1
  const isPending = translation.state === 'pending'
  return html`<div class="text-pair"${id && html` id="${id}"`}${isPending && html` data-pending`}${
    rows > 1 && html` data-rows="${rows}"`
  }${!isDone && html` data-alone`}>
<div><p class="origin">${langChip(t, lang)} ${t('exchange-parts.pair.original', { language: lang })}</p>
${block(original, lang, rows)}</div>
${beside(t, spec, translated, rows)}</div>`
}

const block = (paragraphs: readonly string[], lang: Lang, rows: number): Html => {
  const parts = paragraphs.map(part => html`<p lang="${lang}">${part}</p>`)
  return rows > 1 || parts.length === 1 ? html`${parts}` : html`<div class="prose">${parts}</div>`
}

function beside(t: Texts, spec: PairSpec, translated: readonly string[], rows: number): Html | null {
  const { translation } = spec
  if (translation.state !== 'done') {
    const why = whyNone(t, spec)
    return why === null ? null : html`<p class="note">${why}</p>`
  }
  return html`<div class="machine"><p class="origin">${langChip(t, translation.lang)} ${t(
    'exchange-parts.pair.machine',
  )} <span class="engine">${madeBy(t, translation)}</span></p>
${block(translated, translation.lang, rows)}</div>${cautions(t, spec, translation)}`
}

/** Why there is no translation to be read; null where there is one, or none is needed. */
export function whyNone(t: Texts, { translation, lang }: Omit<PairSpec, 'text'>): string | null {
  switch (translation.state) {
    case 'same-language':
    case 'done':
      return null
    case 'pending':
      return t('exchange-parts.pair.pending')
    case 'failed':
      return t('exchange-parts.pair.failed')
    case 'none':
      return t('exchange-parts.pair.none', { fromLanguage: lang, toLanguage: translation.to })
    default:
      return unreachable(translation)
  }
}

type Done = Extract<PairTranslation, { state: 'done' }>

/** Which engine made it, on which way, when; on paper the day has its year. */
export function madeBy(t: Texts, { engine, path = [], at }: Done, dayWords = t.dayShort): string {
  const between = path.slice(1, -1)
  const made = { engine, when: dayWords(t.dayAt(at)) }
  if (between.length === 0) return t('exchange-parts.pair.by', made)
  return t('exchange-parts.pair.by-path', { ...made, languages: t.list(between.map(t.language)) })
}

/** How far it can be relied on. */
export const cautionWords = (t: Texts, { quality, warnings = [] }: Done): readonly string[] =>
  [
    quality && t(`exchange-parts.pair.${quality}`),
    warnings.length > 0 && t('exchange-parts.pair.warned'),
  ].filter(sentence => typeof sentence === 'string')

function cautions(t: Texts, { reportHref }: PairSpec, translation: Done): Html | null {
  const sentences = cautionWords(t, translation)
  if (sentences.length === 0 && !reportHref) return null
  return html`<p class="note">${sentences.join(' ')}${
    reportHref && html` <a href="${reportHref}">${t('exchange-parts.pair.report')}</a>`
  }</p>`
}
