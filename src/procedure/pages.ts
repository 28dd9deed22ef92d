// How the catalogue looks: procedures by legal area, and everything that one asks.
import type { Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import { icon } from '../base/icon.ts'
import type { Texts } from '../base/text.ts'
import { langChip } from '../base/ui/chip.ts'
import { backLink, facts } from '../base/ui/page-parts.ts'
import { rich } from '../base/ui/rich.ts'
import type { DetailView, FieldView, ProcedureView, QuestionView, SummaryView } from './view.ts'

/** Legal areas as tiles, each with its procedures. */
export function procedureTiles(t: Texts, items: readonly SummaryView[]): Html {
  const areas = [...Map.groupBy(items, one => one.areaName)].sort(([a], [b]) => t.compare(a, b))
  return html`<ul class="tiles">${areas.map(
    ([area, ones]) => html`
<li><h3>${area}</h3><ul class="plain">${ones.map(
      ({ id, name }) => html`<li><a href="/procedures/${id}">${name}</a></li>`,
    )}</ul></li>`,
  )}</ul>`
}

/** `GET /procedures`. */
export function cataloguePage(t: Texts, items: readonly SummaryView[]): Page {
  const title = t('procedure.list.title')
  const areas = [...Map.groupBy(items, one => one.areaName)].sort(([a], [b]) => t.compare(a, b))
  return {
    title,
    look: 'public',
    main: html`<h1>${title}</h1>
<p class="lead">${t('procedure.list.lead')}</p>
${areas.map(
  ([area, ones]) => html`<h2>${area}</h2>${ones.map(
    ({ id, name, purpose, legalBasis, questions }) => html`
<article class="card"><h3><a href="/procedures/${id}">${name}</a></h3><p>${purpose}</p>
<p class="quiet small">${legalBasis} · ${t('procedure.question.count', { count: questions })}</p></article>`,
  )}`,
)}`,
  }
}

/** `GET /procedures/:id`. */
export const procedurePage = (t: Texts, view: ProcedureView): Page => ({
  title: view.name,
  look: 'public',
  main: html`${backLink(t('procedure.list.title'), '/procedures')}
<h1>${view.name}</h1>
<p class="lead">${view.purpose}</p>
<div class="card">${about(t, view)}</div>
<h2>${t('procedure.form.title')}</h2>
<div class="card"><ul class="fields">${view.form.map(field => fieldRow(t, field))}</ul></div>
${questions(t, view)}`,
})

function about(t: Texts, view: ProcedureView): Html {
  const { retention, deadlines } = view
  const { blockMonths: months, deleteYears: years } = retention
  const personal = view.personalBeforeAcceptance ? 'at-once' : 'later'
  const sources = [deadlines.answer.source, retention.source, view.source]
  return facts([
    [t('procedure.fact.area'), view.areaName],
    [t('procedure.fact.basis'), view.legalBasis],
    [t('procedure.fact.deadline'), deadlines.answer.text],
    [t('procedure.fact.personal'), t(`procedure.personal.${personal}`)],
    [t('procedure.fact.retention'), t('procedure.retention', { months, years })],
    [t('procedure.fact.origin'), t(`procedure.status.${view.status}`)],
    [t('procedure.fact.version'), t.number(view.version)],
    [
      html`${t('procedure.fact.sources')} ${t.lang !== 'en' && langChip(t, 'en')}`,
      html`<ul class="plain small" lang="en">${sources.map(source => html`<li>${source}</li>`)}</ul>`,
    ],
  ])
}

/** A field of the form or a detail of an answer: its name, what is entered, and whether it names a person. */
function fieldRow(t: Texts, field: FieldView): Html {
  return html`
<li><b>${field.label}</b>${!field.required && html` <span class="optional">(${t('base.field.optional')})</span>`}
<span class="quiet">${typeWords(t, field)}</span>${
    field.personal &&
    html` <span class="personal">${icon('lock')}${t('procedure.mark.personal')}</span>`
  }${field.hint && html`<p class="quiet">${field.hint}</p>`}</li>`
}

/** The values of a choice are folded: some lists are long. */
function typeWords(t: Texts, { type, options }: FieldView): Html {
  if (options.length === 0) return html`${t(`procedure.type.${type}`)}`
  const words = t('procedure.type.choice', { count: options.length })
  return html`<details><summary>${words}</summary><ul class="values">${options.map(
    ({ label }) => html`<li>${label}</li>`,
  )}</ul></details>`
}

/** The two answers that every question takes are told once. */
function questions(t: Texts, view: ProcedureView): Html {
  const escapes = {
    unknown: t('procedure.option.unknown'),
    notAllowed: t('procedure.option.not-allowed'),
  }
  return html`<h2 id="questions">${t('procedure.questions.title')}</h2>
<p>${t('procedure.questions.always', escapes)}</p>
${view.groups.map(group => {
  const asked = view.questions.filter(question => question.group === group.id)
  return html`<section><h3>${group.label}</h3>
${asked.map(question => questionCard(t, view, question))}</section>`
})}`
}

function questionCard(t: Texts, view: ProcedureView, question: QuestionView): Html {
  const { id, text, help, answerType } = question
  const labels = labelsOf(question)
  return html`<article class="card question" id="q-${id}">
<h4><span class="number">${numberOf(view, id)}</span> ${text}</h4>
${condition(t, view, question)}${help && html`<p class="quiet">${help}</p>`}${
    answerType !== 'given' &&
    html`
<ul class="answers">${[...labels.values()].map(label => html`<li>${label}</li>`)}</ul>`
  }${details(t, question, labels)}</article>`
}

/** The answers of its own, without the two that every question takes. */
const labelsOf = ({ options }: QuestionView): ReadonlyMap<string, string> =>
  new Map(
    options
      .filter(({ id }) => !['unknown', 'not-allowed'].includes(id))
      .map(({ id, label }) => [id, label] as const),
  )

const numberOf = (view: ProcedureView, id: string): number =>
  view.questions.findIndex(question => question.id === id) + 1

function condition(t: Texts, view: ProcedureView, { when }: QuestionView): Html | null {
  const other = when && view.questions.find(question => question.id === when.question)
  if (!other) return null
  const answers = other.options.filter(({ id }) => when.is.includes(id)).map(({ label }) => label)
  const number = html`<a href="#q-${other.id}">${numberOf(view, other.id)}</a>`
  return html`
<p class="quiet">${rich(t, 'procedure.question.only-if', { number }, { answers: answers.join(' / ') })}</p>`
}

/** Details under the answers that call for them; those that every answer calls for need no heading. */
function details(t: Texts, question: QuestionView, labels: ReadonlyMap<string, string>): readonly Html[] {
  const groups = Map.groupBy(question.details, ({ when }) => when.join(' '))
  return [...groups.values()].map((ones: readonly DetailView[]) => {
    const when = ones[0]?.when ?? []
    const answers = when.map(id => labels.get(id) ?? id).join(' / ')
    return html`${when.length < labels.size && html`<p class="quiet">${t('procedure.question.if', { answers })}</p>`}
<ul class="fields">${ones.map(one => fieldRow(t, one))}</ul>`
  })
}
