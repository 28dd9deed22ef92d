// Opens what registrations need of the program: the box for what is typed, the finder, letters.
import type { KeepPorts } from './authority/keeping/ports.ts'
import type { LiveFinder } from './authority/live.ts'
import type { ContentBox, RegistrationPorts } from './authority/registration/ports.ts'
import type { Log } from './base/log.ts'
import type { ExchangePorts } from './exchange/ports.ts'
import type { Vault } from './exchange/vault.ts'
import { letterbox } from './notice/letters.ts'
import type { RegistrantPorts } from './notice/registrant.ts'
import { inviteUser } from './user/keeping/invite.ts'
import { asAdministrator } from './user/keeping/model.ts'
import type { InvitePorts } from './user/keeping/ports.ts'

const mark = 'registration'

export const contentBox = (vault: Pick<Vault, 'sealOwn' | 'openOwn'>): ContentBox => ({
  seal: (authority, content) => vault.sealOwn(authority, mark, JSON.stringify(content)),
  open: (authority, sealed) => JSON.parse(vault.openOwn(authority, mark, sealed)),
})

export const openRegistering = (
  exchange: ExchangePorts,
  keeping: KeepPorts,
  finder: Pick<LiveFinder, 'read'>,
  publicUrl: string,
): RegistrationPorts => ({
  ...{ finder, publicUrl, library: exchange.library, clock: exchange.clock },
  registrations: keeping.registrations,
  store: keeping.store,
  choices: keeping.choices,
  content: contentBox(exchange.vault),
  markOf: text => exchange.vault.tokenOf('', `${mark}|${text}`),
})

type Wanted = Pick<RegistrantPorts, 'library' | 'publicUrl' | 'clock'> & {
  readonly vault: Vault
  readonly people: InvitePorts
  readonly log: Pick<Log, 'warn'>
}

/** For who follows the registrations. */
export const openRegistrants = ({ vault, people, log, ...shared }: Wanted): RegistrantPorts => ({
  ...shared,
  content: contentBox(vault),
  post: letterbox(vault).post,
  async appoint({ authority, person, office, account }) {
    const { name, email: mail, language: lang } = person
    const wish = { authority, name, mail, lang, roles: asAdministrator }
    const invited = await inviteUser(people, wish, { office, user: account })
    // A second time, after a crash, it is there already.
    if (!invited.ok) log.warn('registrant not invited', { authority, code: invited.refusal.code })
  },
})
