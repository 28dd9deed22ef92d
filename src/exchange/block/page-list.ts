// The page of what an authority keeps for its officials: text blocks and reply templates.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { select } from '../../base/ui/choice.ts'
import { emptyState } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import type { ExchangePorts } from '../ports.ts'
import { type BlockView, type KeptView, procedureName, type TemplateView } from './view.ts'

/** `GET /blocks`. */
export function keptPage(ports: ExchangePorts, call: Call<Actor>, view: KeptView, refusal?: Refusal): Page {
  const { t } = call
  return {
    title: t('exchange-blocks.title'),
    current: 'blocks',
    main: html`<div class="page-head"><h1>${t('exchange-blocks.title')}</h1>${
      view.mayKeep && linkButton(t('exchange-blocks.new'), '/blocks/new')
    }</div>
<p class="narrow">${t('exchange-blocks.lead')} ${t('exchange-blocks.impersonal')}</p>
${refusal && banner('danger', t.refusal(refusal))}
${
  view.blocks.length === 0
    ? emptyState(t('exchange-blocks.none'))
    : html`<ul class="kept">${view.blocks.map(one => blockItem(t, one))}
</ul>`
}
<h2>${t('exchange-blocks.template.title')}</h2>
${
  view.templates.length === 0
    ? html`<p class="quiet">${t('exchange-blocks.template.empty')}</p>`
    : html`<ul class="kept">${view.templates.map(one => templateItem(t, one))}
</ul>`
}
${view.mayKeep && newTemplate(ports, t)}`,
  }
}

const blockItem = (t: Texts, { block, title, language, text, procedure, kind, ...row }: BlockView): Html =>
  html`
<li><p class="kept-title"><a href="/blocks/${block}" lang="${language}">${title}</a></p>
<p class="prose" lang="${language}">${text}</p>
${about(t, row, [
  t.language(language),
  ...(procedure === null ? [] : [procedureName(t, procedure)]),
  ...(kind === null ? [] : [t(`exchange-blocks.kind.${kind}`)]),
])}</li>`

const templateItem = (
  t: Texts,
  { template, title, language, procedureName: name, answers, ...row }: TemplateView,
): Html => html`
<li><p class="kept-title"><a href="/reply-templates/${template}" lang="${language}">${title}</a></p>
${about(t, row, [
  ...[t.language(language), name],
  t('exchange-blocks.template.count', { count: Object.keys(answers).length }),
])}</li>`

const about = (t: Texts, { by, changedAt }: Pick<BlockView, 'by' | 'changedAt'>, parts: readonly string[]) =>
  html`<p class="quiet">${[...parts, `${t('exchange-dossier.changed')}: ${t.instant(changedAt)}`, by]
    .filter(Boolean)
    .join(' · ')}</p>`

const newTemplate = ({ catalogue }: ExchangePorts, t: Texts): Html =>
  html`<form action="/reply-templates/new" class="filed-in new-template">
${select(t, {
  ...{ name: 'procedure', label: t('exchange.new.procedure'), isRequired: true },
  options: catalogue.all.map(({ id }) => ({ value: id, label: procedureName(t, id) })),
})}
${button(t('exchange-blocks.template.new'), { variant: 'secondary' })}
</form>`
