// Goal: each sentence of method on the page of the seed stands on ours, in our words and in every language.
// Method: a table from the seed's sentence to our texts; the page of edition 2020 is asked for in all languages.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { library, openScoreboardDesk } from '../../test/scoreboard-desk.ts'
import { escapeText } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import type { partsOf } from './words.ts'

type Desk = Awaited<ReturnType<typeof openScoreboardDesk>>
let desk: Desk
beforeAll(async () => {
  desk = await openScoreboardDesk(300)
})
afterAll(() => desk.database.drop())

const areas = ['professional-qualifications', 'services', 'patients-rights', 'posting-of-workers'] as const

const sentences: Readonly<Record<string, (t: Texts) => readonly string[]>> = {
  'red = -1, yellow = 0, green = +1': t => [t('scoreboard.method.points', { green: 1, yellow: 0, red: -1 })],
  'the colours on the map represent the sum: 2 or higher; -1, 0 or 1; -2 or lower': t => [
    t('scoreboard.method.sum', { above: 2, average: -1 }),
    `${t('scoreboard.colour.green')} <span class="quiet">(≥ ${t.number(2)})`,
    `${t('scoreboard.colour.yellow')} <span class="quiet">(${t.number(-1)} … ${t.number(1)})`,
    `${t('scoreboard.colour.red')} <span class="quiet">(≤ ${t.number(-2)})`,
  ],
  '≥ 80, 60 – 79, < 60; < 16, 16 – 25, > 25; < 5, 5 – 14, ≥ 15': t => [
    ...[`≥ ${t.percent(80)}`, `${t.number(60)}–${t.percent(79)}`, `&lt; ${t.percent(60)}`],
    ...[`&lt; ${t.dayCount(16)}`, `${t.number(16)}–${t.dayCount(25)}`, `&gt; ${t.dayCount(25)}`],
    ...[`&lt; ${t.percent(5)}`, `${t.number(5)}–${t.percent(14)}`, `≥ ${t.percent(15)}`],
  ],
  'information requests sent in these legal areas': t => [
    t('scoreboard.method.areas', { areas: t.list(areas.map(area => t(`lexicon.area.${area}`))) }),
  ],
  'postings, health and safety, working conditions and establishment': t => [t('scoreboard.method.posting')],
  '% accepted within 7 days': t => [
    t('scoreboard.about.acceptance', { limit: t.dayCount(7) }),
    `(≤ ${t.dayCount(7)})`,
  ],
  'withdrawn within one week are excluded, unless already accepted': t => [
    t('scoreboard.about.left-out', { limit: t.dayCount(7) }),
  ],
  'received, accepted within one week, percentage': t => heads(t, 'received', 'accepted', 'share'),
  'received, average number of days; requests for which a response was provided': t => [
    t('scoreboard.about.answer-days'),
    ...heads(t, 'answered', 'days', 'average'),
  ],
  'all legislative areas and each of them': t => [
    `<h3>${t('scoreboard.by-area')}`,
    ...areas.map(area => `<th scope="col">${escapeText(t(`lexicon.area.${area}`))}`),
  ],
  'the date by which it needs an answer; accepted or another proposed': t => [
    t('scoreboard.about.punctuality'),
    ...heads(t, 'answered', 'on-time', 'share'),
  ],
  'an optional survey completed by the sender when it closes a request': t => [
    t('scoreboard.about.timeliness'),
    t('scoreboard.about.efforts'),
    t('scoreboard.method.ratings'),
    ...heads(t, 'ratings', 'negative', 'share'),
  ],
  'what the seed leaves open: country, days, agreement, rounding, nothing received': t =>
    (['country', 'within', 'days', 'agreement', 'rounding', 'none'] as const).map(key =>
      t(`scoreboard.method.${key}`),
    ),
}

type Part = (typeof partsOf)[keyof typeof partsOf][number]

const heads = (t: Texts, ...parts: readonly Part[]): readonly string[] =>
  parts.map(part => `<th scope="col">${escapeText(t(`scoreboard.part.${part}`))}`)

describe.each(library.languages.map(({ code }) => code))('in %s', code => {
  test('each sentence is there', async () => {
    const t = library.in(code)
    const page = await (await desk.get('/scoreboard/2020', 'text/html', code)).text()
    for (const [sentence, of] of Object.entries(sentences))
      for (const text of of(t)) expect(page, sentence).toContain(/[<&]/.test(text) ? text : escapeText(text))
  })
})
