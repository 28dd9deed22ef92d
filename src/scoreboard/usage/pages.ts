// How the statistics look: figures, four pictures with their tables, what others published, what the operator tells.
import type { Page } from '../../base/door.ts'
import { type Html, type HtmlValue, html } from '../../base/html.ts'
import { inLanguage } from '../../base/respond.ts'
import type { Lang, Texts } from '../../base/text.ts'
import { linkButton } from '../../base/ui/button.ts'
import { tabs } from '../../base/ui/page-parts.ts'
import { announcementParts } from '../announcement/part.ts'
import { pictureOf } from './picture.ts'
import { isSortable, nameColumn, sortLinkOf, totalColumn } from './sort.ts'
import type { ChartView, PublishedView, UsageView } from './view.ts'
import { chartTitle, measureName, publishedText, rowName, seriesName } from './words.ts'

/** Pages by view and language: figures that stand are drawn once. */
const drawn = new WeakMap<UsageView, Map<string, Html>>()

type Ports = { readonly languages: readonly Lang[]; readonly publicUrl: string }

/** `GET /statistics`. */
export function usagePage(t: Texts, view: UsageView, ports: Ports): Page {
  const known = drawn.get(view) ?? new Map<string, Html>()
  drawn.set(view, known)
  const main = known.get(t.lang) ?? mainOf(t, view, ports)
  known.set(t.lang, main)
  return { title: t('scoreboard-usage.year.title', { year: String(view.year) }), look: 'public', main }
}

const mainOf = (t: Texts, view: UsageView, ports: Ports): Html => html`<h1>${t('scoreboard-usage.title')}</h1>
<p class="lead">${t('scoreboard-usage.lead')}</p>
${tabs(
  t,
  t('scoreboard-usage.years'),
  view.links.years.map(({ year, href }) => ({ href, label: String(year), isCurrent: year === view.year })),
)}
<ul class="links"><li><a href="${view.links.scoreboard}">${t('scoreboard.title')}</a></li></ul>
<h2 id="figures">${t('scoreboard-usage.figures')}</h2>
${!view.isOver && html`<p>${t('scoreboard.live')}</p>`}
${figureList(t, view)}
<p class="quiet">${t('scoreboard-usage.note.counted')} ${t('scoreboard-usage.note.within')}</p>
${view.charts.map(chart => chartPart(t, view, chart, ports.publicUrl))}
${publishedPart(t, view)}
${announcementParts(t, view.announcements, ports.languages)}
${view.mayAnnounce && announceLink(t, view)}`

const announceLink = (t: Texts, { links }: UsageView): Html =>
  html`<p>${linkButton(t('scoreboard-usage.announce'), links.announcements, { variant: 'secondary' })}</p>`

type Fact = { readonly name: string; readonly value: string; readonly more: readonly (HtmlValue | false)[] }

/** What was counted here, and under it what somebody else published of the same year. */
function figureList(t: Texts, view: UsageView): Html {
  const { year, figures } = view
  const counted: readonly (readonly [PublishedView['measure'], number, string?])[] = [
    ['exchanges', figures.exchanges, t('scoreboard-usage.measure.exchanges-in', { year: String(year) })],
    ['requests', figures.requests],
    ['notifications', figures.notifications],
    ['alerts', figures.alerts],
    ['all-exchanges', figures.allExchanges],
    ['users', figures.users],
    ['authorities', figures.authorities],
  ]
  const of = (measure: PublishedView['measure']): PublishedView | undefined =>
    view.published.find(one => one.year === year && one.measure === measure)
  const rows: Fact[] = counted.map(([measure, count, name = measureName(t, measure)]) => {
    const published = of(measure)
    const beside = published && `${t('scoreboard-usage.published')}: ${publishedText(t, published)}`
    return { name, value: t.number(count), more: [measure === 'exchanges' && growthText(t, view), beside] }
  })
  const cards = of('card-decisions')
  if (cards)
    rows.push({
      ...{ name: measureName(t, 'card-decisions'), value: publishedText(t, cards) },
      more: [t('scoreboard-usage.published')],
    })
  return html`<dl class="figure-list">${rows.map(
    ({ name, value, more }) => html`
<div><dt>${name}${more.map(one => one && html` <small>${one}</small>`)}</dt><dd>${value}</dd></div>`,
  )}
</dl>`
}

/** Of a year that is over. */
const growthText = (t: Texts, { year, figures: { growth }, isOver }: UsageView): string | false =>
  growth !== null &&
  isOver &&
  t('scoreboard-usage.growth', {
    ...{ change: `${growth > 0 ? '+' : ''}${t.percent(growth)}`, year: String(year - 1) },
  })

