// Invents the officials: one to six for each authority, with names of their country and roles in its legal area.
import type { Authority } from '../authority/model.ts'
import type { Lang } from '../base/text.ts'
import type { Account, AccountRole } from '../user/model.ts'
import { cast, isCoordinator } from './cast.ts'
import { type Chance, chanceOf } from './chance.ts'
import { frame, type Words, type WordsOf } from './frame.ts'

/** An official who may act for an authority. */
export type Handler = { readonly user: string; readonly lang: Lang }

export type Officials = {
  readonly accounts: readonly Account[]
  readonly roles: readonly AccountRole[]
  /** Who handles requests, by authority: at least one; of the cast where there is one. */
  readonly handlers: ReadonlyMap<string, readonly Handler[]>
  /** Who approves and gives opinions, by coordinator. */
  readonly judges: ReadonlyMap<string, readonly Handler[]>
}

/** How many of 100 authorities have so many officials: about three for each. */
const sizes = { 1: 18, 2: 25, 3: 22, 4: 17, 5: 11, 6: 7 } as const

/** What the first, second, … official of an authority does. */
const posts = [
  ['request-handler', 'local-data-administrator'],
  ['request-handler'],
  ['supervisor'],
  ['request-handler'],
  ['basic-user'],
  ['request-handler'],
] as const

/** All officials of a directory. The cast holds its posts at its authorities; colleagues fill the others. */
export function inventOfficials(directory: readonly Authority[], wordsOf: WordsOf): Officials {
  const accounts: Account[] = [...castAccounts()]
  const roles: AccountRole[] = []
  const handlers = new Map<string, readonly Handler[]>()
  const judges = new Map<string, readonly Handler[]>()
  for (const authority of directory) {
    const own = castRoles(authority.id)
    roles.push(...own.map(({ user, role }) => roleOf(user, authority, role)))
    const chance = chanceOf(`officials|${authority.id}`)
    const size = Math.max(own.length > 0 ? 3 : 1, Number(chance.weighted(sizes)))
    const others = posts.slice(0, size).flatMap((held, at) => {
      const account = accountOf(authority, at + 1, chance, wordsOf)
      const post = at === 0 && authority.type.endsWith('coordinator') ? [...held, 'referral-handler'] : held
      const left = own.some(({ role }) => role === post[0]) && at === 0 ? post.slice(1) : post
      return left.length > 0 ? [{ account, held: left }] : []
    })
    for (const { account, held } of others) {
      accounts.push(account)
      roles.push(...held.map(role => roleOf(account.user, authority, role)))
    }
    handlers.set(authority.id, holdersOf('request-handler', own, others))
    if (isCoordinator(authority.id)) judges.set(authority.id, holdersOf('referral-handler', own, others))
  }
  return { accounts, roles, handlers, judges }
}

type Colleague = { readonly account: Account; readonly held: readonly string[] }

function holdersOf(
  role: string,
  own: ReturnType<typeof castRoles>,
  others: readonly Colleague[],
): readonly Handler[] {
  const ofCast = own.filter(one => one.role === role).map(({ user, lang }) => ({ user, lang }))
  const colleagues = others
    .filter(({ held }) => held.includes(role))
    .map(({ account }) => ({ user: account.user, lang: account.language }))
  return [...ofCast, ...colleagues]
}

/** The data of an authority are kept whatever the legal area; a national coordinator works in all of them. */
const roleOf = (user: string, { id, area, type }: Authority, role: string): AccountRole => ({
  ...{ user, authority: id, role },
  area: role === 'local-data-administrator' || type === 'national-coordinator' ? '*' : area,
})

function accountOf(authority: Authority, number: number, chance: Chance, wordsOf: WordsOf): Account {
  const user = `${authority.id}.${number}`
  // Most work in the first language of the country.
  const language = chance.isIn(0.6) ? (authority.languages[0] ?? 'en') : chance.pick(authority.languages)
  const name = fullName(inventName(wordsOf(language), language, chance))
  return {
    ...{ user, language },
    name,
    email: `${user}@example.invalid`,
    castOrder: null,
  }
}

export type PersonName = { readonly given: string; readonly family: string }

/** A name in a language; family names in the form of the person's gender where the language has two. */
export function inventName(
  { givenNames, familyNames }: Words,
  lang: Lang,
  chance: Chance,
  isWoman: boolean = chance.isIn(0.5),
): PersonName {
  const half = <T>(items: readonly T[]): readonly T[] =>
    isWoman ? items.slice(0, items.length / 2) : items.slice(items.length / 2)
  const families = frame.genderedFamilyNames.includes(lang) ? half(familyNames) : familyNames
  return { given: chance.pick(half(givenNames)), family: chance.pick(families) }
}

export const fullName = ({ given, family }: PersonName): string => `${given} ${family}`

const castAccounts = (): readonly Account[] =>
  cast.map(({ user, name, lang, castOrder }) => ({
    ...{ user, name, language: lang, castOrder },
    email: `${user}@example.invalid`,
  }))

const castRoles = (authority: string) =>
  cast.flatMap(({ user, lang, roles }) =>
    roles.flatMap(held => (held.authority === authority ? [{ user, lang, role: held.role }] : [])),
  )
