// Saves what an authority has typed and not sent. Two who write at once lose nothing: changes are joined by field.
import type { Sent, SignedCall } from '../base/door.ts'
import { parseSent } from '../base/form.ts'
import { done, type Problem, type Result, refuse } from '../base/result.ts'
import { dayIn } from '../calendar/model.ts'
import { canonical, type Json } from '../evidence/model.ts'
import type { Actor } from '../permission/model.ts'
import { type Clash, type Content, type Merged, mergeDraft } from './draft-merge.ts'
import { draftWords } from './draft-words.ts'
import { formFor } from './forms.ts'
import type { Opened } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import type { Stored } from './store/load.ts'

/** What the schema of a draft lets through. `marks`: of what the writer had before the eyes (draft-merge.ts). */
export type DraftSaved = Content & {
  readonly version: number
  readonly revision?: number
  readonly marks?: string
  readonly take?: string
}

/** Others may save meanwhile, again and again; then the writer is told. */
const attemptsMax = 5

/**
 * Errors: exchange.conflict (moved on), exchange.draft.conflict (a colleague changed the same fields meanwhile; each
 * with both texts; without marks all that differ).
 */
export async function saveDraftOf(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  opened: Opened,
  { version, revision, marks, ...sent }: DraftSaved,
): Promise<Result<Stored>> {
  const { exchange, wrappedKey } = opened.stored
  if (!wrappedKey) throw new Error(`exchange ${exchange} has no key: nothing can be saved`)
  const typed = withTaken(sent)
  const { user, authority, country } = call.who
  const key = ports.vault.keyOf(exchange, wrappedKey)
  let stored: Stored = opened.stored
  let draft: Content | null = opened.draft?.content ?? null
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const isStale = revision !== undefined && stored.draft !== null && stored.draft.revision !== revision
    const { content, clashes } = isStale ? mergeDraft(marks ?? null, typed, draft ?? {}) : whole(typed)
    if (stored.draft && draft && isSame(draft, content)) return done(stored)
    if (clashes.length > 0)
      return draftConflict(ports, call, { ...opened, stored, saved: draft }, { typed, marks })
    const sealed = ports.vault.sealDraft(exchange, authority, key, content as Json)
    const at = ports.clock()
    const read = isStale ? (stored.draft?.revision ?? null) : (revision ?? null)
    const place = { exchange, version, authority, user }
    const saved = await ports.store.saveDraft({ ...place, at, revision: read, sealed })
    if (saved !== null) return done({ ...stored, draft: { revision: saved, sealed, user, savedAt: at } })
    const now = await ports.store.load({ ...place, today: dayIn(country, at) })
    if (!now?.draft || now.version !== version) return refuse('exchange.conflict')
    stored = now
    draft = ports.vault.openDraft(exchange, authority, key, now.draft.sealed) as Content
  }
  return draftConflict(ports, call, { ...opened, stored, saved: draft }, { typed, marks })
}

/** What was taken of the proposals stands in the field of the recipient. */
const withTaken = ({ take, ...typed }: Content): Content => (take ? { ...typed, recipient: take } : typed)

const whole = (content: Content): Merged => ({ content, clashes: [] })

/** What somebody typed, as a draft holds it, and the marks of what it was typed over. */
export type Typed = { readonly typed: Content; readonly marks?: string | undefined }

/** What was typed into the form of a draft or an answer, whatever it was sent for; null: no draft could hold it. */
export function typedIn(ports: ExchangePorts, { request, procedure }: Opened, sent: Sent): Typed | null {
  const action = request.state === 'draft' ? 'save-draft' : 'save-answer'
  const read = parseSent(formFor(action, procedure, ports.lists, { request }), sent)
  if (!read.ok) return null
  const { version: _, revision: __, marks, ...typed } = read.value as DraftSaved
  return { typed: withTaken(typed), marks }
}

/** With what a colleague saved meanwhile in other fields. */
export const joined = ({ draft }: Opened, { typed, marks }: Typed): Merged =>
  mergeDraft(marks ?? null, typed, draft?.content ?? {})

/** Who saved another text meanwhile, and when; both texts of each field that both changed. */
export async function draftConflict(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  opened: Pick<Opened, 'stored' | 'procedure'> & { readonly saved: Content | null },
  typed: Typed | null,
): Promise<Result<never>> {
  const { draft } = opened.stored
  const name = (draft && (await ports.people([draft.user])).get(draft.user)) ?? ''
  const clashes = typed ? mergeDraft(typed.marks ?? null, typed.typed, opened.saved ?? {}).clashes : []
  const code = 'exchange.draft.conflict'
  const facts = { name, savedAt: draft?.savedAt ?? '' }
  if (clashes.length === 0) return refuse(code, facts)
  const words = await draftWords(ports, call.t, opened.procedure, clashes)
  const problems = clashes.map((clash, i) => problemOf(clash, { name, theirs: words[i] ?? '' }))
  return { ok: false, refusal: { code, facts, problems } }
}

/** `theirs` as it reads; `mine` as it was sent. */
const problemOf = (
  { path, mine }: Clash,
  { name, theirs }: { readonly name: string; readonly theirs: string },
): Problem => ({
  path,
  code: theirs === '' ? 'exchange-people.draft.emptied' : 'exchange-people.draft.both',
  facts: { name, theirs, mine: typeof mine === 'string' ? mine : mine === null ? '' : JSON.stringify(mine) },
})

const isSame = (a: unknown, b: unknown): boolean => canonical(a as Json) === canonical(b as Json)
