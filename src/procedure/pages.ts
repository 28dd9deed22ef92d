// How the catalogue looks: procedures by legal area, and everything that one asks.
import type { Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { langChip } from '../base/ui/chip.ts'
import { backLink, facts } from '../base/ui/page-parts.ts'
import { fieldRow, questionCard } from './page-question.ts'
import type { ProcedureView, SummaryView } from './view.ts'

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
  ([area, ones]) =>
    html`<h2>${area}</h2>${ones.map(
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
<div class="procedure"><div class="card">${about(t, view)}</div>
<h2>${t('procedure.form.title')}</h2>
<div class="card"><ul class="fields">${view.form.map(field => fieldRow(t, field))}</ul></div>
${questions(t, view)}</div>`,
})

function about(t: Texts, view: ProcedureView): Html {
  const { retention, deadlines } = view
  const { blockMonths: months, deleteYears: years } = retention
  const personal = view.personalBeforeAcceptance ? 'at-once' : 'later'
  /** The sources are quoted as the procedure's author wrote them. */
  const isForeign = t.lang !== 'en'
  const sources = [deadlines.answer.source, retention.source, view.source]
  return facts([
    [t('procedure.fact.area'), view.areaName],
    [t('procedure.fact.basis'), view.legalBasis],
    [t('procedure.fact.deadline'), deadlines.answer.text],
    [t('procedure.fact.reminders'), ladder(t, view)],
    [t('procedure.fact.personal'), t(`procedure.personal.${personal}`)],
    [t('procedure.fact.retention'), t('procedure.retention', { months, years })],
    [t('procedure.fact.origin'), t(`procedure.status.${view.status}`)],
    [t('procedure.fact.version'), t.number(view.version)],
    [
      t('procedure.fact.sources'),
      html`<ul class="plain small">${sources.map(
        source => html`<li>${isForeign && langChip(t, 'en')} <span lang="en">${source}</span></li>`,
      )}</ul>`,
    ],
  ])
}

/** What the clock does: rung by rung, in the order in which a request comes to them. */
function ladder(t: Texts, { reminders }: ProcedureView): Html | string {
  const { unaccepted, before, overdue, unclosed, escalate } = reminders
  const told = [escalate.unaccepted, escalate.overdue].filter(days => days !== undefined)
  const rungs = (
    [
      ['exchange-timers.event.acceptance-reminded', unaccepted],
      ['exchange-timers.event.answer-reminded', before],
      ['exchange-timers.event.overdue', overdue],
      ['exchange-timers.event.closing-reminded', unclosed],
      ['exchange-timers.event.approval-reminded', unaccepted],
      ['exchange-timers.event.opinion-reminded', unaccepted],
      ['exchange-timers.notice.escalated', [...new Set(told)]],
    ] as const
  ).filter(([, days]) => days.length > 0)
  if (rungs.length === 0) return '–'
  return html`<ul class="plain">${rungs.map(
    ([key, days]) => html`<li>${t(key)}: ${t.list(days.map(t.number))}</li>`,
  )}</ul>`
}

/** The two answers that every question takes are told once. */
function questions(t: Texts, view: ProcedureView): Html {
  const always = { unknown: t('procedure.option.unknown'), notAllowed: t('procedure.option.not-allowed') }
  return html`<h2 id="questions">${t('procedure.questions.title')}</h2>
<p>${t('procedure.questions.always', always)}</p>
${view.groups.map(group => {
  const asked = view.questions.filter(question => question.group === group.id)
  return html`<section><h3>${group.label}</h3>
${asked.map(question => questionCard(t, view, question))}</section>`
})}`
}
