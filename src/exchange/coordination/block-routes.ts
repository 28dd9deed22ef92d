// The doors that bring text blocks into the words of a coordinator that steps in. Nothing is saved by them.
import { z } from 'zod'
import { type AnyDoor, door, type SignedCall } from '../../base/door.ts'
import { done, type Result } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { contentOf, putIn, putInShape } from '../block/insert.ts'
import { type OfferView, offerOf, offerSchema } from '../block/offer.ts'
import { askedBlock, askedField, offerPage } from '../block/offer-page.ts'
import type { ExchangePorts } from '../ports.ts'
import { signed } from '../signed.ts'
import { type InterventionFormView, interventionForm, interventionFormSchema } from './form-view.ts'
import { interventionPage } from './page-one.ts'

const place = '/coordination/exchanges/:number/actions/:action/blocks'

/** Errors: permission.sign-in, those of `interventionForm`, exchange-blocks.unknown. */
export const interventionBlocks = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  door({
    ...{ method: 'GET', path: place, summary: 'exchange-blocks.title' },
    ...{ query: askedField, view: offerSchema },
    run: (call, { params: { number = '', action = '' }, query }) =>
      signed(call, async one => {
        const form = await interventionForm(ports, one, { number, action })
        return form.ok ? offerIn(ports, one, form.value, query) : form
      }),
    page: (view, call) => offerPage(call, view, call.url.pathname.split('/').slice(0, 4).join('/')),
  }),
  door({
    ...{ method: 'POST', path: place, summary: 'exchange-blocks.insert' },
    ...{ query: askedBlock, body: z.looseObject({}), view: interventionFormSchema.extend(putInShape) },
    run: (call, { params: { number = '', action = '' }, query, sent }) =>
      signed(call, async one => {
        const typed = contentOf(sent)
        const form = await interventionForm(ports, one, { number, action, recipient: typed.recipient })
        if (!form.ok) return form
        const language = typeof typed.language === 'string' ? typed.language : undefined
        const offer = await offerIn(ports, one, form.value, { ...query, language })
        if (!offer.ok) return offer
        const put = putIn(offer.value, typed, query.block)
        return put.ok ? done({ ...form.value, ...put.value }) : put
      }),
    page: ({ content, offer, ...view }, call) =>
      interventionPage(ports, call, view, { typed: content, refusal: null, offer }),
    again: (call, { params: { number = '', action = '' }, sent }, refusal) => {
      const typed = contentOf(sent)
      const asked = { number, action, recipient: typed.recipient }
      return signed(call, one => interventionForm(ports, one, asked)).then(form =>
        form.ok ? interventionPage(ports, call, form.value, { typed, refusal }) : null,
      )
    },
  }),
]

type Asked = { readonly field?: string | undefined; readonly language?: string | undefined }

/** Nothing of the exchange but what the coordinator sees of it. */
const offerIn = (
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  { action, exchange }: InterventionFormView,
  { field = 'reason', language = call.who.lang }: Asked,
): Promise<Result<OfferView>> =>
  offerOf(
    ports,
    call,
    {
      ...{ number: exchange.number, procedure: exchange.procedure },
      answerByDay: exchange.deadlines.answerBy,
    },
    { ...{ action: action.action, field, language } },
  )
