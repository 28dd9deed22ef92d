// Links by which an authority registers, and what the letters say that bring them.
import { type Letter, letterOf } from '../../base/letter.ts'
import { inLanguage } from '../../base/respond.ts'
import type { Library } from '../../base/text.ts'
import { hashOf, newToken } from '../../base/token.ts'
import { zoneOf } from '../../calendar/model.ts'
import { linkEnd, type Registration } from './model.ts'

export type Link = { readonly token: string; readonly tokenHash: string; readonly expiresAt: string }

export function newLink(at: string): Link {
  const token = newToken()
  return { token, tokenHash: hashOf(token), expiresAt: linkEnd(at) }
}

export const linkPath = (token: string): string => `/registration/${token}`

export type LetterKind = 'invited' | 'begun' | 'returned' | 'refused' | 'validated'

type Written = {
  readonly kind: LetterKind
  readonly registration: Pick<Registration, 'lang' | 'country'>
  readonly email: string
  /** Of the coordinator, as it calls itself. */
  readonly office: string
  /** Null: there is nothing more to do. */
  readonly link: Link | null
}

type LetterPorts = { readonly library: Library; readonly publicUrl: string }

/** In the language that was chosen for it. */
export function registrationLetter({ library, publicUrl }: LetterPorts, written: Written): Letter {
  const { kind, registration, email, office, link } = written
  const t = library.in(registration.lang, zoneOf(registration.country))
  const said = `authority-register.mail.${kind}`
  const linked = link && [
    publicUrl + inLanguage(linkPath(link.token), t.lang),
    t('authority-register.mail.until', { untilDay: t.dayAt(link.expiresAt) }),
  ]
  return letterOf(t, {
    ...{ email, subject: t(`${said}.subject`) },
    paragraphs: [t(`${said}.body`, { office }), ...(linked ?? [])],
    close: [t('authority-register.mail.unexpected')],
  })
}
