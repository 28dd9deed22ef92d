// Follows the log of the directory: who registers an authority gets its link, made here, and hears how that went.
import { officialNameOf } from '../authority/model.ts'
import { type LetterKind, type Link, newLink, registrationLetter } from '../authority/registration/letters.ts'
import type { Registrant } from '../authority/registration/model.ts'
import type { ContentBox } from '../authority/registration/ports.ts'
import { registrantIn } from '../authority/registration/registrant.ts'
import { forgetContent, type Kept, registrationsOf, renewLink } from '../authority/registration/store.ts'
import { toldAuthorities } from '../authority/store/told.ts'
import type { Followed } from '../base/follow.ts'
import type { Post } from '../base/letter.ts'
import type { Tx } from '../base/sql.ts'
import type { Library } from '../base/text.ts'

export const registrantFollower = { name: 'notice-registrant', log: 'authority_log' } as const

export type RegistrantPorts = {
  readonly library: Library
  readonly content: ContentBox
  readonly post: Post
  readonly publicUrl: string
  readonly clock: () => string
  /** Makes who registered the first local data administrator; a second time changes nothing. */
  readonly appoint: (one: Appointed) => Promise<void>
}

export type Appointed = {
  readonly authority: string
  readonly person: Registrant
  /** The coordinator that validated, and who did it. */
  readonly office: string
  readonly account: string
}

/** What is written of which event; a link goes along where there is still something to see by it. */
const kinds: Readonly<Record<string, { readonly kind: LetterKind; readonly hasLink: boolean }>> = {
  invited: { kind: 'invited', hasLink: true },
  resent: { kind: 'invited', hasLink: true },
  returned: { kind: 'returned', hasLink: true },
  refused: { kind: 'refused', hasLink: true },
  validated: { kind: 'validated', hasLink: false },
}

/** What `follow` applies: the letter, its link, and what it tells of are written together. */
export const tellRegistrants =
  (ports: RegistrantPorts) =>
  async (tx: Tx, entries: readonly Followed[]): Promise<void> => {
    const told = entries.filter(({ event }) => kinds[event] !== undefined)
    if (told.length === 0) return
    const found = await registrationsOf(tx, [...new Set(told.map(({ exchange }) => exchange))])
    const known = new Map(found.map(one => [one.authority, one]))
    for (const entry of told) {
      const registration = known.get(entry.exchange)
      if (registration) await tellOne(ports, tx, entry, registration)
    }
  }

async function tellOne(ports: RegistrantPorts, tx: Tx, entry: Followed, registration: Kept): Promise<void> {
  const told = kinds[entry.event]
  const { authority, sealed, lang } = registration
  if (!told || !sealed) return
  const at = ports.clock()
  const content = ports.content.open(authority, sealed)
  const person = registrantIn(content.typed)
  const link: Link | null = told.hasLink ? newLink(at) : null
  const [office] = await toldAuthorities(tx, [entry.authority])
  const letter = registrationLetter(ports, {
    ...{ kind: told.kind, registration, link, email: content.email },
    office: office ? officialNameOf(office, lang).name : '',
  })
  await ports.post(tx, [letter], at)
  if (link) await renewLink(tx, { authority, ...link })
  if (entry.event !== 'validated') return
  await ports.appoint({ authority, person, office: entry.authority, account: entry.account })
  await forgetContent(tx, authority)
}
