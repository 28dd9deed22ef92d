// How a query was read: filters and meanings as chips that can be taken away, and questions that would settle the rest.
import { type Html, html } from '../base/html.ts'
import { icon } from '../base/icon.ts'
import type { Texts } from '../base/text.ts'
import { competenceName, filterValue, kindName, meaningName, typeName } from './names.ts'
import type { Question } from './questions.ts'
import { filtersSet } from './search-form.ts'
import { narrowed, widened, withoutWords } from './search-links.ts'
import type { FoundList } from './view.ts'

/** Of words that nothing fits: the small ones of other languages are nothing to think about. */
export const tellingWords = (unknown: readonly string[]): readonly string[] =>
  unknown.filter(word => word.length > particleLettersMax)

const particleLettersMax = 3

type Chip = { readonly kind: string; readonly name: string; readonly without: string; readonly words: string }

/** What counts in this search, each to be taken away; and the words that count for nothing. */
export function chipsPart(t: Texts, { understood, ...view }: FoundList, url: URL): Html | null {
  const unknown = tellingWords(view.unknown)
  const chips = [...filterChips(t, url), ...meaningChips(t, understood, url)]
  if (chips.length + unknown.length === 0) return null
  return html`<section class="reading" aria-label="${t('authority-finder.reading.title')}">
${chips.length > 0 && html`<ul class="meanings">${chips.map(chip => chipPart(t, chip))}</ul>`}
${unknown.length > 0 && html`<p class="unknown">${t('authority-finder.unknown', { words: t.list(unknown) })}</p>`}
</section>`
}

const chipPart = (t: Texts, { kind, name, without, words }: Chip): Html =>
  html`<li><a class="meaning" data-removable href="${without}"><span class="meaning-kind">${kind}</span>
${name}<span class="ds-sr-only">, ${t('authority-finder.chip.remove', { words })}</span>${icon('x')}</a></li>`

const filterChips = (t: Texts, url: URL): readonly Chip[] =>
  filtersSet(url.searchParams).map(filter => {
    const name = filterValue(t, filter, url.searchParams.get(filter) ?? '')
    return { kind: kindName(t, filter), name, without: widened(url, filter), words: name }
  })

/** One for each meaning, with the words that led to it. */
function meaningChips(t: Texts, understood: FoundList['understood'], url: URL): readonly Chip[] {
  const meanings = Map.groupBy(understood, ({ means, word }) => (means === 'name' ? `name.${word}` : means))
  return [...meanings].map(([means, reasons]) => {
    const words = reasons.map(({ word }) => word)
    return {
      kind: kindName(t, means.slice(0, means.indexOf('.'))),
      name: meaningName(t, means) ?? words.join(' '),
      without: withoutWords(url, words),
      words: words.join(' '),
    }
  })
}

/** Each answer narrows the search. */
export const questionsPart = (t: Texts, { questions }: FoundList, url: URL): Html | null =>
  questions.length === 0
    ? null
    : html`<div class="reading-questions">${questions.map(question => questionPart(t, question, url))}</div>`

/** So many answers can be seen at a glance; more are a list to choose from. */
const linksMax = 8

function questionPart(t: Texts, question: Question, url: URL): Html {
  const { about, choices } = question
  if (choices.length > linksMax) return questionList(t, question, url)
  const rows = choices.map(choice => answerOf(t, about, choice)).sort((a, b) => t.compare(a.text, b.text))
  return html`<section class="reading-question" aria-labelledby="ask-${about}">
<h2 id="ask-${about}">${t(`authority-finder.ask.${about}`)}</h2>
<ul class="meanings">${rows.map(
    ({ name, value, text }) =>
      html`<li><a class="meaning" href="${narrowed(url, name, value)}">${text}</a></li>`,
  )}</ul>
</section>`
}

/** The likely ones first, then the others by name. */
function questionList(t: Texts, { about, choices, likely }: Question, url: URL): Html {
  const rows = choices.map(choice => answerOf(t, about, choice))
  const others = rows.slice(likely).sort((a, b) => t.compare(a.text, b.text))
  const name = rows[0]?.name ?? about
  const kept = [...url.searchParams].filter(([key]) => ![name, 'cursor', 'lang'].includes(key))
  const option = ({ value, text }: Answer): Html => html`<option value="${value}">${text}</option>`
  return html`<form class="reading-question" method="get" action="${url.pathname}">
<label for="ask-${about}">${t(`authority-finder.ask.${about}`)}</label>
${kept.map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`)}
<div><select class="ds-input" id="ask-${about}" name="${name}"><option value="">${t('authority.filter.any')}</option>
${rows.slice(0, likely).map(option)}${likely > 0 && others.length > 0 && html`<hr>`}${others.map(option)}</select>
<button class="ds-button" data-variant="secondary" type="submit">${t('base.filter.apply')}</button></div>
</form>`
}

type Answer = { readonly name: string; readonly value: string; readonly text: string }

function answerOf(t: Texts, about: Question['about'], choice: string): Answer {
  if (about === 'country') return { name: 'country', value: choice, text: t.country(choice) }
  if (about === 'town') return { name: 'town', value: choice, text: choice }
  const [name = '', value = ''] = choice.split('.')
  return { name, value, text: name === 'competence' ? competenceName(t, value) : typeName(t, value) }
}
