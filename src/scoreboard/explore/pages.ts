// Any period, area and pair of countries: the form that asks, and what was found, in total and by its parts.
import type { Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Texts } from '../../base/text.ts'
import { button } from '../../base/ui/button.ts'
import { type Option, select } from '../../base/ui/choice.ts'
import { fieldFrame, idOf } from '../../base/ui/field.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import { guardedTable, quarterName } from '../table-part.ts'
import { pathOf } from '../view.ts'
import { csvName } from './csv.ts'
import type { ExploreView } from './view.ts'

/** `GET /scoreboard/explore`. Its address is the link to share. */
export function explorePage(t: Texts, view: ExploreView): Page {
  const { edition, method, total, quarters } = view
  const title = t('scoreboard-beyond.explore.title')
  const all = t('scoreboard-beyond.explore.total')
  const byQuarter = t('scoreboard-beyond.quarters')
  return {
    ...{ title, look: 'public' },
    main: html`${backLink(t('scoreboard.edition.title', { edition }), pathOf(edition))}
<h1>${title}</h1>
<p class="lead">${t('scoreboard-beyond.explore.lead', { edition })}</p>
${formOf(t, view)}
<h2 id="total">${all}</h2>
${guardedTable(t, method, { head: t('scoreboard.country'), caption: all }, [
  { name: whoOf(t, view), indicators: total },
])}
${countriesPart(t, view)}
${areasPart(t, view)}
<h2 id="quarters">${byQuarter}</h2>
${guardedTable(
  t,
  method,
  { head: byQuarter, caption: byQuarter },
  quarters.map(({ quarter, indicators }) => ({ name: quarterName(t, quarter), indicators })),
)}
<p><a href="${view.links.csv}">${csvName}</a></p>`,
  }
}

const whoOf = (t: Texts, { asked: { sender, recipient } }: ExploreView): string => {
  const name = (country: string | null): string =>
    country === null ? t('authority.filter.any') : t.country(country)
  return sender === null && recipient === null ? name(null) : `${name(sender)} → ${name(recipient)}`
}

function formOf(t: Texts, { asked, choices }: ExploreView): Html {
  const empty = t('authority.filter.any')
  const countries = choices.countries
    .map(value => ({ value, label: t.country(value) }))
    .toSorted((a, b) => t.compare(a.label, b.label))
  const list = (name: string, label: string, value: string | null, options: readonly Option[]): Html =>
    select(t, { name, label, value, options, empty })
  const month = (name: 'from' | 'to'): Html =>
    fieldFrame(
      t,
      { name, label: t(`exchange.range.${name}`), isRequired: true },
      html`<input class="ds-input" type="month" id="${idOf(name)}" name="${name}" value="${
        asked[name]
      }" min="2008-01" pattern="[0-9]{4}-[0-9]{2}" required>`,
    )
  return html`<form class="rule-form" action="/scoreboard/explore"><div class="rule-row">
${month('from')}
${month('to')}
${list(
  'area',
  t('authority.filter.area'),
  asked.area,
  choices.areas.map(({ area }) => ({ value: area, label: t(`lexicon.area.${area}`) })),
)}
${list(
  'procedure',
  t('exchange.new.procedure'),
  asked.procedure,
  choices.areas
    .filter(({ area }) => asked.area === null || area === asked.area)
    .flatMap(({ area, procedures }) =>
      procedures.map(value => ({ value, label: t(`${value}.short`), group: t(`lexicon.area.${area}`) })),
    ),
)}
${list('sender', t('scoreboard-beyond.sender'), asked.sender, countries)}
${list('recipient', t('scoreboard-beyond.recipient'), asked.recipient, countries)}
${button(t('base.filter.apply'))}</div></form>`
}

/** Each country leads on to what is behind it. */
function countriesPart(t: Texts, { asked, countries, method }: ExploreView): Html | null {
  if (!countries) return null
  const { side, rows } = countries
  const caption = t(`scoreboard-beyond.${side}`)
  const set = Object.entries(asked).filter((one): one is [string, string] => one[1] !== null)
  const named = rows
    .map(row => ({ ...row, name: t.country(row.country) }))
    .filter(({ indicators }) => indicators.some(one => one.isFew || one.band !== null))
    .toSorted((a, b) => t.compare(a.name, b.name))
  return html`<h2 id="countries">${caption}</h2>
${guardedTable(
  t,
  method,
  { head: t('scoreboard.country'), caption },
  named.map(({ country, name, indicators }) => ({
    name: html`<a href="/scoreboard/explore?${new URLSearchParams({
      ...Object.fromEntries(set),
      [side]: country,
    }).toString()}">${name}</a>`,
    indicators,
  })),
)}`
}

function areasPart(t: Texts, { areas, method }: ExploreView): Html | null {
  if (!areas) return null
  const caption = t('scoreboard.by-area')
  return html`<h2 id="areas">${caption}</h2>
${guardedTable(
  t,
  method,
  { head: t('authority.filter.area'), caption },
  areas.map(({ area, indicators }) => ({ name: t(`lexicon.area.${area}`), indicators })),
)}`
}
