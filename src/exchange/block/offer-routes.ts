// The doors that bring text blocks and reply templates into the forms of an exchange. Nothing is saved by them.
import { z } from 'zod'
import { type AnyDoor, type Call, door, type Page } from '../../base/door.ts'
import { html } from '../../base/html.ts'
import { done, type Result } from '../../base/result.ts'
import { backLink } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import { actionAgain } from '../action-form.ts'
import { again } from '../again.ts'
import { openExchange } from '../open.ts'
import type { ExchangePorts } from '../ports.ts'
import { signed } from '../signed.ts'
import {
  type FilledView,
  filledFrom,
  filledSchema,
  type InsertedView,
  inserted,
  insertedSchema,
} from './insert.ts'
import {
  type OfferView,
  offerOf,
  offerSchema,
  type TemplateOfferView,
  templateOfferSchema,
  templatesFor,
} from './offer.ts'

export const offerDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  offerDoor(ports),
  insertDoor(ports),
  templatesDoor(ports),
  fillDoor(ports),
]

const place = '/exchanges/:number/actions/:action/blocks'
const field = z.string().min(1).max(200)

/** The menu of a field reads it, and programs. */
const offerDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: place,
    summary: 'exchange-blocks.title',
    query: z.object({ field: field.optional(), language: z.string().max(8).optional() }),
    view: offerSchema,
    run: (call, { params, query }): Promise<Result<OfferView>> =>
      signed(call, async one => {
        const opened = await openExchange(ports, one, params.number ?? '')
        if (!opened.ok) return opened
        // Without a field: what fits any.
        const about = { action: params.action ?? '', field: query.field ?? 'any' }
        return offerOf(ports, one, opened.value, { ...about, language: query.language ?? one.who.lang })
      }),
    page: ({ items }, call) =>
      listPage(
        call,
        items.map(({ title, text, language }) => ({ title, text, language })),
      ),
  })

const insertDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: place,
    summary: 'exchange-blocks.insert',
    query: z.object({ field, block: z.string().max(60).optional() }),
    body: z.looseObject({}),
    view: insertedSchema,
    run: (call, { params: { number = '', action = '' }, query, sent }): Promise<Result<InsertedView>> =>
      signed(call, one => inserted(ports, one, { number, action, sent }, query)),
    page: ({ exchange, action, chosen, content, offer }, call) =>
      actionAgain(ports, call, {
        ...{ view: exchange, action: action.action, chosen },
        ...{ typed: content, refusal: null, offer },
      }),
    again: (call, input, refusal) => again(ports, call, input, refusal),
  })

const templatesDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number/reply-templates',
    summary: 'exchange-blocks.template.title',
    query: z.object({ language: z.string().max(8).optional() }),
    view: templateOfferSchema,
    run: (call, { params, query }): Promise<Result<TemplateOfferView>> =>
      signed(call, async one => {
        const opened = await openExchange(ports, one, params.number ?? '')
        if (!opened.ok) return opened
        const found = await templatesFor(ports, one, opened.value, query.language ?? one.who.lang)
        return found.ok ? done(found.value.offered) : found
      }),
    page: ({ items }, call) =>
      listPage(
        call,
        items.map(({ title, language, count }) => ({
          ...{ title, language },
          text: call.t('exchange-blocks.template.count', { count }),
        })),
      ),
  })

const fillDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/exchanges/:number/reply-templates',
    summary: 'exchange-blocks.template.fill',
    query: z.object({ template: z.string().max(60).optional() }),
    body: z.looseObject({}),
    view: filledSchema,
    run: (call, { params: { number = '' }, query, sent }): Promise<Result<FilledView>> =>
      signed(call, one => filledFrom(ports, one, { number, sent }, query.template)),
    page: ({ exchange, action, chosen, content, offer, filled }, call) =>
      actionAgain(ports, call, {
        ...{ view: exchange, action: action.action, chosen },
        ...{ typed: content, refusal: null, templates: { offer, filled } },
      }),
    again: (call, { params, ...input }, refusal) =>
      again(ports, call, { ...input, params: { ...params, action: 'save-answer' } }, refusal),
  })

type Listed = { readonly title: string; readonly text: string; readonly language: string }

/** What a field offers, to be read or copied: where its address is opened by itself. */
const listPage = ({ t, url }: Call<Actor>, items: readonly Listed[]): Page => ({
  title: t('exchange-blocks.title'),
  current: 'worklist',
  main: html`${backLink(t('exchange.action.back'), url.pathname.split('/').slice(0, 3).join('/'))}
<h1>${t('exchange-blocks.title')}</h1>
${items.length === 0 && html`<p class="quiet">${t('exchange-blocks.none')}</p>`}
<ul class="kept">${items.map(
    ({ title, text, language }) => html`
<li lang="${language}"><p class="kept-title">${title}</p><p class="prose">${text}</p></li>`,
  )}</ul>`,
})
