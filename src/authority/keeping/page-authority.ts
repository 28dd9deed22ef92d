// The page of an authority: what it does, since when, how to reach it; for who keeps it also how it came about.
import type { Call, Page } from '../../base/door.ts'
import { type Html, type HtmlValue, html } from '../../base/html.ts'
import type { Refusal } from '../../base/result.ts'
import type { Texts } from '../../base/text.ts'
import { banner } from '../../base/ui/banner.ts'
import { button, linkButton } from '../../base/ui/button.ts'
import { countryChip } from '../../base/ui/chip.ts'
import { errorSummary } from '../../base/ui/error-summary.ts'
import { hidden } from '../../base/ui/hidden.ts'
import { facts } from '../../base/ui/page-parts.ts'
import { type Actor, mayBegin } from '../../permission/model.ts'
import { competenceName, regionName, typeName } from '../names.ts'
import { areaName, fieldLabel, lines, named, procedureName } from './labels.ts'
import { historyPart, proposalsPart } from './page-history.ts'
import type { ActionView, KeptView } from './view-schema.ts'

/** What was typed and why it was refused, where a page is shown again. */
export type Again = { readonly typed: Readonly<Record<string, unknown>>; readonly refusal: Refusal }

/** `GET /authorities/:id`. */
export function authorityPage(call: Call<Actor>, view: KeptView, again?: Again): Page {
  const { t } = call
  return {
    title: view.informalTitle,
    current: 'authorities',
    main: html`<h1>${view.informalTitle}</h1>
<p>${countryChip(t, view.country)} ${t.country(view.country)}${
      view.status !== 'active' && html` · <b>${t(`authority-admin.status.${view.status}`)}</b>`
    }</p>
${again && refusalOf(t, again)}
${view.isInvented && banner('info', t('authority.one.invented'))}
${standPart(t, view)}
${buttonsOf(call, view)}
<div class="exchange-grid"><div>
${descriptionPart(t, view)}
${facts(factsOf(t, view))}
${view.areas.map(row => areaPart(t, row))}
${proposalsPart(call, view, again)}
</div>${view.history && html`<aside>${historyPart(t, view.history)}</aside>`}</div>`,
  }
}

/** Where there is no form to put it into, what was typed is shown to be copied. */
function refusalOf(t: Texts, { refusal, typed }: Again): Html {
  const said = refusal.problems
    ? errorSummary(t, refusal.problems, { reason: t('exchange.reason.label') })
    : banner('danger', t.refusal(refusal))
  const words = Object.entries(typed).filter(
    ([name, value]) => name !== 'version' && typeof value === 'string',
  )
  return html`${said}${
    words.length > 0 &&
    html`<section class="editor-part"><h2>${t('exchange.typed.title')}</h2>${words.map(
      ([, value]) => html`<p class="prose">${String(value)}</p>`,
    )}</section>`
  }`
}

/** What everybody who looks for it has to know first. */
function standPart(t: Texts, { status, successor }: KeptView): Html | null {
  if (status !== 'suspended' && status !== 'removed') return null
  return banner(
    'warning',
    html`<p>${t(`authority.status.${status}`)}</p>${
      successor && html`<p>${t('authority-admin.field.successor')}: ${named(successor)}</p>`
    }`,
  )
}

/** Steps that take nothing but the version: one click. */
const oneClick = ['validate', 'reactivate', 'confirm']
const grave = ['refuse', 'suspend', 'remove']

function buttonsOf(call: Call<Actor>, view: KeptView): Html {
  const { t } = call
  const isAsked = view.actions.some(({ action }) => action === 'confirm')
  const others = view.actions.filter(({ action }) => action !== 'confirm')
  return html`${isAsked && confirmPart(call, view)}
<div class="kept-buttons">${
    view.status === 'active' &&
    call.who &&
    mayBegin(call.who) &&
    linkButton(
      t('authority.request.button'),
      `/exchanges/new?recipient=${encodeURIComponent(view.authority)}`,
    )
  }${others.map(one => stepButton(call, view, one))}</div>`
}

const stepButton = (call: Call<Actor>, { version }: KeptView, { action, href, label }: ActionView): Html =>
  oneClick.includes(action)
    ? html`<form method="post" action="${href}">${hidden(call)}
<input type="hidden" name="version" value="${version}">${button(label, { variant: 'secondary' })}</form>`
    : linkButton(label, href, { variant: 'secondary', ...(grave.includes(action) && { color: 'danger' }) })

