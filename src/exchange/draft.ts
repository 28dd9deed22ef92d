// Saves what an authority has typed and not sent. Saving the same again changes nothing; nobody overwrites another.
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import { canonical, type Json } from '../evidence/model.ts'
import type { Actor } from '../permission/model.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import type { Stored } from './store/load.ts'

/** What the schema of a draft lets through. */
export type DraftSaved = Readonly<Record<string, unknown>> & {
  readonly version: number
  readonly revision?: number
}

/** Errors: exchange.conflict (moved on), exchange.draft.conflict (a colleague saved meanwhile). */
export async function saveDraftOf(
  ports: ExchangePorts,
  { who }: SignedCall<Actor>,
  { stored, draft }: Opened,
  { version, revision, ...content }: DraftSaved,
): Promise<Result<Stored>> {
  const { exchange, wrappedKey } = stored
  if (!wrappedKey) throw new Error(`exchange ${exchange} has no key: nothing can be saved`)
  if (stored.draft && draft && isSame(draft.content, content)) return done(stored)
  const key = ports.vault.keyOf(exchange, wrappedKey)
  const sealed = ports.vault.sealDraft(exchange, who.authority, key, content as Json)
  const at = ports.clock()
  const place = { exchange, version, authority: who.authority }
  const saved = await ports.store.saveDraft({
    ...place,
    user: who.user,
    at,
    revision: revision ?? null,
    sealed,
  })
  if (saved !== null)
    return done({ ...stored, draft: { revision: saved, sealed, user: who.user, savedAt: at } })
  const now = await ports.store.load({ ...place, user: who.user })
  if (!now?.draft || now.version !== version) return refuse('exchange.conflict')
  if (isSame(ports.vault.openDraft(exchange, who.authority, key, now.draft.sealed), content)) return done(now)
  return draftConflict(ports, now)
}

/** Who saved another text meanwhile, and when. Errors: exchange.draft.conflict. */
export async function draftConflict(ports: ExchangePorts, { draft }: Stored): Promise<Result<never>> {
  const name = draft ? (await ports.people([draft.user])).get(draft.user) : undefined
  return refuse('exchange.draft.conflict', { name: name ?? '', savedAt: draft?.savedAt ?? '' })
}

const isSame = (a: unknown, b: unknown): boolean => canonical(a as Json) === canonical(b as Json)
