// How the catalogue looks: procedures by legal area, and everything that one asks.
import type { Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { backLink, facts } from '../base/ui/page-parts.ts'
import type { ProcedureView, SummaryView } from './view.ts'

/** Tiles of procedures under their legal areas. */
export function procedureTiles(t: Texts, items: readonly SummaryView[]): Html {
  const areas = [...Map.groupBy(items, one => one.areaName)].sort(([a], [b]) => t.compare(a, b))
  return html`${areas.map(
    ([area, ones]) => html`<h2>${area}</h2>
<ul class="tiles">${ones.map(
      ({ id, name, purpose }) => html`
<li><h3><a href="/procedures/${id}">${name}</a></h3><p>${purpose}</p></li>`,
    )}</ul>`,
  )}`
}

/** `GET /procedures`. */
export const cataloguePage = (t: Texts, items: readonly SummaryView[]): Page => ({
  title: t('procedure.list.title'),
  look: 'public',
  main: html`<h1>${t('procedure.list.title')}</h1>
<p class="lead">${t('procedure.list.lead')}</p>
${procedureTiles(t, items)}`,
})

/** `GET /procedures/:id`. */
export function procedurePage(t: Texts, view: ProcedureView): Page {
  const { retention, deadlines } = view
  return {
    title: view.name,
    look: 'public',
    main: html`${backLink(t('procedure.list.title'), '/procedures')}
<h1>${view.name}</h1>
<p class="lead">${view.purpose}</p>
${facts([
  [t('procedure.fact.area'), view.areaName],
  [t('procedure.fact.basis'), view.legalBasis],
  [t('procedure.fact.deadline'), deadlines.answer.text],
  [
    t('procedure.fact.personal'),
    t(view.personalBeforeAcceptance ? 'procedure.personal.at-once' : 'procedure.personal.later'),
  ],
  [
    t('procedure.fact.retention'),
    t('procedure.retention', { months: retention.blockMonths, years: retention.deleteYears }),
  ],
  [t('procedure.fact.origin'), t(`procedure.status.${view.status}`)],
])}
<h2>${t('procedure.form.title')}</h2>
<ul>${view.form.map(field => html`<li>${itemLine(t, field)}</li>`)}</ul>
<h2>${t('procedure.questions.title')}</h2>
${view.groups.map(group => groupOf(t, view, group))}`,
  }
}

const groupOf = (t: Texts, view: ProcedureView, group: ProcedureView['groups'][number]): Html => {
  const asked = view.questions.filter(question => question.group === group.id)
  return html`<h3>${group.label}</h3>
<ol class="catalogue">${asked.map(question => html`<li>${questionOf(t, view, question)}</li>`)}</ol>`
}

function questionOf(t: Texts, view: ProcedureView, question: ProcedureView['questions'][number]): Html {
  const { text, help, options, details, when } = question
  const other = when && view.questions.find(one => one.id === when.question)
  const wanted = other?.options.filter(one => when?.is.includes(one.id)).map(one => one.label) ?? []
  const condition = other && { question: other.text, answers: wanted.join(' / ') }
  return html`<p><b>${text}</b></p>
${help && html`<p class="quiet">${help}</p>`}
${condition && html`<p class="quiet">${t('procedure.question.only-if', condition)}</p>`}
<p class="quiet">${options.map(one => one.label).join(' · ')}</p>
${details.length > 0 && html`<ul class="quiet">${details.map(detail => html`<li>${itemLine(t, detail)}</li>`)}</ul>`}`
}

const itemLine = (t: Texts, item: ProcedureView['form'][number]): Html => {
  const marks = [
    !item.required && t('base.field.optional'),
    item.personal && t('procedure.mark.personal'),
  ].filter(mark => mark !== false)
  return html`${item.label}${marks.length > 0 && html` <span class="quiet">(${marks.join(', ')})</span>`}`
}
