// The page on which a text block is written, changed or removed; who may only read it reads it there.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button } from '../../base/ui/button.ts'
import { select } from '../../base/ui/choice.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { field, textArea } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import { type Actor, mayWithBlocks } from '../../permission/model.ts'
import { languageOf } from '../page-field.ts'
import type { ExchangePorts } from '../ports.ts'
import { kinds, limits, placeholders } from './model.ts'
import { type BlockView, procedureName } from './view.ts'

export type EditedBlock = {
  /** As it is kept now; null: a new one. */
  readonly block: BlockView | null
  /** What stands in the fields, of whatever shape. */
  readonly typed: Readonly<Record<string, unknown>>
  readonly refusal?: Refusal
}

/** `GET /blocks/new`, `GET /blocks/:block`. */
export function blockPage(ports: ExchangePorts, call: Call<Actor>, edited: EditedBlock): Page {
  const { t, who } = call
  const { block, refusal } = edited
  const title = block?.title ?? t('exchange-blocks.new')
  const isKept = who !== null && mayWithBlocks(who, 'keep').ok
  return {
    title: `${title} – ${t('exchange-blocks.title')}`,
    current: 'blocks',
    main: html`${backLink(t('exchange-blocks.title'), '/blocks')}
<h1${block && html` lang="${block.language}"`}>${title}</h1>
${refusal && refusalOf(t, refusal, edited)}
${isKept ? formOf(ports, call, edited) : block && html`<p class="prose" lang="${block.language}">${block.text}</p>`}`,
  }
}

function refusalOf(t: Texts, refusal: Refusal, { block }: EditedBlock): Html | null {
  if (refusal.problems)
    return errorSummary(t, refusal.problems, {
      ...{ title: t('exchange-attachments.name'), text: t('exchange-blocks.text') },
      ...{ language: t('exchange-blocks.language'), procedure: t('exchange.new.procedure') },
      kind: t('exchange-blocks.kind'),
    })
  return html`${banner('danger', t.refusal(refusal))}${
    refusal.code === 'exchange-blocks.conflict' &&
    block &&
    html`<section class="editor-part"><h2>${t('exchange-track.live.exchange', { name: block.by })}</h2>
<p lang="${block.language}"><b>${block.title}</b></p>
<p class="prose" lang="${block.language}">${block.text}</p></section>`
  }`
}

const formOf = (ports: ExchangePorts, call: Call<Actor>, { block, typed, refusal }: EditedBlock): Html => {
  const { t } = call
  const errors = errorsByPath(t, refusal?.problems ?? [])
  const textIn = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '')
  const about = (name: string) => ({ name, value: textIn(name), error: errors[name] })
  const language = textIn('language') || (call.who?.lang ?? t.lang)
  const all = t('exchange.filter.all')
  return html`<form method="post" class="narrow" novalidate action="${
    block ? `/blocks/${block.block}/change` : '/blocks'
  }">${hidden(call)}${block && html`<input type="hidden" name="version" value="${block.version}">`}
<p class="quiet">${t('exchange-blocks.impersonal')}</p>
${field(t, { ...about('title'), label: t('exchange-attachments.name'), isRequired: true, lengthMax: limits.titleMax })}
${textArea(t, {
  ...{ ...about('text'), label: t('exchange-blocks.text'), isRequired: true, rows: 8, textLang: language },
  ...{ lengthMax: limits.textMax, hint: placeholderHint(t) },
})}
${languageOf(t, ports.lists, { label: t('exchange-blocks.language'), value: language, errors })}
${select(t, {
  ...{ ...about('procedure'), label: t('exchange.new.procedure'), empty: all },
  options: ports.catalogue.all.map(({ id }) => ({ value: id, label: procedureName(t, id) })),
})}
${select(t, {
  ...{ ...about('kind'), label: t('exchange-blocks.kind'), empty: all },
  options: kinds.map(kind => ({ value: kind, label: t(`exchange-blocks.kind.${kind}`) })),
})}
<p class="buttons">${button(t('exchange-blocks.save'))}${block && removeButton(t, `/blocks/${block.block}`)}</p>
</form>`
}

/** Which placeholders there are, and what each becomes. */
export const placeholderHint = (t: Texts): string =>
  t('exchange-blocks.placeholders', {
    list: placeholders.map(name => `{${name}} – ${t(`exchange-blocks.placeholder.${name}`)}`).join('; '),
  })

export const removeButton = (t: Texts, href: string): Html =>
  button(t('exchange-track.saved.remove'), {
    ...{ variant: 'tertiary', color: 'danger', formAction: `${href}/remove`, isUnchecked: true },
  })
