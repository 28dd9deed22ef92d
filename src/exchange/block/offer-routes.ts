// The doors that bring text blocks and reply templates into the forms of an exchange. Nothing is saved by them.
import { z } from 'zod'
import { type AnyDoor, type Call, door } from '../../base/door.ts'
import { done, type Result } from '../../base/result.ts'
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
  aboutOf,
  type OfferView,
  offerOf,
  offerSchema,
  type TemplateOfferView,
  templateOfferSchema,
  templatesFor,
} from './offer.ts'
import { askedBlock, askedField, offerPage } from './offer-page.ts'

export const offerDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  offerDoor(ports),
  insertDoor(ports),
  templatesDoor(ports),
  fillDoor(ports),
]

const place = '/exchanges/:number/actions/:action/blocks'

const exchangeOf = ({ url }: Call<Actor>): string => url.pathname.split('/').slice(0, 3).join('/')

/** The menu of a field reads it, and programs. */
const offerDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: place,
    summary: 'exchange-blocks.title',
    query: askedField,
    view: offerSchema,
    run: (call, { params, query }): Promise<Result<OfferView>> =>
      signed(call, async one => {
        const opened = await openExchange(ports, one, params.number ?? '')
        if (!opened.ok) return opened
        // Without a field: what fits any.
        const about = { action: params.action ?? '', field: query.field ?? 'any' }
        return offerOf(ports, one, aboutOf(opened.value), {
          ...about,
          language: query.language ?? one.who.lang,
        })
      }),
    page: (view, call) => offerPage(call, view, exchangeOf(call)),
  })

const insertDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: place,
    summary: 'exchange-blocks.insert',
    query: askedBlock,
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
      offerPage(
        call,
        {
          items: items.map(({ title, language, count }) => ({
            ...{ title, language },
            text: call.t('exchange-blocks.template.count', { count }),
          })),
        },
        exchangeOf(call),
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
