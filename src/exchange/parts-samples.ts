// The exchange's components in every state, for the component page.
import type { Html } from '../base/html.ts'
import { html } from '../base/html.ts'
import type { Sample } from '../base/styleguide.ts'
import type { Texts } from '../base/text.ts'
import { button, linkButton } from '../base/ui/button.ts'
import { choiceBoxes } from '../base/ui/choice.ts'
import { backLink } from '../base/ui/page-parts.ts'
import { actionBar, changedLine, due, exchangeHead, history, person, questionCard } from './parts.ts'
import words from './parts-samples.json' with { type: 'json' }
import { type PairTranslation, textPair } from './text-pair.ts'

const today = '2026-11-24'
const at = '2026-11-20T10:58:00.000Z'

/** For `styleguideDoor`. */
export const exchangeSamples = (t: Texts): readonly Sample[] => [
  { id: 'due', states: dues(t) },
  { id: 'exchangeHead', states: [['asks', head(t)]] },
  { id: 'actionBar', states: bars() },
  {
    id: 'changedLine',
    states: [
      [
        'two changes',
        html`${changedLine(t, {
          sinceDay: '2026-11-19',
          links: words.changes.map(label => ({ href: '#changedLine', label })),
        })}`,
      ],
    ],
  },
  { id: 'textPair', states: pairs(t) },
  { id: 'questionCard', states: [['changed', question(t)]] },
  { id: 'history', states: [['owed, new, old', past(t)]] },
  {
    id: 'person',
    states: [
      [
        'two rows',
        person(
          t,
          words.names.map(([name = '', value = '']) => [name, value]),
        ),
      ],
    ],
  },
]

type States = readonly (readonly [string, Html])[]

const dues = (t: Texts): States => [
  ['late', due(t, { day: '2026-11-22', today, state: 'owed' })],
  ['today', due(t, { day: today, today, state: 'owed' })],
  ['soon', due(t, { day: '2026-11-27', today, state: 'owed' })],
  ['later', due(t, { day: '2027-01-08', today, state: 'owed' })],
  ['none', due(t, { day: null, today, state: 'owed' })],
  ['done', due(t, { day: null, today, state: 'done', doneDay: '2026-11-03' })],
]

const head = (t: Texts): Html =>
  exchangeHead(t, {
    back: backLink(words.back, '#exchangeHead'),
    title: words.title,
    about: words.about,
    sender: { name: words.sender, country: 'EL', lang: 'el' },
    recipient: { name: words.recipient, country: 'IE', lang: 'en' },
  })

function bars(): States {
  const buttons = [button(words.send), linkButton(words.propose, '#actionBar', { variant: 'secondary' })]
  return [
    ['late', actionBar({ tone: 'late', headline: words.late, detail: words.detail, buttons })],
    ['soon', actionBar({ tone: 'soon', headline: words.soon, detail: words.detail, buttons })],
    ['calm', actionBar({ tone: 'calm', headline: words.calm })],
    ['done', actionBar({ tone: 'done', headline: words.done })],
  ]
}

function pairs(t: Texts): States {
  const pair = (translation: PairTranslation): Html =>
    textPair(t, { text: words.original, lang: 'el', translation })
  const made = { state: 'done', text: words.translated, lang: 'en', engine: words.engine, at } as const
  return [
    ['same language', pair({ state: 'same-language' })],
    ['done', pair(made)],
    [
      'done by way of another language, with cautions',
      pair({ ...made, path: ['el', 'es', 'en'], quality: 'rough', warnings: ['number'] }),
    ],
    ['pending', pair({ state: 'pending' })],
    ['failed', pair({ state: 'failed' })],
    ['none', pair({ state: 'none', to: 'pl' })],
  ]
}

const question = (t: Texts): Html =>
  questionCard(t, {
    id: 'sample-question',
    number: 1,
    question: words.question,
    isChanged: true,
    answer: choiceBoxes(t, {
      name: 'sample-answer',
      label: words.question,
      labelledBy: 'sample-question-title',
      isRequired: true,
      options: words.options.map((label, index) => ({ value: `v${index}`, label })),
      chosen: ['v0'],
    }),
  })

const past = (t: Texts): Html =>
  history(t, [
    { day: '2026-11-22', title: words.owed, owed: 'late' },
    { at, title: words.added, country: 'EL', isNew: true },
    {
      at: '2026-11-09T09:12:00.000Z',
      title: words.accepted,
      country: 'IE',
      person: words.person,
      comment: words.comment,
    },
    { at: '2026-11-06T16:40:00.000Z', title: words.sent, country: 'EL' },
  ])
