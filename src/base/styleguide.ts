// The component page: every component in every state, for the eye, for the accessibility test and for newcomers.
import { z } from 'zod'
import { type AnyDoor, door } from './door.ts'
import { type Html, html } from './html.ts'
import { done } from './result.ts'
import words from './styleguide.json' with { type: 'json' }
import type { Texts } from './text.ts'
import { banner } from './ui/banner.ts'
import { button, linkButton } from './ui/button.ts'
import { countryChip, langChip } from './ui/chip.ts'
import { choiceBoxes, select } from './ui/choice.ts'
import { authorityBox } from './ui/elements.ts'
import { errorSummary } from './ui/error-summary.ts'
import { dayField, field, textArea } from './ui/field.ts'
import { backLink, emptyState, facts, filterPanel, pagination, tabs } from './ui/page-parts.ts'

/** One component with its states; each state has a name. */
export type Sample = {
  readonly id: string
  readonly states: readonly (readonly [name: string, look: Html])[]
}

const view = z.object({ components: z.array(z.object({ id: z.string(), states: z.array(z.string()) })) })

/** `GET /styleguide`. Rooms above hand in the samples of their own components. */
export const styleguideDoor = <Who>(others: (t: Texts) => readonly Sample[]): AnyDoor<Who> =>
  door<Who, unknown, unknown, z.infer<typeof view>>({
    method: 'GET',
    path: '/styleguide',
    summary: 'base.styleguide.summary',
    isOpen: true,
    view,
    run: async ({ t }) =>
      done({
        components: samples(t, others).map(({ id, states }) => ({
          id,
          states: states.map(([name]) => name),
        })),
      }),
    page: (_, { t }) => ({
      title: t('base.styleguide.title'),
      main: html`<h1>${t('base.styleguide.title')}</h1>${samples(t, others).map(sample)}`,
    }),
  })

const samples = (t: Texts, others: (t: Texts) => readonly Sample[]): readonly Sample[] => [
  ...actions(),
  ...fields(t),
  ...choices(t),
  ...pageParts(t),
  ...others(t),
]

const sample = ({ id, states }: Sample): Html => html`
<section id="${id}" class="sample"><h2 lang="en">${id}</h2>${states.map(
  ([name, look]) => html`
<div><h3 class="quiet" lang="en">${name}</h3>${look}</div>`,
)}</section>`

const problem = { path: 'day', code: 'base.field.day' }

const actions = (): readonly Sample[] => [
  {
    id: 'button',
    states: [
      ['primary', button(words.verb)],
      ['secondary', button(words.otherVerb, { variant: 'secondary', icon: 'calendar-clock' })],
      ['tertiary', button(words.thirdVerb, { variant: 'tertiary' })],
      ['danger', button(words.dangerVerb, { variant: 'secondary', color: 'danger' })],
      ['link', linkButton(words.verb, '#button')],
    ],
  },
]

function fields(t: Texts): readonly Sample[] {
  const base = { label: words.label, isRequired: true }
  return [
    {
      id: 'field',
      states: [
        ['plain', field(t, { ...base, name: 'plain' })],
        ['hint, value', field(t, { ...base, name: 'hinted', hint: words.hint, value: words.value })],
        ['error', field(t, { ...base, name: 'wrong', hint: words.hint, error: t('base.field.required') })],
        ['optional, read only', field(t, { ...base, name: 'fixed', value: words.value, isReadOnly: true })],
        ['optional, long label', field(t, { name: 'long', label: words.longLabel })],
      ],
    },
    { id: 'textArea', states: [['value', textArea(t, { ...base, name: 'text', value: words.text })]] },
    {
      id: 'dayField',
      states: [
        ['example', dayField(t, { ...base, name: 'empty-day', example: '2026-12-01' })],
        ['value', dayField(t, { ...base, name: 'chosen-day', value: '2026-12-08' })],
        ['error', dayField(t, { ...base, name: 'day', error: t(problem.code) })],
      ],
    },
    {
      id: 'errorSummary',
      states: [['one field', html`${errorSummary(t, [problem], { day: words.label })}`]],
    },
  ]
}

const option = (label: string, index: number) => ({ value: `v${index}`, label })

function choices(t: Texts): readonly Sample[] {
  const one = { label: words.legend, options: words.options.map(option), isRequired: true }
  const many = { label: words.manyLegend, options: words.many.map(option), take: 'many' as const }
  const hits = { label: words.label, href: '/authorities', pageHref: '/authorities', isRequired: true }
  return [
    {
      id: 'choiceBoxes',
      states: [
        ['one of', choiceBoxes(t, { ...one, name: 'one', chosen: ['v0'] })],
        ['error', choiceBoxes(t, { ...one, name: 'one-wrong', error: t('base.field.choice') })],
        ['many of', choiceBoxes(t, { ...many, name: 'many', hint: words.hint, chosen: ['v0', 'v1'] })],
      ],
    },
    {
      id: 'select',
      states: [
        [
          'chosen',
          select(t, {
            name: 'country',
            label: words.label,
            options: words.countries.map(option),
            value: 'v1',
          }),
        ],
      ],
    },
    { id: 'authorityBox', states: [['empty', authorityBox(t, { ...hits, name: 'recipient' })]] },
  ]
}

const pageParts = (t: Texts): readonly Sample[] => [
  {
    id: 'banner',
    states: [
      ['info', banner('info', words.sentence)],
      ['success', banner('success', words.sentence, words.title)],
      ['warning', banner('warning', words.warning)],
      ['danger', banner('danger', words.danger)],
    ],
  },
  { id: 'chip', states: [['language, country', html`${langChip(t, 'el')} ${countryChip(t, 'IE')}`]] },
  {
    id: 'tabs',
    states: [
      [
        'three',
        tabs(
          t,
          words.tabs[0] ?? '',
          words.tabs.map((label, index) => ({
            href: '#tabs',
            label,
            isCurrent: index === 0,
            ...(index < 2 && { count: 14 }),
          })),
        ),
      ],
    ],
  },
  {
    id: 'filterPanel',
    states: [
      [
        'two set',
        filterPanel(
          t,
          '/styleguide',
          2,
          select(t, { name: 'filter', label: words.label, options: words.countries.map(option) }),
        ),
      ],
    ],
  },
  {
    id: 'facts',
    states: [
      [
        'two rows',
        facts([
          [words.fact, words.factValue],
          [words.label, words.value],
        ]),
      ],
    ],
  },
  { id: 'table', states: [['numbers', table(t)]] },
  {
    id: 'pagination',
    states: [
      [
        'middle',
        html`${pagination(t, {
          summary: t('base.pages.shown', { shown: 7, total: 14 }),
          next: '#pagination',
          first: '#pagination',
        })}`,
      ],
    ],
  },
  { id: 'emptyState', states: [['with a next step', emptyState(words.empty, words.emptyNext)]] },
  { id: 'backLink', states: [['plain', backLink(words.tabs[0] ?? '', '#backLink')]] },
]

const table = (t: Texts): Html => html`<div class="table-frame"><table class="ds-table">
<caption>${words.tableTitle}</caption>
<thead><tr><th scope="col">${words.columns[0]}</th><th scope="col" class="number">${words.columns[1]}</th></tr></thead>
<tbody>${words.areas.map(
  (area, index) =>
    html`<tr><th scope="row">${area}</th><td class="number">${t.number(1250 * (index + 1))}</td></tr>`,
)}</tbody></table></div>`
