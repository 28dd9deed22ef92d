// What programs and pages get to see of officials: authorities with their names, roles by legal area.
import { z } from 'zod'
import { type Authority, officialNameOf } from '../authority/model.ts'
import type { AuthorityStore } from '../authority/store.ts'
import type { Lang } from '../base/text.ts'
import { roles } from '../permission/model.ts'
import type { Held, User } from './model.ts'

const rolesSchema = z.record(z.string(), z.array(z.enum(roles)).readonly()).readonly()

export const heldSchema = z
  .object({
    authority: z.string(),
    officialName: z.string(),
    /** The language of the official name. */
    officialNameLang: z.string(),
    country: z.string(),
    /** By legal area; `*` holds for every area. */
    roles: rolesSchema,
  })
  .readonly()
export type HeldView = z.infer<typeof heldSchema>

export const userSchema = z
  .object({
    user: z.string(),
    name: z.string(),
    language: z.string(),
    authorities: z.array(heldSchema).readonly(),
  })
  .readonly()
/** As `imi users` and the cast's page show an account. */
export type UserView = z.infer<typeof userSchema>

export const meSchema = userSchema
  .unwrap()
  .extend({
    /** The one that the caller acts for now. */
    authority: z.string(),
    /** Those at the acting authority. */
    roles: rolesSchema,
  })
  .readonly()
export type MeView = z.infer<typeof meSchema>

export type Directory = Pick<AuthorityStore, 'byIds'>

/** Users with the names of their authorities, asked for at once. `lang` null: in the official's own. */
export async function userViews(
  directory: Directory,
  users: readonly User[],
  lang: Lang | null,
): Promise<readonly UserView[]> {
  const ids = users.flatMap(user => user.authorities.map(held => held.authority))
  const known = await directory.byIds(ids)
  return users.map(user => ({
    user: user.user,
    name: user.name,
    language: user.language,
    authorities: user.authorities.flatMap(held =>
      heldView(held, known.get(held.authority), lang ?? user.language),
    ),
  }))
}

function heldView(held: Held, authority: Authority | undefined, lang: Lang): readonly HeldView[] {
  if (!authority) return []
  const official = officialNameOf(authority, lang)
  return [
    {
      authority: held.authority,
      officialName: official.name,
      officialNameLang: official.lang,
      country: authority.country,
      roles: held.roles,
    },
  ]
}

/** What somebody is at one of their authorities. */
export const meView = (user: UserView, authority: string): MeView => ({
  ...user,
  authority,
  roles: user.authorities.find(held => held.authority === authority)?.roles ?? {},
})
