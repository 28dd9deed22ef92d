// The doors of text blocks and reply templates: all of an authority, one, and keeping them.
import { z } from 'zod'
import { type AnyDoor, type Call, door, type SignedCall } from '../../base/door.ts'
import { done, type Result } from '../../base/result.ts'
import { type Actor, mayWithBlocks } from '../../permission/model.ts'
import type { ExchangePorts } from '../ports.ts'
import { signed } from '../signed.ts'
import type { BlockContent } from '../store/block.ts'
import { changeBlock, findBlock, makeBlock, removeBlock, type Sort } from './keep.ts'
import { blockPage, type EditedBlock } from './page-block.ts'
import { keptPage } from './page-list.ts'
import { templateDoors } from './template-routes.ts'
import {
  type BlockBody,
  type BlockView,
  blockForm,
  blockSchema,
  blockView,
  type KeptView,
  keptOf,
  keptSchema,
  versionSchema,
} from './view.ts'

/** All of them ask who signed in. Errors: permission.sign-in. */
export const blockDoors = (ports: ExchangePorts): readonly AnyDoor<Actor>[] => [
  listDoor(ports),
  newDoor(ports),
  makeDoor(ports),
  readDoor(ports),
  changeDoor(ports),
  removeDoor(ports, 'block'),
  ...templateDoors(ports),
  removeDoor(ports, 'template'),
]

const listDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/blocks',
    summary: 'exchange-blocks.title',
    view: keptSchema,
    run: (call): Promise<Result<KeptView>> => signed(call, one => keptOf(ports, one)),
    page: (view, call) => keptPage(ports, call, view),
  })

/** A page to begin on; what it may hold a program reads in the interface document. */
const newDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/blocks/new',
    summary: 'exchange-blocks.new',
    view: z.object({ mayKeep: z.boolean() }),
    run: call =>
      signed(call, async ({ who }) => {
        const allowed = mayWithBlocks(who, 'keep')
        return allowed.ok ? done({ mayKeep: true }) : allowed
      }),
    page: (_, call) => blockPage(ports, call, { block: null, typed: {} }),
  })

const contentOf = ({ title, language, text, procedure, kind }: BlockBody): BlockContent => ({
  ...{ title, language, text, procedure: procedure ?? null, kind: kind ?? null, answers: null },
})

const makeDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/blocks',
    summary: 'exchange-blocks.new',
    body: blockForm(ports),
    view: blockSchema,
    status: 201,
    run: (call, { body }) =>
      signed(call, async one => {
        const made = await makeBlock(ports, one, contentOf(body))
        return made.ok ? readBlock(ports, one, made.value) : made
      }),
    after: () => '/blocks',
    again: async (call, { sent }, refusal) =>
      blockPage(ports, call, { block: null, typed: sent.value as EditedBlock['typed'], refusal }),
  })

async function readBlock(
  ports: ExchangePorts,
  { who }: SignedCall<Actor>,
  block: string,
): Promise<Result<BlockView>> {
  const found = await findBlock(ports, who, block, 'block')
  if (!found.ok) return found
  return done(blockView(found.value, await ports.people([found.value.user])))
}

const readDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/blocks/:block',
    summary: 'exchange-blocks.title',
    view: blockSchema,
    run: (call, { params }) => signed(call, one => readBlock(ports, one, params.block ?? '')),
    page: (view, call) => blockPage(ports, call, { block: view, typed: { ...view } }),
  })

const changeDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: '/blocks/:block/change',
    summary: 'exchange-blocks.save',
    body: blockForm(ports).extend({ version: versionSchema }),
    view: blockSchema,
    run: (call, { params: { block = '' }, body: { version, ...body } }) =>
      signed(call, async one => {
        const changed = await changeBlock(ports, one, { block, version }, contentOf(body))
        return changed.ok ? readBlock(ports, one, block) : changed
      }),
    after: () => '/blocks',
    async again(call, { params, sent }, refusal) {
      const typed = sent.value as EditedBlock['typed']
      const now = await signed(call, one => readBlock(ports, one, params.block ?? ''))
      // Gone meanwhile: what was typed can be kept as a new one.
      return blockPage(ports, call, { block: now.ok ? now.value : null, typed, refusal })
    },
  })

const removeSchema = z.object({ version: versionSchema })

const removeDoor = (ports: ExchangePorts, sort: Sort): AnyDoor<Actor> =>
  door({
    method: 'POST',
    path: sort === 'block' ? '/blocks/:block/remove' : '/reply-templates/:block/remove',
    summary: 'exchange-track.saved.remove',
    // The button stands in the form of the fields.
    body: removeSchema,
    view: keptSchema,
    run: (call, { params: { block = '' }, body: { version } }): Promise<Result<KeptView>> =>
      signed(call, async one => {
        const gone = await removeBlock(ports, one, { block, version }, sort)
        return gone.ok ? keptOf(ports, one) : gone
      }),
    after: () => '/blocks',
    again: (call, _, refusal) => listAgain(ports, call, refusal),
  })

/** What was to be removed is changed or gone: the list as it is now. */
async function listAgain(
  ports: ExchangePorts,
  call: Call<Actor>,
  refusal: Parameters<typeof keptPage>[3],
): Promise<ReturnType<typeof keptPage> | null> {
  const view = await signed(call, one => keptOf(ports, one))
  return view.ok ? keptPage(ports, call, view.value, refusal) : null
}
