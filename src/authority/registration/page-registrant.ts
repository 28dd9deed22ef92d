// Who registers an authority, as the coordinator that decides on it sees it.
import type { Call, Page } from '../../base/door.ts'
import { html } from '../../base/html.ts'
import { backLink, facts } from '../../base/ui/page-parts.ts'
import type { Actor } from '../../permission/model.ts'
import type { RegistrantView } from './view.ts'

/** `GET /authorities/:id/registration`. */
export function registrantPage({ t }: Call<Actor>, view: RegistrantView): Page {
  const { person, email, language, expiresAt, savedAt, authority, name } = view
  const languageOf = (code: string): string => (code === '' ? '–' : t.language(code))
  return {
    title: t('authority-register.registrant'),
    current: 'administration',
    main: html`${backLink(name, `/authorities/${encodeURIComponent(authority)}`)}
<h1>${t('authority-register.registrant')}</h1>
${facts([
  [t('authority-register.person'), person.name || '–'],
  [
    t('authority.fact.email'),
    person.email ? html`<a href="mailto:${person.email}">${person.email}</a>` : '–',
  ],
  [t('user.me.language'), languageOf(person.language)],
  [t('authority-register.link'), `${email} (${t.language(language)})`],
  [t('authority-register.until'), t.day(t.dayAt(expiresAt))],
  [t('authority-register.saved-at'), t.instant(savedAt)],
])}
<p class="quiet">${t('authority-register.logged')}</p>`,
  }
}
