// The editor of a request: recipient, what it is about, the questions, the day; saved while one types.
import type { Call, Page } from '../base/door.ts'
import { type Html, html } from '../base/html.ts'
import type { Texts } from '../base/text.ts'
import { button, linkButton } from '../base/ui/button.ts'
import { authorityBox, formDraft } from '../base/ui/elements.ts'
import { errorsByPath } from '../base/ui/error-summary.ts'
import { dayField, textArea } from '../base/ui/field.ts'
import { hidden } from '../base/ui/hidden.ts'
import { addDays } from '../calendar/model.ts'
import type { Actor } from '../permission/model.ts'
import type { Procedure } from '../procedure/model.ts'
import { attachmentsOf } from './attachment/page-list.ts'
import { blockWords, type Picking, picker } from './block/picker.ts'
import { daysAheadMax } from './kinds/request.ts'
import { type Lists, limits } from './kinds/request-forms.ts'
import { type Again, colleagues, contentOf, refusalOf } from './page-exchange.ts'
import { inputFor, languageField } from './page-field.ts'
import { dossierSection } from './page-filing.ts'
import {
  approvalOf,
  headOf,
  heldIn,
  isPutIn,
  quietSave,
  revisionField,
  tabTitle,
  versionFields,
} from './page-head.ts'
import { insideForm, insideSection } from './page-inside.ts'
import { historyOf, ruleOf } from './page-parts.ts'
import { actionBar } from './parts.ts'
import type { ExchangePorts } from './ports.ts'
import { proposalsPart } from './proposal/page-proposals.ts'
import type { ExchangeView } from './view-schema.ts'

/** What stands in the fields, of whatever shape. */
type Typed = Readonly<Record<string, unknown>>
type Errors = Readonly<Record<string, string>>

export type EditorSpec = {
  readonly procedure: Procedure
  readonly lists: Lists
  readonly typed: Typed
  readonly errors: Errors
  readonly language: string
  /** Of the form in which the fields stand. */
  readonly picks: Picking
}

const part = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined
const textIn = (of: unknown, name: string): string => {
  const value = part(of, name)
  return typeof value === 'string' ? value : ''
}

export function draftPage(ports: ExchangePorts, call: Call<Actor>, view: ExchangeView, again?: Again): Page {
  const { t } = call
  const procedure = ports.catalogue.byId(view.procedure)
  const typed = contentOf(view, again)
  const errors = errorsByPath(t, again?.refusal?.problems ?? [])
  const lang = call.who?.lang ?? t.lang
  const language = textIn(typed, 'language') || lang
  const picks = { href: `/exchanges/${view.number}/actions/save-draft`, offer: again?.offer ?? null }
  const spec = procedure && { procedure, lists: ports.lists, typed, errors, language, picks }
  const href = (action: string) => `/exchanges/${view.number}/actions/${action}`
  return {
    title: tabTitle(view),
    current: 'worklist',
    main: html`${headOf(t, view)}
${refusalOf(call, view, again)}
${colleagues(t, view, again)}
<form method="post" action="${href('send')}" class="editor" novalidate>
${hidden(call)}${versionFields(view, heldIn(again))}
${revisionField(view, { language: lang, ...view.draft?.content }, heldIn(again))}
${blockWords(t)}
${quietSave(t('exchange.action.save-draft'), href('save-draft'))}
${view.actions.length > 0 && bar(t, view, href, isPutIn(again))}
<div class="exchange-grid"><div>
${spec && recipientPart(t, view, spec, href('save-draft'))}
${spec && aboutPart(t, spec)}
${spec && questionsPart(t, spec)}
${spec && whenPart(t, view, spec)}
${attachmentsOf(t, view)}
</div><aside>
${dossierSection(t, view)}
${ruleOf(t, view)}
${historyOf(t, view)}
${insideSection(t, view)}
</aside></div>
</form>
${insideForm(call, view)}`,
  }
}

const bar = (t: Texts, view: ExchangeView, href: (action: string) => string, isChanged: boolean): Html =>
  actionBar({
    tone: 'calm',
    headline: t('exchange.next.draft.sender'),
    saving: formDraft(t, href('save-draft'), isChanged),
    detail: approvalOf(t, view),
    buttons: html`${button(t(view.approver ? 'exchange.action.submit' : 'exchange.action.send'))}
${button(t('exchange.action.preview'), {
  variant: 'secondary',
  formAction: `${href('save-draft')}?go=preview`,
  isUnchecked: true,
})}
${button(t('exchange.action.save-draft'), { variant: 'secondary', formAction: href('save-draft'), isUnchecked: true })}
${linkButton(t('exchange.action.withdraw'), `/exchanges/${view.number}/actions/withdraw`, {
  variant: 'tertiary',
  color: 'danger',
})}`,
  })

const section = (title: string, content: unknown): Html =>
  html`<section class="editor-part"><h2>${title}</h2>${content as Html}</section>`

