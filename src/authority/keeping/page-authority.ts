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
import { backLink, facts } from '../../base/ui/page-parts.ts'
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
  const history = view.history ?? []
  return {
    title: view.informalTitle,
    current: 'authorities',
    main: html`${wayBack(t, view)}
<h1>${view.informalTitle}</h1>
<p>${countryChip(t, view.country)} <span lang="${view.officialNameLang}">${view.officialName}</span>${
      view.status !== 'active' && html` · <b>${t(`authority-admin.status.${view.status}`)}</b>`
    }</p>
${view.isInvented && html`<p class="quiet">${t('authority.one.invented')}</p>`}
${again && refusalOf(t, again)}
${standPart(t, view)}
${buttonsOf(call, view)}
<div${history.length > 0 && html` class="exchange-grid"`}><div class="kept-facts">
${proposalsPart(call, view, again)}
${descriptionPart(t, view)}
${facts(factsOf(t, view))}
${view.areas.map(row => areaPart(t, row))}
</div>${history.length > 0 && html`<aside>${historyPart(t, history)}</aside>`}</div>`,
  }
}

/** To the directory of its country, or, before it is in it, to those that wait like it. */
const wayBack = (t: Texts, view: KeptView): Html =>
  isListed(view)
    ? backLink(
        t('authority-finder.directory', { country: view.country }),
        `/authorities?country=${view.country}`,
      )
    : backLink(t('authority-admin.title'), `/administration?status=${view.status}`)

/** Whether it is in the directory, or was. */
const isListed = ({ status }: KeptView): boolean => ['active', 'suspended', 'removed'].includes(status)

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
const oneClick = ['validate', 'reactivate', 'confirm', 'resend', 'uninvite']
/** Those that an authority of this status is opened for; all others are links. */
const usual = ['validate', 'reactivate', 'change', 'confirm', 'resend']
const grave = ['refuse', 'suspend', 'remove', 'uninvite']

function buttonsOf(call: Call<Actor>, view: KeptView): Html {
  const { t } = call
  const isAsked = view.actions.some(({ action }) => action === 'confirm')
  const rank = ({ action }: ActionView): number =>
    usual.includes(action) ? 0 : grave.includes(action) ? 2 : 1
  const isOpen = view.actions.some(({ action }) => action === 'change')
  const others = view.actions
    .filter(({ action }) => action !== 'confirm' && !(isOpen && action === 'propose'))
    .toSorted((a, b) => rank(a) - rank(b))
  return html`${isAsked && confirmPart(call, view)}
<div class="kept-buttons">${
    view.status === 'active' &&
    call.who &&
    mayBegin(call.who) &&
    linkButton(
      t('authority.request.button'),
      `/exchanges/new?recipient=${encodeURIComponent(view.authority)}`,
      view.proposals.some(({ isMine }) => isMine) ? { variant: 'secondary' } : {},
    )
  }${
    view.registration &&
    linkButton(t('authority-register.registrant'), view.registration, { variant: 'secondary' })
  }${others.filter(one => rank(one) === 0).map(one => stepButton(call, view, one))}${
    hasUsers(view) &&
    linkButton(t('user-people.title'), `/authorities/${encodeURIComponent(view.authority)}/users`, {
      variant: 'secondary',
    })
  }${others.filter(one => rank(one) > 0).map(one => stepButton(call, view, one))}</div>`
}

/** Who may really keep its users is asked there: of delegated coordinators only the one that validated it. */
const hasUsers = ({ standing }: KeptView): boolean =>
  standing === 'keeper' || standing === 'national' || standing === 'delegated'

function stepButton(call: Call<Actor>, { version }: KeptView, { action, href, label }: ActionView): Html {
  const variant = action === 'validate' ? 'primary' : usual.includes(action) ? 'secondary' : 'tertiary'
  const color = grave.includes(action) ? ({ color: 'danger' } as const) : {}
  return oneClick.includes(action)
    ? html`<form method="post" action="${href}">${hidden(call)}
<input type="hidden" name="version" value="${version}">${button(label, { variant, ...color })}</form>`
    : linkButton(label, href, { variant, ...color })
}

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
    [fieldLabel(t, 'type'), typeName(t, view.type) || '–'],
    [
      fieldLabel(t, 'level'),
      [t(`authority.level.${view.level}`), ...(region ? [regionName(t, region)] : [])].join(' · '),
    ],
    [fieldLabel(t, 'languages'), t.list(languages.map(t.language))],
    [
      t('authority.fact.address'),
      lines([view.street, `${view.postcode} ${view.town}`, t.country(view.country)]),
    ],
    [fieldLabel(t, 'phone'), phone ? html`<a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>` : '–'],
    [fieldLabel(t, 'email'), email ? html`<a href="mailto:${email}">${email}</a>` : '–'],
    [fieldLabel(t, 'website'), website(view.website)],
    ...(isListed(view)
      ? [
          [t('authority-admin.answering'), answering ? speed(t, answering) : '–'] as const,
          ...foretoldRows(t, view),
        ]
      : []),
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

/** What it is made from stands beside it, and that it holds in eight of ten cases. */
const foretoldRows = (t: Texts, { foretold }: KeptView): readonly (readonly [string, HtmlValue])[] =>
  foretold.length === 0
    ? []
    : [
        [
          t('scoreboard-beyond.forecast.title'),
          html`${lines(
            foretold.map(
              ({ procedure, from, answers, medianDays, lowDays, highDays }) =>
                html`${procedureName(t, procedure)}: <b>${t.number(lowDays)}–${t.dayCount(highDays)}</b>
<span class="quiet">(${t('base.field.named', {
                  ...{ label: t('scoreboard-beyond.answers.half'), message: t.dayCount(medianDays) },
                })}; ${t(`scoreboard-beyond.forecast.${from}`, { count: t.number(answers) })})</span>`,
            ),
          )}<p class="quiet">${t('scoreboard-beyond.forecast.about')}</p>`,
        ],
      ]

/** Only a web address becomes a link. */
const website = (address: string): Html | string =>
  /^https?:\/\//.test(address) ? html`<a href="${address}" rel="noreferrer">${address}</a>` : address || '–'

/** Those that one reads at a glance; the others are one click away, and on paper. */
const shownMax = 12

/** The first one is what it is known for. */
const namesOf = (t: Texts, [first, ...others]: readonly string[]): readonly string[] => [
  ...(first === undefined ? [] : [competenceName(t, first)]),
  ...others.map(id => competenceName(t, id)).toSorted(t.compare),
]

function folded(t: Texts, names: readonly string[]): HtmlValue {
  const rest = names.slice(shownMax)
  return [
    html`<div class="kept-names">${lines(names.slice(0, shownMax))}</div>`,
    rest.length > 0 &&
      html`<details class="rest"><summary>${t('authority-looks.more', { count: rest.length })}</summary>
<div class="kept-names">${lines(rest)}</div></details>`,
  ]
}

function areaPart(t: Texts, row: KeptView['areas'][number]): Html {
  const { competences, procedures, regions, requestCoordinators, linkedCoordinators } = row
  const isCoordinator = row.role === 'coordinator'
  const rows: readonly (readonly [string, HtmlValue] | null)[] = [
    competences.length > 0 ? [fieldLabel(t, 'competences'), folded(t, namesOf(t, competences))] : null,
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
