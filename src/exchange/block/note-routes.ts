// The doors that bring text blocks into an internal note. Nothing is saved by them.
import { z } from 'zod'
import { type AnyDoor, door, type SignedCall } from '../../base/door.ts'
import { done, type Result } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { insideOf } from '../inside.ts'
import { insideViewSchema } from '../inside-view.ts'
import { openExchange } from '../open.ts'
import { insidePage } from '../page-inside.ts'
import type { ExchangePorts } from '../ports.ts'
import { mayIn } from '../right.ts'
import { signed } from '../signed.ts'
import { contentOf, putIn, putInShape } from './insert.ts'
import { aboutOf, type OfferView, offerOf, offerSchema } from './offer.ts'
import { askedBlock, askedField, offerPage } from './offer-page.ts'

const place = '/exchanges/:number/inside/add-note/blocks'

/** Errors: permission.sign-in, those of `openExchange`, permission.*, exchange-blocks.unknown. */
export const noteBlockDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  door({
    ...{ method: 'GET', path: place, summary: 'exchange-blocks.title' },
    ...{ query: askedField, view: offerSchema },
    run: (call, { params: { number = '' }, query }) =>
      signed(call, one => offerOfNote(ports, one, number, query)),
    page: (view, call) => offerPage(call, view, `/exchanges/${call.url.pathname.split('/')[2]}/inside`),
  }),
  door({
    ...{ method: 'POST', path: place, summary: 'exchange-blocks.insert' },
    ...{ query: askedBlock, body: z.looseObject({}), view: insideViewSchema.extend(putInShape) },
    run: (call, { params: { number = '' }, query, sent }) =>
      signed(call, async one => {
        const offer = await offerOfNote(ports, one, number, query)
        if (!offer.ok) return offer
        const put = putIn(offer.value, contentOf(sent), query.block)
        if (!put.ok) return put
        const view = await insideOf(ports, one, number)
        return view.ok ? done({ ...view.value, ...put.value }) : view
      }),
    page: ({ content, offer, ...view }, call) =>
      insidePage(call, view, { typed: content, refusal: null, offer }),
    again: (call, { params: { number = '' }, sent }, refusal) =>
      signed(call, one => insideOf(ports, one, number)).then(view =>
        view.ok ? insidePage(call, view.value, { typed: contentOf(sent), refusal }) : null,
      ),
  }),
]

/** A note is kept in the language of the page on which it is written. */
async function offerOfNote(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  { field = 'text' }: { readonly field?: string | undefined },
): Promise<Result<OfferView>> {
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const allowed = mayIn(call.who, 'act', opened.value.stored)
  if (!allowed.ok) return allowed
  const about = { action: 'add-note', field, language: call.t.lang }
  return offerOf(ports, call, aboutOf(opened.value), about)
}