function recipientPart(
  t: Texts,
  view: ExchangeView,
  { procedure, errors, lists, typed }: EditorSpec,
  saveHref: string,
): Html {
  const { recipient } = view.parties
  return section(
    t('exchange.editor.recipient'),
    html`${authorityBox(t, {
      name: 'recipient',
      label: t('exchange.recipient.label'),
      hint: t('exchange.recipient.hint'),
      isRequired: true,
      ...(errors.recipient !== undefined && { error: errors.recipient }),
      chosen: recipient && {
        id: recipient.authority,
        name: `${recipient.name} (${recipient.country})`,
        lang: recipient.lang,
      },
      href: `/authorities?area=${procedure.area}`,
      pageHref: `/authorities?area=${procedure.area}&for=/exchanges/${view.number}`,
    })}${
      view.proposals &&
      proposalsPart(t, {
        ...{ proposals: view.proposals, saveHref, countries: lists.countries },
        chosen: recipient?.authority ?? null,
        country: textIn(typed, 'country') || (view.proposals.country ?? ''),
      })
    }`,
  )
}

function aboutPart(t: Texts, spec: EditorSpec): Html {
  const { procedure, lists, typed, errors, language, picks } = spec
  const inputs = (isPersonal: boolean) =>
    procedure.form
      .filter(item => item.personal === isPersonal)
      .map(item =>
        inputFor(t, lists, {
          ...{ item, errors, textLang: language, isRequired: item.required, picks },
          name: `fields.${item.id}`,
          place: `${procedure.id}.field.${item.id}`,
          value: part(part(typed, 'fields'), item.id),
        }),
      )
  return html`${section(
    t('exchange.editor.about'),
    html`${languageField(t, lists, language, errors)}${inputs(false)}`,
  )}
${section(
  t('exchange-parts.person.title'),
  html`<p class="quiet">${t('exchange.person.before-acceptance')}</p>
<div class="field-grid">${inputs(true)}</div>`,
)}`
}

const questionsPart = (t: Texts, spec: EditorSpec): Html =>
  section(
    t('exchange.questions.title'),
    html`<p class="quiet">${t('exchange.questions.hint')}</p>${
      spec.errors.asked && html`<p class="ds-validation-message" id="f-asked-error">${spec.errors.asked}</p>`
    }${askFields(t, spec)}`,
  )

/** All questions in their groups, each with room for an explanation. */
export function askFields(t: Texts, { procedure, typed, language, errors, picks }: EditorSpec): Html {
  const sent = part(typed, 'asked')
  const asked = Array.isArray(sent) ? sent : [sent]
  const isWrong = errors.asked !== undefined
  let isFirst = true
  const noteOf = (question: string) =>
    t('base.field.named', { label: t('exchange.note.label'), message: question })
  const hint = t('exchange-parts.words.hint')
  const about = { rows: 2, textLang: language, lengthMax: limits.longMax, hint }
  const box = (id: string): Html => {
    const key = `${procedure.id}.question.${id}`
    const boxId = isFirst ? 'f-asked' : `f-asked-${id}`
    isFirst = false
    const note = textIn(part(typed, 'notes'), id)
    const field = { name: `notes.${id}`, label: noteOf(t(key)) }
    const isOpen = note !== '' || picks.offer?.field === field.name
    return html`<div class="ask"><label class="box">
<input class="ds-input" type="checkbox" id="${boxId}" name="asked" value="${id}"${
      asked.includes(id) && html` checked`
    }${isWrong && html` aria-describedby="f-asked-error"`}><span>${t(key)}</span></label>
<details${isOpen && html` open`}><summary>${t('exchange.note.add')}</summary>
${textArea(t, { ...about, ...field, value: note, beside: picker(t, picks, field) })}
</details></div>`
  }
  return html`${procedure.groups.map(
    group => html`<fieldset class="ds-fieldset ask-group">
<legend class="ds-label">${t(`${procedure.id}.group.${group}`)}</legend>
${procedure.questions.filter(one => one.group === group).map(one => box(one.id))}</fieldset>`,
  )}`
}

/** The usual time asked for. Unit: calendar days. */
const usualDays = 21

function whenPart(t: Texts, view: ExchangeView, { typed, errors, language, picks }: EditorSpec): Html {
  const { today } = view.deadlines
  const isUrgent = part(typed, 'isUrgent')
  return section(
    t('exchange.editor.when'),
    html`${askedDayField(t, today, textIn(typed, 'askedDay'), errors.askedDay)}
<div class="urgent"><label class="box">
<input class="ds-input" type="checkbox" id="f-isUrgent" name="isUrgent" value="true"${
      (isUrgent === true || isUrgent === 'true') && html` checked`
    }><span>${t('exchange.urgent.label')}</span></label>
${textArea(t, {
  name: 'urgentReason',
  label: t('exchange.urgent.reason'),
  value: textIn(typed, 'urgentReason'),
  hint: t('exchange-parts.words.hint'),
  rows: 2,
  textLang: language,
  beside: picker(t, picks, { name: 'urgentReason', label: t('exchange.urgent.reason') }),
  ...(errors.urgentReason !== undefined && { error: errors.urgentReason }),
})}</div>`,
  )
}

/** The day by which an answer is asked for. */
export const askedDayField = (t: Texts, today: string, value: string, error: string | undefined): Html =>
  dayField(t, {
    name: 'askedDay',
    label: t('exchange.day.label'),
    value,
    isRequired: true,
    example: addDays(today, usualDays),
    first: today,
    last: addDays(today, daysAheadMax),
    ...(error !== undefined && { error }),
  })
