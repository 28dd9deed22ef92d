// The page of the served language pairs: one row a pair, the reader's own language first.
import type { Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import type { TranslationView } from './routes.ts'

type Pair = TranslationView['pairs'][number]

/** Says plainly what machine translation is worth here; empty where no engine is installed. */
export function translationPage(
  { engines, pairs }: TranslationView,
  t: Texts,
  look: 'desk' | 'public',
): Page {
  const mine = pairs.filter(pair => pair.to === t.lang)
  const others = pairs.filter(pair => pair.to !== t.lang)
  const main = html`
    <h1>${t('translation.page.title')}</h1>
    <p>${t('translation.page.intro')}</p>
    ${
      pairs.length === 0
        ? html`<p>${t('translation.page.none')}</p>`
        : html`<p>${t('translation.page.engines', {
            engines: t.list(engines.map(engine => engine.name)),
            count: pairs.length,
          })}</p>
          <p>${t('translation.page.quality')}</p>`
    }
    ${table(t, mine, t('translation.page.into', { language: t.lang }))}
    ${table(t, others, t('translation.page.others'))}`
  return { title: t('translation.page.title'), main, look }
}

function table(t: Texts, pairs: readonly Pair[], caption: string): Html | null {
  if (pairs.length === 0) return null
  const columns = ['from', 'to', 'quality', 'path', 'score'] as const
  const head = columns.map(column => html`<th scope="col">${t(`translation.column.${column}`)}</th>`)
  const sorted = pairs.toSorted(
    (a, b) =>
      t.compare(t.language(a.from), t.language(b.from)) || t.compare(t.language(a.to), t.language(b.to)),
  )
  return html`<div class="table-frame" role="region" aria-label="${caption}" tabindex="0"><table class="ds-table">
    <caption>${caption}</caption>
    <thead><tr>${head}</tr></thead>
    <tbody>${sorted.map(pair => row(t, pair))}</tbody>
  </table></div>`
}

function row(t: Texts, { from, to, quality, path, engine, chrF }: Pair): Html {
  return html`<tr>
    <th scope="row">${t.language(from)}</th>
    <td>${t.language(to)}</td>
    <td>${t(`translation.quality.${quality}`)}</td>
    <td>${engine}${path.length > 2 ? html`: ${path.map(code => t.language(code)).join(' → ')}` : null}</td>
    <td>${chrF === null ? t('translation.page.unmeasured') : t.number(chrF)}</td>
  </tr>`
}
