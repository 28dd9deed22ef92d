// How a query was read: what was understood, as chips that can be taken away, and questions that would settle the rest.
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { competenceName, meaningName, typeName } from './names.ts'
import type { Question } from './questions.ts'
import type { FoundList } from './view.ts'

/** What stands between the form and the hits. Nothing where no text was asked for. */
export const readingPart = (
  t: Texts,
  { understood, unknown, questions }: FoundList,
  url: URL,
): Html | null =>
  understood.length + unknown.length === 0
    ? null
    : html`<section class="reading" aria-label="${t('authority-finder.reading.title')}">
  ${understood.length > 0 && chips(t, understood, url)}
  ${unknown.length > 0 && html`<p>${t('authority-finder.unknown', { words: t.list(unknown) })}</p>`}
  ${questions.map(question => questionPart(t, question, url))}
</section>`

/** One chip for each meaning, with the words that led to it. */
function chips(t: Texts, understood: FoundList['understood'], url: URL): Html {
  const meanings = Map.groupBy(understood, ({ means, word }) => (means === 'name' ? `name ${word}` : means))
  return html`<ul class="chips">
  ${[...meanings].map(([means, reasons]) => {
    const words = reasons.map(({ word }) => word)
    const name = meaningName(t, means) ?? words.join(' ')
    return html`<li><a class="ds-chip" data-removable href="${without(url, words)}">${name}
      <span class="ds-sr-only">${t('authority-finder.chip.remove', { words: words.join(' ') })}</span></a></li>`
  })}
</ul>`
}

/** The same search without some words. */
function without(url: URL, words: readonly string[]): string {
  const query = new URLSearchParams(url.searchParams)
  const kept = words.reduce((text, word) => text.replace(word, ' '), query.get('q') ?? '')
  query.set('q', kept.replace(/\s+/g, ' ').trim())
  query.delete('cursor')
  return `${url.pathname}?${query}`
}

function questionPart(t: Texts, { about, choices }: Question, url: URL): Html {
  const rows = choices.map(choice => answerOf(t, about, choice)).sort((a, b) => t.compare(a.text, b.text))
  return html`<div class="reading-question">
  <p id="ask-${about}">${t(`authority-finder.ask.${about}`)}</p>
  <ul class="chips" aria-labelledby="ask-${about}">
    ${rows.map(
      ({ name, value, text }) =>
        html`<li><a class="ds-chip" href="${narrowed(url, name, value)}">${text}</a></li>`,
    )}
  </ul>
</div>`
}

type Answer = { readonly name: string; readonly value: string; readonly text: string }

function answerOf(t: Texts, about: Question['about'], choice: string): Answer {
  if (about === 'country') return { name: 'country', value: choice, text: t.country(choice) }
  if (about === 'town') return { name: 'town', value: choice, text: choice }
  const [name = '', value = ''] = choice.split('.')
  return { name, value, text: name === 'competence' ? competenceName(t, value) : typeName(t, value) }
}

function narrowed(url: URL, name: string, value: string): string {
  const query = new URLSearchParams(url.searchParams)
  query.set(name, value)
  query.delete('cursor')
  return `${url.pathname}?${query}`
}
