// Keeps what the operator tells: one text in one language, each version kept. Two at once learn of each other.
import type { SignedCall } from '../../base/door.ts'
import type { Remembered } from '../../base/remember.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Lang } from '../../base/text.ts'
import { type Actor, mayOperate } from '../../permission/model.ts'
import type { Announcement, Part } from './model.ts'
import type { AnnouncementBody, Chosen, EditorView } from './view.ts'

export type AnnouncementPorts = {
  readonly announcements: {
    all(): Promise<readonly Announcement[]>
    versions(one: { readonly part: Part; readonly lang: string }): Promise<readonly Announcement[]>
    /** False where somebody wrote since. */
    write(one: Announcement): Promise<boolean>
  }
  /** Names. */
  readonly people: Remembered<string>
  readonly languages: readonly Lang[]
  readonly clock: () => string
}

/** Errors: permission.operate. */
export async function editorOf(
  { announcements, people }: AnnouncementPorts,
  { who, t }: SignedCall<Actor>,
  { part = 'priorities', language = t.lang }: Chosen,
): Promise<Result<EditorView>> {
  const allowed = mayOperate(who)
  if (!allowed.ok) return allowed
  const versions = await announcements.versions({ part, lang: language })
  const names = await people(versions.map(one => one.user))
  const all = await announcements.all()
  const [now] = versions
  return done({
    ...{ part, language, version: now?.version ?? 0, text: now?.text ?? '' },
    versions: versions.map(({ version, text, user, at }) => ({
      ...{ version, text, at },
      by: names.get(user) ?? user,
    })),
    texts: all
      .filter(one => one.text !== '')
      .map(({ part: of, lang, version, at }) => ({ part: of, language: lang, version, at })),
  })
}

/** Errors: permission.operate, exchange-blocks.conflict (who wrote meanwhile, and when). */
export async function announce(
  { announcements, people, clock }: AnnouncementPorts,
  { who }: SignedCall<Actor>,
  { part, language: lang, version, text: typed = '' }: AnnouncementBody,
): Promise<Result<true>> {
  const allowed = mayOperate(who)
  if (!allowed.ok) return allowed
  const text = typed.trim()
  const one = { part, lang, version, text, user: who.user, at: clock() }
  if (await announcements.write(one)) return done(true)
  const [now] = await announcements.versions({ part, lang })
  // The same sending again.
  if (now?.user === who.user && now.text === text && now.version === version + 1) return done(true)
  const name = now ? ((await people([now.user])).get(now.user) ?? now.user) : ''
  return refuse('exchange-blocks.conflict', { name, changedAt: now?.at ?? one.at })
}
