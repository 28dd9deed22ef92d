// What an invited person is written: which authority, where to go, how long; no names of people.
import { type AuthorityRecord, officialNameOf } from '../../authority/model.ts'
import { type Letter, letterOf } from '../../base/letter.ts'
import type { Texts } from '../../base/text.ts'

export type Inviting = {
  /** Where it goes. */
  readonly email: string
  readonly authority: Pick<AuthorityRecord, 'id' | 'officialNames'>
  /** The secret of the address, and when it ends; null: the person may sign in as always. */
  readonly invitation: { readonly token: string; readonly expiresAt: string } | null
}

export const invitationPath = (token: string): string => `/invitations/${token}`

/** In the language of the person who gets it: `t`. */
export function invitationLetter(
  t: Texts,
  { email, authority, invitation }: Inviting,
  publicUrl: string,
): Letter {
  const { name } = officialNameOf(authority, t.lang)
  const kind = invitation ? 'invited' : 'added'
  const href = publicUrl + (invitation ? invitationPath(invitation.token) : '/switch')
  const until = invitation ? [t('user-people.mail.until', { untilDay: t.dayAt(invitation.expiresAt) })] : []
  return letterOf(t, {
    ...{ email, subject: t(`user-people.mail.${kind}.subject`, { authority: name }) },
    paragraphs: [t(`user-people.mail.${kind}.body`, { authority: name }), href, ...until],
    close: [t('user-people.mail.unexpected')],
  })
}
