// What an invited person is written: which authority, where to go, how long; no names of people.
import { type AuthorityRecord, officialNameOf } from '../../authority/model.ts'
import { mailDocument, mailParagraphs } from '../../base/letter.ts'
import type { Texts } from '../../base/text.ts'
import type { Mail } from './ports.ts'

export type Letter = {
  readonly user: string
  readonly authority: Pick<AuthorityRecord, 'id' | 'officialNames'>
  /** The secret of the address, and when it ends; null: the person may sign in as always. */
  readonly invitation: { readonly token: string; readonly expiresAt: string } | null
}

export const invitationPath = (token: string): string => `/invitations/${token}`

/** In the language of the person who gets it: `t`. */
export function mailOf(t: Texts, { user, authority, invitation }: Letter, publicUrl: string): Mail {
  const { name } = officialNameOf(authority, t.lang)
  const kind = invitation ? 'invited' : 'added'
  const href = publicUrl + (invitation ? invitationPath(invitation.token) : '/switch')
  const subject = t(`user-people.mail.${kind}.subject`, { authority: name })
  const body = t(`user-people.mail.${kind}.body`, { authority: name })
  const until = invitation ? [t('user-people.mail.until', { untilDay: t.dayAt(invitation.expiresAt) })] : []
  const paragraphs = [body, href, ...until, t('user-people.mail.unexpected')]
  return {
    ...{ user, lang: t.lang, subject },
    text: `${paragraphs.join('\n\n')}\n`,
    html: mailDocument(t, subject, mailParagraphs(paragraphs)),
  }
}
