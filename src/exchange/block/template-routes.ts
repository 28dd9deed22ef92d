// The doors of reply templates: a new one, from an exchange or from nothing, one to read, and its changing.
import { z } from 'zod'
import { type AnyDoor, type Call, door, type Input, type Page, type SignedCall } from '../../base/door.ts'
import { done, type Refusal, type Result, refuseFields } from '../../base/result.ts'
import { type Actor, mayWithBlocks } from '../../permission/model.ts'
import type { ExchangePorts } from '../ports.ts'
import { signed } from '../signed.ts'
import { changeBlock, findBlock, makeBlock } from './keep.ts'
import { type EditedTemplate, templatePage } from './page-template.ts'
import { templateContent, templateFrom } from './template.ts'
import { type TemplateView, templateForm, templateSchema, templateView, versionSchema } from './view.ts'

export const templateDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  newDoor(ports),
  makeDoor(ports),
  readDoor(ports),
  changeDoor(ports),
]

/** What a new template begins with. */
const startSchema = z.object({
  procedure: z.string(),
  language: z.string(),
  answers: z.record(z.string(), z.unknown()),
  exchange: z.string().nullable(),
})
type Start = Readonly<z.infer<typeof startSchema>>

const newDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/reply-templates/new',
    summary: 'exchange-blocks.template.new',
    query: z.object({ procedure: z.string().max(100).optional(), exchange: z.string().max(40).optional() }),
    view: startSchema,
    run: (call, { query }): Promise<Result<Start>> => signed(call, one => startOf(ports, one, query)),
    page: (view, call) =>
      templatePage(ports, call, {
        ...{ template: null, procedure: view.procedure, typed: { ...view, exchange: view.exchange ?? '' } },
      }),
  })

async function startOf(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  {
    procedure = ports.catalogue.all[0]?.id ?? '',
    exchange,
  }: { readonly procedure?: string | undefined; readonly exchange?: string | undefined },
): Promise<Result<Start>> {
  const allowed = mayWithBlocks(call.who, 'keep')
  if (!allowed.ok) return allowed
  if (exchange !== undefined) {
    const started = await templateFrom(ports, call, exchange)
    return started.ok ? done({ ...started.value, exchange }) : started
  }
  return ports.catalogue.byId(procedure)
    ? done({ procedure, language: call.who.lang, answers: {}, exchange: null })
    : refuseFields('base.fields.invalid', [{ path: 'procedure', code: 'base.field.choice' }])
}

async function readTemplate(
  ports: ExchangePorts,
  { who, t }: SignedCall<Actor>,
  template: string,
): Promise<Result<TemplateView>> {
  const found = await findBlock(ports, who, template, 'template')
  if (!found.ok) return found
  return done(templateView(t, found.value, await ports.people([found.value.user])))
}

const makeDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/reply-templates',
    summary: 'exchange-blocks.template.save',
    body: templateForm(ports),
    view: templateSchema,
    status: 201,
    run: (call, { body, sent }) =>
      signed(call, async one => {
        const content = await templateContent(ports, one, body, sent.kind)
        if (!content.ok) return content
        const made = await makeBlock(ports, one, content.value)
        return made.ok ? readTemplate(ports, one, made.value) : made
      }),
    // Back to the answer from which it was kept.
    after: (_, { body }) => (body.exchange === undefined ? '/blocks' : `/exchanges/${body.exchange}`),
    again: async (call, { sent }, refusal) => pageAgain(ports, call, { sent, template: null, refusal }),
  })

const readDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/reply-templates/:block',
    summary: 'exchange-blocks.template.title',
    view: templateSchema,
    run: (call, { params }) => signed(call, one => readTemplate(ports, one, params.block ?? '')),
    page: (view, call) =>
      templatePage(ports, call, { template: view, procedure: view.procedure, typed: { ...view } }),
  })

const changeDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/reply-templates/:block/change',
    summary: 'exchange-blocks.template.save',
    body: templateForm(ports).extend({ version: versionSchema }),
    view: templateSchema,
    run: (call, { params: { block = '' }, body: { version, ...body }, sent }) =>
      signed(call, async one => {
        const content = await templateContent(ports, one, body, sent.kind)
        if (!content.ok) return content
        const changed = await changeBlock(ports, one, { block, version }, content.value)
        return changed.ok ? readTemplate(ports, one, block) : changed
      }),
    after: () => '/blocks',
    async again(call, { params, sent }, refusal) {
      const now = await signed(call, one => readTemplate(ports, one, params.block ?? ''))
      return pageAgain(ports, call, { sent, template: now.ok ? now.value : null, refusal })
    },
  })

type Again = Pick<Input<unknown, unknown>, 'sent'> & {
  readonly template: TemplateView | null
  readonly refusal: Refusal
}

/** Null where it is not known of which procedure it is. */
function pageAgain(ports: ExchangePorts, call: Call<Actor>, { sent, template, refusal }: Again): Page | null {
  const typed = sent.value as EditedTemplate['typed']
  const procedure = template?.procedure ?? typed.procedure
  if (typeof procedure !== 'string' || !ports.catalogue.byId(procedure)) return null
  return templatePage(ports, call, { template, procedure, typed, refusal })
}