/** The question that comes once a year, and whenever somebody of the authority looks. */
function confirmPart(call: Call<Actor>, view: KeptView): Html {
  const { t } = call
  const confirm = view.actions.find(({ action }) => action === 'confirm')
  const isDue = view.askedAt !== null && (view.confirmedAt === null || view.askedAt > view.confirmedAt)
  const content = html`<p>${t('authority-admin.confirm.ask')}</p>${confirm && stepButton(call, view, confirm)}`
  return banner(isDue ? 'warning' : 'info', content)
}

function descriptionPart(t: Texts, { description }: KeptView): Html | null {
  const lang = [t.lang, 'en', ...Object.keys(description)].find(one => description[one])
  return lang === undefined ? null : html`<p class="prose" lang="${lang}">${description[lang]}</p>`
}

function factsOf(t: Texts, view: KeptView): readonly (readonly [string, HtmlValue])[] {
  const { languages, phone, email, answering, region } = view
  const since = view.activeSince
  return [
    [
      fieldLabel(t, 'officialNames'),
      lines(view.officialNames.map(({ lang, name }) => html`<span lang="${lang}">${name}</span>`)),
    ],
    [fieldLabel(t, 'type'), typeName(t, view.type)],
    [
      fieldLabel(t, 'level'),
      [t(`authority.level.${view.level}`), ...(region ? [regionName(t, region)] : [])].join(' · '),
    ],
    [fieldLabel(t, 'languages'), t.list(languages.map(t.language))],
    [
      t('authority.fact.address'),
      lines([view.street, `${view.postcode} ${view.town}`, t.country(view.country)]),
    ],
    [fieldLabel(t, 'phone'), html`<a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>`],
    [fieldLabel(t, 'email'), html`<a href="mailto:${email}">${email}</a>`],
    [fieldLabel(t, 'website'), website(view.website)],
    [t('authority-admin.answering'), answering ? speed(t, answering) : '–'],
    ...(since === null ? [] : [[t('authority-admin.since'), t.day(t.dayAt(since))] as const]),
    [
      t('authority-admin.confirmed'),
      view.confirmedAt ? t.day(t.dayAt(view.confirmedAt)) : t('authority-admin.confirmed.never'),
    ],
    ...(view.validatingCoordinator
      ? [[fieldLabel(t, 'validatingCoordinator'), named(view.validatingCoordinator)] as const]
      : []),
  ]
}

/** The number behind it stands beside it: one answer says little. */
const speed = (t: Texts, { medianDays, answered }: NonNullable<KeptView['answering']>): string =>
  `${t('exchange-parts.due.left', { count: Math.round(medianDays) })} (${t('authority-admin.answering.of', {
    count: answered,
  })})`

/** Only a web address becomes a link. */
const website = (address: string): Html | string =>
  /^https?:\/\//.test(address) ? html`<a href="${address}" rel="noreferrer">${address}</a>` : address || '–'

function areaPart(t: Texts, row: KeptView['areas'][number]): Html {
  const { competences, procedures, regions, requestCoordinators, linkedCoordinators } = row
  const isCoordinator = row.role === 'coordinator'
  const rows: readonly (readonly [string, HtmlValue] | null)[] = [
    competences.length > 0
      ? [fieldLabel(t, 'competences'), lines(competences.map(id => competenceName(t, id)))]
      : null,
    [
      t('authority-admin.field.procedures'),
      procedures ? lines(procedures.map(id => procedureName(t, id))) : t('authority.approval.all'),
    ],
    regions.length > 0
      ? [t('authority-admin.field.regions'), t.list(regions.map(code => regionName(t, code)))]
      : null,
    ...(
      [
        ['accessCoordinator', row.accessCoordinator ? [row.accessCoordinator] : []],
        ['requestCoordinators', requestCoordinators],
        ['linkedCoordinators', linkedCoordinators],
      ] as const
    ).map(([field, found]) =>
      found.length > 0 ? ([fieldLabel(t, field), lines(found.map(named))] as const) : null,
    ),
  ]
  return html`<section><h2>${areaName(t, row.area)}${isCoordinator && ` · ${t('authority.approval.coordinator')}`}${
    row.status !== 'active' && ` · ${t(`authority-admin.area.${row.status}`)}`
  }</h2>
${facts(rows.filter(one => one !== null))}</section>`
}
