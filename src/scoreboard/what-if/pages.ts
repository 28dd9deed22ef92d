// Other rules: the form in which they are chosen, and each country's colour now and then.
import type { Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button } from '../../base/ui/button.ts'
import { select } from '../../base/ui/choice.ts'
import { field } from '../../base/ui/field.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import { countryPath, whatIfPath } from '../country/path.ts'
import { basisPart, changedPart } from '../since-part.ts'
import { glyph, tableOf } from '../table-part.ts'
import { pathOf } from '../view.ts'
import { nameOf, valueText } from '../words.ts'
import { units } from './model.ts'
import type { WhatIfView } from './view.ts'

type Row = WhatIfView['countries'][number]

/** `GET /scoreboard/{edition}/what-if`. Its address is the link to share. */
export function whatIfPage(t: Texts, view: WhatIfView): Page {
  const { edition, rules, changed, since, method } = view
  const title = t('scoreboard-beyond.what-if.title')
  return {
    ...{ title: `${title} ${edition}`, look: 'public' },
    main: html`${backLink(t('scoreboard.edition.title', { edition }), pathOf(edition))}
<h1>${title}</h1>
${banner('warning', t('scoreboard-beyond.what-if.notice', { edition }))}
${since && basisPart(t, edition, since)}
${formOf(t, view)}
<h2 id="outcome">${t('scoreboard-beyond.what-if.changed', { count: changed })}</h2>
${outcomeTable(t, view)}
${rules.unit === 'weekdays' && html`<p class="quiet">${t('scoreboard-beyond.what-if.note')}</p>`}
${since?.basis === 'today' && changedPart(t, method, { changed: since.changed, isOfOne: false })}`,
  }
}

function formOf(t: Texts, { edition, method, rules }: WhatIfView): Html {
  const number = (name: string, label: string, value: number): Html =>
    field(t, { name, label, value, type: 'number', size: 4, isRequired: true })
  const borders = method.indicators.map(
    (one, at) =>
      html`<fieldset class="ds-fieldset"><legend class="ds-label">[${at + 1}] ${nameOf(
        t,
        one,
      )}</legend><div class="rule-row">${(['green', 'yellow'] as const).map(band =>
        number(
          `${band}${at + 1}`,
          `${t(`scoreboard.band.${band}`)} ${one.bands.better === 'high' ? '≥' : '≤'}`,
          rules.bands[at]?.[band] ?? one.bands[band],
        ),
      )}</div></fieldset>`,
  )
  return html`<form class="rule-form" action="${whatIfPath(edition)}"><div class="rule-row">
${number('within', t('scoreboard-beyond.what-if.within'), rules.withinDays)}
${number('faster', t('scoreboard-beyond.what-if.faster'), rules.fasterDays)}
${select(t, {
  ...{ name: 'unit', label: t('scoreboard-beyond.what-if.unit'), value: rules.unit, isRequired: true },
  options: units.map(value => ({ value, label: t(`scoreboard-beyond.what-if.${value}`) })),
})}</div>
<details class="rules"><summary>${t('scoreboard-beyond.what-if.borders')}</summary>
<div class="rule-row">${borders}</div></details>
${button(t('base.filter.apply'))}</form>`
}

/** Those whose colour is another one first. */
function outcomeTable(t: Texts, { edition, method, countries }: WhatIfView): Html {
  const isChanged = ({ now, would }: Row): boolean => !would.isSure || now.colour !== would.colour
  const rows = countries
    .toSorted(
      (a, b) =>
        Number(isChanged(b)) - Number(isChanged(a)) || t.compare(t.country(a.country), t.country(b.country)),
    )
    .map(
      one => html`
<tr><th scope="row"><a href="${countryPath(edition, one.country)}">${t.country(one.country)}</a></th>
${colourCell(t, one.now.colour, pointsText(t, one.now.score, one.now.score))}${
  one.would.isSure
    ? colourCell(t, one.would.colour, pointsText(t, one.would.scoreLow, one.would.scoreHigh))
    : html`<td class="band-none">${t('scoreboard-beyond.what-if.unsure')}
<span>${pointsText(t, one.would.scoreLow, one.would.scoreHigh)}</span></td>`
}${one.indicators.map((figure, at) => valueCell(t, method.indicators[at], figure))}</tr>`,
    )
  const heads = [
    t('scoreboard-beyond.what-if.now'),
    t('scoreboard-beyond.what-if.then'),
    ...method.indicators.map(
      (one, at) => html`<span aria-hidden="true">[${at + 1}] </span>${nameOf(t, one)}`,
    ),
  ]
  return tableOf(t('scoreboard.country'), t('scoreboard-beyond.what-if.title'), heads, rows)
}

const pointsText = (t: Texts, low: number, high: number): string => {
  const signed = (score: number): string => `${score > 0 ? '+' : ''}${t.number(Math.round(score * 10) / 10)}`
  return low === high ? signed(low) : `${signed(low)} … ${signed(high)}`
}

const colourCell = (t: Texts, colour: Row['now']['colour'], points: string): Html => html`
<td class="band-${colour ?? 'none'}">${glyph(colour)}<b>${colour === null ? '' : points}</b>
<span${colour && html` class="word"`}>${t(`scoreboard.colour.${colour ?? 'none'}`)}</span></td>`

type Cell = Row['indicators'][number]

function valueCell(
  t: Texts,
  indicator: WhatIfView['method']['indicators'][number] | undefined,
  one: Cell,
): Html {
  const { low, high, band } = one
  if (low.band === null) return html`<td class="band-none">${t('scoreboard.colour.none')}</td>`
  const [from, to] = [valueText(t, indicator, low), valueText(t, indicator, high)]
  return html`
<td class="band-${band ?? 'none'}">${glyph(band)}<b>${from === to ? from : `${from}–${to}`}</b>${
    band && html`<span class="ds-sr-only"> ${t(`scoreboard.band.${band}`)}</span>`
  }</td>`
}
