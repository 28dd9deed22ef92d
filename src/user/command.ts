// The operator's commands `users` (who acts for whom), `operators` (who speaks for the installation) and `token` (lets
// a program act for an official).
import { type Answer, WrongUse } from '../base/command.ts'
import { hashOf, newToken } from '../base/token.ts'
import { rolesAt, tokenEnd } from './model.ts'
import type { UserStore } from './store.ts'
import { type Directory, type UserView, userViews } from './view.ts'

export type UsersPorts = { readonly store: Pick<UserStore, 'users'>; readonly directory: Directory }

export const usersUsage = 'users [--authority A]'
export const tokenUsage = 'token --user U --authority A'

/** Runs `users`. Official names in the language of the person. */
export async function runUsers(
  { store, directory }: UsersPorts,
  asked: { readonly authority?: string | undefined },
): Promise<Answer> {
  const users = await userViews(directory, await store.users(asked.authority), null)
  const json = users.map(({ authorities, ...user }) => ({
    ...user,
    authorities: authorities.map(({ officialNameLang: _, ...held }) => held),
  }))
  return { json, text: users.map(linesOf).join('\n') || 'There are no such accounts.', exit: 0 }
}

const linesOf = ({ user, name, language, authorities }: UserView): string =>
  [
    `${user}  ${name} (${language})`,
    ...authorities.map(
      held => `    ${held.authority}  ${held.country} ${held.officialName}: ${rolesAt(held).join(', ')}`,
    ),
  ].join('\n')

export const operatorsUsage = 'operators [--add U] [--remove U]'

/** Runs `operators`: gives or takes the right, then names who has it. */
export async function runOperators(
  store: Pick<UserStore, 'operators' | 'setOperator'>,
  { add, remove }: { readonly add?: string | undefined; readonly remove?: string | undefined },
): Promise<Answer> {
  for (const [user, isOperator] of [[add, true] as const, [remove, false] as const]) {
    if (user === undefined || (await store.setOperator(user, isOperator))) continue
    const message = `There is no account ${user}. The command users lists them.`
    return { json: { code: 'user.unknown', message, facts: { user } }, text: message, exit: 1 }
  }
  const all = await store.operators()
  const text = all.map(({ user, name }) => `${user}  ${name}`).join('\n') || 'Nobody.'
  return { json: all, text, exit: 0 }
}

export type TokenPorts = {
  readonly store: Pick<UserStore, 'openToken'>
  readonly clock: () => string
}

/** Runs `token`. The token is shown once; the database holds only its hash. Throws WrongUse. */
export async function runToken(
  { store, clock }: TokenPorts,
  { user, authority }: { readonly user?: string | undefined; readonly authority?: string | undefined },
): Promise<Answer> {
  if (!user || !authority) throw new WrongUse('token needs --user and --authority')
  const at = clock()
  const token = newToken()
  const expires = tokenEnd(at)
  const isOpen = await store.openToken({ tokenHash: hashOf(token), user, authority, at, expiresAt: expires })
  if (isOpen) return { json: { token, expires }, text: `${token}\nValid until ${expires}.`, exit: 0 }
  const message = `${user} does not act for ${authority}. The command users lists who acts for whom.`
  return {
    json: { code: 'user.authority.unknown', message, facts: { user, authority } },
    text: message,
    exit: 1,
  }
}
