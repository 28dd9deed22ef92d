// Keeps the text blocks and reply templates of an authority: makes, changes, removes one. Two at once learn of it.
import { createHash, randomUUID } from 'node:crypto'
import type { SignedCall } from '../../base/door.ts'
import { done, type Problem, type Result, refuse, refuseFields } from '../../base/result.ts'
import { canonical, type Json } from '../../evidence/model.ts'
import { type Actor, mayWithBlocks } from '../../permission/model.ts'
import type { ExchangePorts } from '../ports.ts'
import type { BlockContent, BlockRow } from '../store/block.ts'
import { limits, placeholders, unknownIn } from './model.ts'

type Keeping = Pick<ExchangePorts, 'store' | 'people' | 'clock'>

/** All of the caller's own authority. Errors: permission.area. */
export async function blocksOf(
  { store }: Pick<ExchangePorts, 'store'>,
  who: Actor,
): Promise<Result<readonly BlockRow[]>> {
  const allowed = mayWithBlocks(who, 'read')
  return allowed.ok ? done(await store.blocks({ authority: who.authority })) : allowed
}

export type Sort = 'block' | 'template'
const sortOf = ({ answers }: Pick<BlockContent, 'answers'>): Sort => (answers ? 'template' : 'block')

/** One of the own authority. Errors: permission.area, exchange-blocks.unknown. */
export async function findBlock(
  { store }: Pick<ExchangePorts, 'store'>,
  who: Actor,
  block: string,
  sort: Sort,
): Promise<Result<BlockRow>> {
  const allowed = mayWithBlocks(who, 'read')
  if (!allowed.ok) return allowed
  const [row] = await store.blocks({ authority: who.authority, block })
  return row && sortOf(row) === sort ? done(row) : refuse('exchange-blocks.unknown')
}

/** Errors: permission.keep-blocks, base.fields.invalid, exchange-blocks.limit, exchange.key.conflict. */
export async function makeBlock(
  ports: Keeping,
  { who, idempotencyKey }: SignedCall<Actor>,
  content: BlockContent,
): Promise<Result<string>> {
  const checked = checkedFor(who, content)
  if (!checked.ok) return checked
  const { authority, user } = who
  const block = createHash('sha256')
    .update(`${user}|${idempotencyKey ?? randomUUID()}`)
    .digest('base64url')
    .slice(0, 22)
  const countMax = content.answers ? limits.templatesMax : limits.blocksMax
  const given = { ...content, authority, block, user, at: ports.clock(), countMax }
  const outcome = await ports.store.makeBlock(given)
  if (outcome === 'made') return done(block)
  if (outcome === 'full') return refuse('exchange-blocks.limit', { max: countMax })
  const [kept] = await ports.store.blocks({ authority, block })
  return kept && isSame(kept, content) ? done(block) : refuse('exchange.key.conflict')
}

/** Errors: permission.keep-blocks, base.fields.invalid, exchange-blocks.unknown, exchange-blocks.conflict. */
export async function changeBlock(
  ports: Keeping,
  { who }: SignedCall<Actor>,
  { block, version }: { readonly block: string; readonly version: number },
  content: BlockContent,
): Promise<Result<true>> {
  const checked = checkedFor(who, content)
  if (!checked.ok) return checked
  const { authority, user } = who
  const given = { ...content, authority, block, user, version, at: ports.clock() }
  if (await ports.store.changeBlock(given)) return done(true)
  const now = await findBlock(ports, who, block, sortOf(content))
  if (!now.ok) return now
  // The same sending again, or a colleague who wrote the very same.
  return isSame(now.value, content) ? done(true) : conflict(ports, now.value)
}

/** Errors: permission.keep-blocks, exchange-blocks.unknown, exchange-blocks.conflict. */
export async function removeBlock(
  ports: Keeping,
  { who }: SignedCall<Actor>,
  { block, version }: { readonly block: string; readonly version: number },
  sort: Sort,
): Promise<Result<true>> {
  const allowed = mayWithBlocks(who, 'keep')
  if (!allowed.ok) return allowed
  const now = await findBlock(ports, who, block, sort)
  if (!now.ok) return now
  const isGone = await ports.store.removeBlock({ authority: who.authority, block, version })
  return isGone ? done(true) : conflict(ports, now.value)
}

async function conflict({ people }: Keeping, { user, changedAt }: BlockRow): Promise<Result<never>> {
  const name = (await people([user])).get(user) ?? ''
  return refuse('exchange-blocks.conflict', { name, changedAt })
}

const isSame = (row: BlockRow, { title, language, procedure, kind, text, answers }: BlockContent): boolean =>
  canonical(contentOf(row)) === canonical(contentOf({ title, language, procedure, kind, text, answers }))

const contentOf = ({ title, language, procedure, kind, text, answers }: BlockContent): Json =>
  ({ title, language, procedure, kind, text, answers }) as Json

/** Whoever writes an unknown placeholder would find it in a text that was sent. */
function checkedFor(who: Actor, { text, answers }: BlockContent): Result<true> {
  const allowed = mayWithBlocks(who, 'keep')
  if (!allowed.ok) return allowed
  const problems = [...placesIn(text, 'text'), ...placesIn(answers, 'answers')].flatMap(problemIn)
  return problems.length > 0 ? refuseFields('base.fields.invalid', problems) : done(true)
}

type Place = { readonly path: string; readonly text: string }

/** All texts, each with its path as forms name it. */
export function placesIn(value: unknown, path: string): readonly Place[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) =>
    placesIn(one, Array.isArray(value) ? path : `${path}.${key}`),
  )
}

function problemIn({ path, text }: Place): readonly Problem[] {
  const placeholder = unknownIn(text)
  if (placeholder === null) return []
  const known = placeholders.map(name => `{${name}}`).join(', ')
  return [{ path, code: 'exchange-blocks.placeholder.unknown', facts: { placeholder, known } }]
}
