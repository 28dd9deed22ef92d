// How a registration begins: a coordinator invites, or somebody begins by itself and gets a link.
import { createHash, randomUUID } from 'node:crypto'
import type { Call, SignedCall } from '../../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../../base/result.ts'
import type { Lang } from '../../base/text.ts'
import type { Actor } from '../../permission/model.ts'
import { blankRecord } from '../blank.ts'
import { remitsOf } from '../keeping/administration.ts'
import { standingOf } from '../keeping/model.ts'
import { type AuthorityRecord, officialNameOf, titleOf } from '../model.ts'
import type { BeginBody, InviteBody } from './forms.ts'
import { newLink, registrationLetter } from './letters.ts'
import { coordinatorFor, linkEnd } from './model.ts'
import type { RegistrationPorts } from './ports.ts'

const newId = (country: string, seed: string = randomUUID()): string =>
  `${country.toLowerCase()}-${createHash('sha256').update(seed).digest('hex').slice(0, 12)}`

/**
 * Enters an authority as invited; the letter with the link follows. Errors: permission.coordinator,
 * base.fields.invalid (a legal area or region outside the remit), exchange.key.conflict.
 */
export async function invite(
  ports: RegistrationPorts,
  { who, idempotencyKey: key }: SignedCall<Actor>,
  body: InviteBody,
): Promise<Result<{ readonly authority: string }>> {
  const acting = (await ports.store.records([who.authority])).get(who.authority)
  const remits = await remitsOf(ports, who)
  if (!remits.ok) return remits
  const { name, email, language, region = null } = body
  const areas = [...new Set(body.areas)]
  const record: AuthorityRecord = {
    ...blankRecord(
      {
        ...{
          id: newId(who.country, key ? `${who.user}|${key}` : undefined),
          country: who.country,
          status: 'invited',
        },
        ...{ isInvented: acting?.isInvented ?? false, validatingCoordinator: who.authority },
      },
      areas,
    ),
    ...{ officialNames: [{ lang: language, name }], languages: [language], email: '', region },
  }
  // Whom it invites it invites to its own legal areas only.
  const standing = standingOf(who, acting, { ...record, validatingCoordinator: null })
  if (standing !== 'national' && standing !== 'delegated')
    return refuseFields('base.fields.invalid', [{ path: 'areas', code: 'authority-admin.remit.invalid' }])
  const at = ports.clock()
  const isFirst = await ports.registrations.invite(
    record,
    { event: 'invited', at, office: who.authority, account: who.user, data: { changes: [] } },
    {
      ...{
        authority: record.id,
        country: who.country,
        areas,
        coordinator: who.authority,
        lang: language,
        at,
      },
      ...{ tokenHash: null, expiresAt: linkEnd(at), emailMark: null, callerMark: null },
      sealed: ports.content.seal(record.id, { email, name, typed: {} }),
    },
  )
  return isFirst ? done({ authority: record.id }) : again(ports, record, { email, name })
}

/** Sent twice: the answer of the first time. Another invitation under the same key is refused. */
async function again(
  { registrations, content }: RegistrationPorts,
  { id, areas }: AuthorityRecord,
  { email, name }: Pick<InviteBody, 'email' | 'name'>,
): Promise<Result<{ readonly authority: string }>> {
  const kept = await registrations.of(id)
  const first = kept?.sealed ? content.open(id, kept.sealed) : null
  const isSame =
    first?.email === email && first.name === name && areas.every(({ area }) => kept?.areas.includes(area))
  return isSame ? done({ authority: id }) : refuse('exchange.key.conflict')
}

export type Known = {
  readonly authority: string
  readonly name: string
  /** Of the name. */
  readonly lang: Lang
  readonly title: string
  readonly town: string
}

const knownMax = 3

/** Authorities of the directory that look like the one that somebody wants to register. */
export async function knownLike(
  { finder, store }: Pick<RegistrationPorts, 'finder' | 'store'>,
  lang: Lang,
  { name, country, areas }: Pick<BeginBody, 'name' | 'country' | 'areas'>,
): Promise<readonly Known[]> {
  const { hits } = await finder.read({ text: name, lang, country, limit: 4 * knownMax })
  const ids = hits.filter(({ why }) => why.length > 0).map(({ authority }) => authority)
  const found = await store.records(ids)
  return ids
    .flatMap(id => found.get(id) ?? [])
    .filter(one => one.areas.some(({ area }) => area === '*' || areas.includes(area)))
    .slice(0, knownMax)
    .map(one => {
      const official = officialNameOf(one, lang)
      return { authority: one.id, ...official, title: titleOf(one, lang), town: one.town }
    })
}

/**
 * Sends a link to whoever asks for one. The answer is the same whatever is known of the address. Errors:
 * base.fields.invalid (a country without a coordinator), authority-register.known.conflict (it looks like one of the
 * directory; `isNew` says that it is none of these), authority-register.begin.limit.
 */
export async function begin(
  ports: RegistrationPorts,
  { t, address }: Call<Actor>,
  body: BeginBody,
): Promise<Result<{ readonly isSent: true }>> {
  const { name, country, email, language: lang } = body
  const areas = [...new Set(body.areas)]
  const coordinator = coordinatorFor(await ports.registrations.coordinating(country), areas)
  if (coordinator === null)
    return refuseFields('base.fields.invalid', [
      { path: 'country', code: 'authority-register.country.invalid' },
    ])
  const known = body.isNew ? [] : await knownLike(ports, t.lang, body)
  if (known.length > 0)
    return refuse('authority-register.known.conflict', { names: t.list(known.map(one => one.name)) })
  const at = ports.clock()
  const { token, ...link } = newLink(at)
  const authority = newId(country)
  const registration = {
    ...{ authority, country, areas, coordinator, lang, at, ...link },
    emailMark: ports.markOf(email.toLowerCase()),
    callerMark: address ? ports.markOf(address) : null,
    sealed: ports.content.seal(authority, { email, name, typed: {} }),
  }
  const letter = registrationLetter(ports, {
    ...{ kind: 'begun', registration, email, office: '', link: { token, ...link } },
  })
  const reached = await ports.registrations.begin(registration, letter)
  return reached ? refuse('authority-register.begin.limit', { hours: reached.hours }) : done({ isSent: true })
}
