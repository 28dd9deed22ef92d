// The filters of lists: legal area, country, state, when due, dossier, to whom allocated, urgent, changed.
import { type Html, type HtmlValue, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { type Option, select } from '../base/ui/choice.ts'
import { field } from '../base/ui/field.ts'
import { states } from './kinds/request-table.ts'
import { allocatedWords, dueWords } from './list-query.ts'
import { areaName } from './page-head.ts'
import type { ExchangePorts } from './ports.ts'

export type ListChoices = {
  readonly areas: readonly Option[]
  readonly countries: readonly Option[]
  readonly states: readonly Option[]
}

/** What can be chosen, under its name in the reader's language. */
export function listChoices(ports: ExchangePorts, t: Texts): ListChoices {
  const known = kept.get(t)
  if (known) return known
  const made = choicesIn(ports, t)
  kept.set(t, made)
  return made
}

/** By language: sorting names by its rules takes longer than writing the rest of a list. */
const kept = new WeakMap<Texts, ListChoices>()

function choicesIn({ catalogue, lists }: ExchangePorts, t: Texts): ListChoices {
  const sorted = (options: Option[]) => options.sort((a, b) => t.compare(a.label, b.label))
  const areas = [...new Set(catalogue.all.map(procedure => procedure.area))]
  return {
    areas: sorted(areas.map(area => ({ value: area, label: areaName(t, area) }))),
    countries: sorted(lists.countries.map(code => ({ value: code, label: t.country(code) }))),
    states: states.map(state => ({ value: state, label: t(`exchange.state.${state}`) })),
  }
}

const names = ['area', 'country', 'state', 'due', 'dossier', 'allocated', 'urgent', 'changed'] as const

export const filtersSet = (query: URLSearchParams): number =>
  names.filter(name => query.get(name)?.trim()).length

export function filterFields(t: Texts, query: URLSearchParams, choices: ListChoices): HtmlValue {
  const list = (name: (typeof names)[number], label: string, options: readonly Option[]) =>
    select(t, {
      ...{ name, label, options, isRequired: true, value: query.get(name), empty: t('exchange.filter.all') },
    })
  const only = (name: (typeof names)[number], label: string): Html =>
    html`<label class="box only"><input class="ds-input" type="checkbox" name="${name}" value="true"${
      query.get(name) && html` checked`
    }><span>${label}</span></label>`
  return [
    list('area', t('exchange.filter.area'), choices.areas),
    list('country', t('exchange.filter.country'), choices.countries),
    list('state', t('exchange-track.filter.state'), choices.states),
    list('due', t('exchange.column.due'), dueOptions(t, query.get('due'))),
    field(t, {
      ...{ name: 'dossier', label: t('exchange-dossier.label'), value: query.get('dossier'), size: 18 },
      isRequired: true,
    }),
    list(
      'allocated',
      t('exchange-people.filter.allocated'),
      allocatedWords.map(word => ({ value: word, label: t(`exchange-people.filter.${word}`) })),
    ),
    only('urgent', t('exchange.urgent.label')),
    only('changed', t('exchange-track.filter.changed')),
  ]
}

/** A day that stands in the address is one more choice. */
function dueOptions(t: Texts, chosen: string | null): readonly Option[] {
  const words = dueWords.map(word => ({ value: word as string, label: t(`exchange-track.due.${word}`) }))
  const isDay = chosen !== null && /^\d{4}-\d\d-\d\d$/.test(chosen)
  return isDay ? [...words, { value: chosen, label: `${t('exchange.filter.due')} ${t.day(chosen)}` }] : words
}

/** Back to the first page with the same filters; null where one is on it. */
export function firstPage(url: URL): string | null {
  if (!url.searchParams.has('cursor')) return null
  const query = new URLSearchParams(url.searchParams)
  query.delete('cursor')
  return `${url.pathname}?${query}`
}

/** The address of the next page: same filters, other place. */
export function withCursor(url: URL, cursor: string | null): string | null {
  if (cursor === null) return null
  const query = new URLSearchParams(url.searchParams)
  query.set('cursor', cursor)
  return `${url.pathname}?${query}`
}