function chartPart(t: Texts, view: UsageView, chart: ChartView, publicUrl: string): Html {
  const title = chartTitle(t, view, chart)
  return html`<section><h2 id="${chart.id}">${title}</h2>
<div class="picture">${pictureOf(t, view, chart, { size: 'wide', isAlone: false })}
${pictureOf(t, view, chart, { size: 'narrow', isAlone: false })}</div>
<ul class="notes-small">${notesOf(t, view, chart).map(one => html`<li>${one}</li>`)}</ul>
<details class="picture-rows rest" id="${chart.id}-table"${chart.sort !== null && html` open`}><summary>${t(
    'scoreboard-usage.table',
  )}</summary>
${dataTable(t, view, chart, title)}</details>
<details class="picture-rows"><summary>${t('scoreboard-usage.share')}</summary>
${waysOf(t, view, chart, { title, publicUrl })}</details></section>`
}

/** The footnotes of the source page, and what is ours. */
function notesOf(t: Texts, { otherAreas }: UsageView, { id }: ChartView): readonly string[] {
  if (id === 'exchanges')
    return [`* ${t('scoreboard-usage.note.kinds')}`, t('scoreboard-usage.note.published')]
  return [
    `* ${t('scoreboard-usage.note.other', { areas: t.list(otherAreas.map(area => t(`lexicon.area.${area}`))) })}`,
    `** ${t('scoreboard-usage.note.posting')}`,
  ]
}

function dataTable(t: Texts, view: UsageView, chart: ChartView, title: string): Html {
  const hasPublished = chart.rows.some(one => one.published !== null)
  const head = (column: string, name: string): Html => headOf(view, chart, column, name)
  const rows = chart.rows.map(
    ({ id, counts, total, published }) => html`
<tr><th scope="row">${rowName(t, chart, id)}</th>${counts.map(one => html`<td>${t.number(one)}</td>`)}<td><b>${t.number(
      total,
    )}</b></td>${hasPublished && html`<td>${published && publishedText(t, published)}</td>`}</tr>`,
  )
  return frame(
    title,
    html`<table class="ds-table score-table"><caption class="ds-sr-only">${title}</caption>
<thead><tr>${isSortable(chart.id) ? head(nameColumn, t('scoreboard.country')) : html`<td></td>`}${chart.series.map(
      one => head(one, seriesName(t, chart, one)),
    )}${head(totalColumn, t('scoreboard-usage.total'))}${
      hasPublished && html`<th scope="col">${t('scoreboard-usage.published')}</th>`
    }</tr></thead>
<tbody>${rows}
</tbody></table>`,
  )
}

/** Sorted by its link; once more, from the other end. */
function headOf(view: UsageView, { id }: ChartView, column: string, name: string): Html {
  if (!isSortable(id)) return html`<th scope="col">${name}</th>`
  const { href, direction } = sortLinkOf(view, id, column)
  return html`<th scope="col"${direction && html` aria-sort="${direction}"`}><a href="${href}">${name}${
    direction && html`<span class="sort" aria-hidden="true">${direction === 'ascending' ? '↑' : '↓'}</span>`
  }</a></th>`
}

const frame = (label: string, table: Html): Html =>
  html`<div class="table-frame" role="region" aria-label="${label}" tabindex="0">${table}</div>`

type Embedded = { readonly title: string; readonly publicUrl: string }

function waysOf(t: Texts, { year }: UsageView, chart: ChartView, { title, publicUrl }: Embedded): Html {
  const picture = inLanguage(chart.picture, t.lang)
  const code = html`<img src="${publicUrl}${picture}" alt="${title}">`.markup
  const label = t('base.field.named', { label: t('scoreboard-usage.share'), message: title })
  const files = { svg: `${chart.id}.svg`, csv: `${chart.id}.csv` }
  return html`<ul class="plain ways"><li><a href="${picture}">${files.svg}</a></li>
<li><a href="${chart.csv}">${files.csv}</a></li>
<li><a href="${inLanguage(`/statistics?year=${year}`, t.lang)}#${chart.id}">${t('scoreboard-usage.link')}</a></li></ul>
<pre tabindex="0" role="region" aria-label="${label}"><code>${code}</code></pre>`
}

/** Of years before this installation, by measure, each with its source. */
function publishedPart(t: Texts, { published }: UsageView): Html {
  const title = t('scoreboard-usage.published')
  return html`<section><h2 id="published">${title}</h2><p>${t('scoreboard-usage.note.published')}</p>
${frame(
  title,
  html`<table class="ds-table score-table published-table"><caption class="ds-sr-only">${title}</caption>
<thead><tr><td></td><th scope="col">${t('scoreboard-usage.year')}</th><th scope="col">${t(
    'scoreboard-usage.figure',
  )}</th><th scope="col" class="source">${t('scoreboard-usage.source')}</th></tr></thead>
<tbody>${published.map(
    one => html`
<tr><th scope="row">${measureName(t, one.measure)}</th><td>${one.year}</td><td>${publishedText(
      t,
      one,
    )}</td><td class="source" lang="en">${one.source}</td></tr>`,
  )}
</tbody></table>`,
)}</section>`
}
