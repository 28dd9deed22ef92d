// The filters of lists: legal area, country, day.
import type { HtmlValue } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { type Option, select } from '../base/ui/choice.ts'
import { dayField } from '../base/ui/field.ts'
import { areaName } from './page-head.ts'
import type { ExchangePorts } from './ports.ts'

export type ListChoices = { readonly areas: readonly Option[]; readonly countries: readonly Option[] }

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
  }
}

const names = ['area', 'country', 'due'] as const

export const filtersSet = (query: URLSearchParams): number =>
  names.filter(name => query.get(name)?.trim()).length

export function filterFields(t: Texts, query: URLSearchParams, choices: ListChoices): HtmlValue {
  return [
    select(t, {
      ...{ name: 'area', label: t('exchange.filter.area'), isRequired: true, value: query.get('area') },
      ...{ options: choices.areas, empty: t('exchange.filter.all') },
    }),
    select(t, {
      ...{
        name: 'country',
        label: t('exchange.filter.country'),
        isRequired: true,
        value: query.get('country'),
      },
      ...{ options: choices.countries, empty: t('exchange.filter.all') },
    }),
    dayField(t, { name: 'due', label: t('exchange.filter.due'), isRequired: true, value: query.get('due') }),
  ]
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
