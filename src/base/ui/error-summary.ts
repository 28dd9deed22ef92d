// What is wrong with a form, on top of it, each line a link to its field.
import { type Html, html } from '../html.ts'
import type { Problem } from '../result.ts'
import type { Texts } from '../text.ts'
import { idOf } from './field.ts'

/** Takes the focus when the page opens. `labels` names fields by their path; an unnamed one shows its path. */
export function errorSummary(
  t: Texts,
  problems: readonly Problem[],
  labels: Readonly<Record<string, string>>,
): Html | null {
  if (problems.length === 0) return null
  const line = ({ path, code, facts }: Problem): Html => {
    const message = t(code, facts)
    const label = Object.hasOwn(labels, path) ? (labels[path] ?? path) : path
    const words = label === '' ? message : t('base.field.named', { label, message })
    return html`<li>${path === '' ? words : html`<a href="#${idOf(path)}">${words}</a>`}</li>`
  }
  return html`<div class="ds-error-summary" role="group" aria-labelledby="error-title" tabindex="-1" autofocus>
<h2 id="error-title">${t('base.fields.invalid', { count: problems.length })}</h2>
<ul>${problems.map(line)}</ul>
</div>`
}

/** Sentences by path, for the fields themselves. */
export const errorsByPath = (t: Texts, problems: readonly Problem[]): Readonly<Record<string, string>> =>
  Object.fromEntries(problems.map(({ path, code, facts }) => [path, t(code, facts)]))
