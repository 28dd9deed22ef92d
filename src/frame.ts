// What stands round every page: who acts for whom, the side list, the language.

import type { AuthorityRecord } from './authority/model.ts'
import { officialNameOf } from './authority/model.ts'
import type { Call, Page } from './base/door.ts'
import type { Remembered } from './base/remember.ts'
import { type NavEntry, shell } from './base/shell.ts'
import type { Library } from './base/text.ts'
import { type Actor, mayBegin, mayMaintain, rolesIn } from './permission/model.ts'
import { remitOf } from './permission/remit.ts'
import type { Recognise } from './user/recognise.ts'

/** For coordinators only. */
const coordination: NavEntry = {
  ...{ id: 'coordination', href: '/coordination', key: 'exchange-coordinator.title' },
  icon: 'layout-dashboard',
}

/** For who keeps the data of a coordinator. */
const administration: NavEntry = {
  ...{ id: 'administration', href: '/administration', key: 'authority-admin.title' },
  icon: 'building-2',
}

/** For who keeps the data of its authority. */
const users: NavEntry = { id: 'users', href: '/users', key: 'user-people.title', icon: 'user' }

const nav: readonly NavEntry[] = [
  { id: 'worklist', href: '/worklist', key: 'exchange.worklist.title', icon: 'inbox' },
  { id: 'new', href: '/exchanges/new', key: 'exchange.new.title', icon: 'send' },
  { id: 'exchanges', href: '/exchanges', key: 'exchange.search.title', icon: 'search' },
  coordination,
  { id: 'dossiers', href: '/dossiers', key: 'exchange-dossier.title', icon: 'file-text' },
  { id: 'blocks', href: '/blocks', key: 'exchange-blocks.title', icon: 'text-quote' },
  { id: 'notices', href: '/notices', key: 'notice.title', icon: 'message-square' },
  { id: 'authorities', href: '/authorities', key: 'authority.search.title', icon: 'users' },
  users,
  administration,
]

const foot = [
  { href: '/scoreboard', key: 'scoreboard.title' },
  { href: '/statistics', key: 'scoreboard-usage.title' },
] as const

const sourceUrl = 'https://github.com/open-imi/open-imi'
const namesMax = 20_000

export type Frames = {
  /** Recognises and learns the name of the acting authority, which the frame shows. */
  readonly recognise: Recognise
  readonly wrap: (call: Call<Actor>, page: Page) => string
}

export function openFrames(
  library: Library,
  authorities: Remembered<AuthorityRecord>,
  recognise: Recognise,
  isDemo: boolean,
): Frames {
  const known = new Map<string, AuthorityRecord>()
  /** Unread notices by the person recognised last. */
  const waiting = new WeakMap<Actor, number>()
  const languageNames = new Map(library.languages.map(({ code, name }) => [code, name]))
  return {
    async recognise(request) {
      const recognised = await recognise(request)
      const id = recognised.who?.authority
      if (recognised.who) waiting.set(recognised.who, recognised.waiting ?? 0)
      const authority = id && (await authorities([id])).get(id)
      if (known.size > namesMax) known.clear()
      if (authority) known.set(authority.id, authority)
      return recognised
    },
    wrap(call, page) {
      const { who, t } = call
      const authority = who && known.get(who.authority)
      const official = authority && officialNameOf(authority, t.lang)
      const acting = who && {
        ...{ name: who.name, country: who.country, href: '/me' },
        authority: official?.name ?? who.authority,
        ...(official && { authorityLang: official.lang }),
      }
      const languageName = languageNames.get(t.lang) ?? t.lang
      const isCoordinator = authority !== undefined && authority !== null && remitOf(authority) !== null
      const entries = who
        ? nav
            .filter(one => one !== coordination || isCoordinator)
            .filter(one => one !== users || mayMaintain(who, who.authority).ok)
            .filter(one => one !== administration || keepsOthers(who, authority))
            .filter(one => one.id !== 'new' || mayBegin(who))
            .map(one => (one.id === 'notices' ? { ...one, count: waiting.get(who) ?? 0 } : one))
        : []
      return shell({ demo: isDemo, nav: entries, acting, languageName, sourceUrl, foot }, page, call)
    },
  }
}

/** Whether somebody keeps the data of an authority that coordinates, wherever. */
const keepsOthers = (who: Actor, authority: AuthorityRecord | null | undefined): boolean =>
  (authority?.areas ?? []).some(
    ({ area, role, status }) =>
      role === 'coordinator' &&
      status === 'active' &&
      rolesIn(who, area).includes('local-data-administrator'),
  )
