// Invitations as the person has them who was invited: found by the hash of the token, accepted once.
import type { Tx } from '../../base/sql.ts'
import type { Roles } from '../keeping/model.ts'

export type Invitation = {
  readonly authority: string
  readonly user: string
  readonly name: string
  readonly mail: string
  readonly roles: Roles
  readonly office: string
  readonly inviter: string
  readonly expiresAt: string
  readonly state: 'open' | 'accepted' | 'withdrawn' | 'replaced'
}

export type Waiting = { readonly user: string; readonly name: string; readonly language: string }

/** `other`: who signed in has another account here. `gone`: used, withdrawn, replaced or expired. */
export type Accepted =
  | { readonly outcome: 'done'; readonly user: string; readonly authority: string }
  | { readonly outcome: 'other' }
  | { readonly outcome: 'gone' }

/** One statement. */
export async function invitationOf(sql: Tx, tokenHash: string): Promise<Invitation | null> {
  const [row] = await sql<Invitation[]>`
    select i.authority, i.account as "user", a.name, a.email as mail, i.roles, i.office, i.inviter,
      i.expires_at as "expiresAt", i.state
    from invitation i join account a on a.id = i.account where i.token_hash = ${tokenHash}`
  return row ?? null
}

/**
 * The identity belongs to the account from now on, and the roles are held. Within a transaction: of two that use the
 * same token the second finds it used.
 */
export async function accept(tx: Tx, tokenHash: string, subject: string, at: string): Promise<Accepted> {
  const [found] = await tx<{ authority: string; user: string; roles: Roles; subject: string | null }[]>`
    select i.authority, i.account as "user", i.roles, a.subject
    from invitation i join account a on a.id = i.account
    where i.token_hash = ${tokenHash} and i.state = 'open' and i.expires_at > ${at}
    for update`
  if (!found) return { outcome: 'gone' }
  const { authority, user, roles } = found
  const others = await tx`select from account where subject = ${subject} and id <> ${user}`
  if (others.count > 0 || (found.subject !== null && found.subject !== subject)) return { outcome: 'other' }
  await tx`update account set subject = ${subject} where id = ${user}`
  await tx`update invitation set state = 'accepted' where token_hash = ${tokenHash}`
  await tx`
    insert into account_role (account, authority, area, role)
    select ${user}, ${authority}, area, role
    from jsonb_each(${JSON.stringify(roles)}::jsonb) as by_area (area, held), jsonb_array_elements_text(held) as role
    on conflict do nothing`
  await tx`
    insert into user_change (authority, member, version, event, at, office, account, data)
    select ${authority}, ${user}, coalesce(max(version), 0) + 1, 'accepted', ${at}, ${authority}, ${user}, '{}'
    from user_change where authority = ${authority} and member = ${user}`
  return { outcome: 'done', user, authority }
}
