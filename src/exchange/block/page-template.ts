// The page on which a reply template is written: all questions of a procedure, answered as far as it goes.
import type { Call, Page } from '../../base/door.ts'
import { type Html, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button } from '../../base/ui/button.ts'
import { errorSummary, errorsByPath } from '../../base/ui/error-summary.ts'
import { field } from '../../base/ui/field.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import { type Actor, mayWithBlocks } from '../../permission/model.ts'
import { optionKey, optionsOf, type Procedure } from '../../procedure/model.ts'
import { answerFields } from '../page-answer.ts'
import { cardId } from '../page-children.ts'
import { languageOf } from '../page-field.ts'
import { questionCard } from '../parts.ts'
import type { ExchangePorts } from '../ports.ts'
import type { QuestionView } from '../view-schema.ts'
import { limits } from './model.ts'
import { placeholderHint, removeButton } from './page-block.ts'
import { impersonal, procedureName, type TemplateView } from './view.ts'

export type EditedTemplate = {
  /** As it is kept now; null: a new one. */
  readonly template: TemplateView | null
  readonly procedure: string
  /** What stands in the fields, of whatever shape. */
  readonly typed: Readonly<Record<string, unknown>>
  readonly refusal?: Refusal
}

/** `GET /reply-templates/new`, `GET /reply-templates/:block`. */
export function templatePage(ports: ExchangePorts, call: Call<Actor>, edited: EditedTemplate): Page {
  const { t } = call
  const { template } = edited
  const title = template?.title ?? t('exchange-blocks.template.new')
  return {
    title: `${title} – ${t('exchange-blocks.template.title')}`,
    current: 'blocks',
    main: html`${backLink(t('exchange-blocks.title'), '/blocks')}
<h1${template && html` lang="${template.language}"`}>${title}</h1>
<p class="quiet">${procedureName(t, edited.procedure)}</p>
${formOf(ports, call, edited)}`,
  }
}

function formOf(ports: ExchangePorts, call: Call<Actor>, edited: EditedTemplate): Html | null {
  const { t, who } = call
  const { template, typed, refusal } = edited
  const known = ports.catalogue.byId(edited.procedure)
  if (!known) return null
  const procedure = impersonal(known)
  const errors = errorsByPath(t, refusal?.problems ?? [])
  const textIn = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '')
  const language = textIn('language') || (who?.lang ?? t.lang)
  const spec = { procedure, lists: ports.lists, language, answers: typed.answers, errors }
  const isKept = who !== null && mayWithBlocks(who, 'keep').ok
  return html`<form method="post" class="template" novalidate action="${
    template ? `/reply-templates/${template.template}/change` : '/reply-templates'
  }">${hidden(call)}${template && html`<input type="hidden" name="version" value="${template.version}">`}
<input type="hidden" name="procedure" value="${procedure.id}">
${textIn('exchange') !== '' && html`<input type="hidden" name="exchange" value="${textIn('exchange')}">`}
${refusal && refusalOf(t, refusal, edited, questionsOf(t, procedure))}
<p class="quiet">${t('exchange-blocks.impersonal')} ${placeholderHint(t)}</p>
<fieldset class="plain"${!isKept && html` disabled`}>
${field(t, {
  ...{ name: 'title', label: t('exchange-attachments.name'), value: textIn('title'), error: errors.title },
  ...{ isRequired: true, lengthMax: limits.titleMax },
})}
${languageOf(t, ports.lists, { label: t('exchange-blocks.language'), value: language, errors })}
<h2>${t('exchange.questions.title')}</h2>
${errors.answers && html`<p class="ds-validation-message" id="f-answers">${errors.answers}</p>`}
${questionsOf(t, procedure).map(one =>
  questionCard(t, {
    ...{ id: cardId(one), number: one.number, question: one.text, answer: answerFields(t, one, spec) },
  }),
)}
</fieldset>
${
  isKept &&
  html`<p class="buttons">${button(t('exchange-blocks.template.save'))}${
    template && removeButton(t, `/reply-templates/${template.template}`)
  }</p>`
}
</form>`
}

const questionsOf = (t: Texts, procedure: Procedure): readonly QuestionView[] =>
  procedure.questions.map((question, at) => ({
    ...{ id: question.id, number: at + 1, round: 1, group: question.group, help: null, note: null },
    ...{ text: t(`${procedure.id}.question.${question.id}`), when: null, href: '' },
    options: optionsOf(question).map(id => ({ id, label: t(optionKey(procedure, question, id)) })),
  }))

function refusalOf(
  t: Texts,
  refusal: Refusal,
  { template }: EditedTemplate,
  questions: readonly QuestionView[],
): Html | null {
  if (!refusal.problems)
    return html`${banner('danger', t.refusal(refusal))}${
      refusal.code === 'exchange-blocks.conflict' &&
      template &&
      html`<p><a href="/reply-templates/${template.template}">${t('exchange-track.live.exchange', {
        name: template.by,
      })}</a></p>`
    }`
  const labels = Object.fromEntries(
    refusal.problems.map(({ path }) => [
      path,
      questions.find(({ id }) => path.startsWith(`answers.${id}.`))?.text ??
        t(path === 'answers' ? 'exchange.questions.title' : 'exchange-attachments.name'),
    ]),
  )
  return errorSummary(t, refusal.problems, { ...labels, language: t('exchange-blocks.language') })
}
