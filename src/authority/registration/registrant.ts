// Who registers an authority, for the coordinator that decides on it: personal data, so that each reading is noted.
import type { SignedCall } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { standpointOf } from '../keeping/keep.ts'
import { maySee, maySeeRegistrant } from '../keeping/model.ts'
import { officialNameOf } from '../model.ts'
import { type Registrant, stageOf } from './model.ts'
import type { RegistrationPorts } from './ports.ts'
import type { RegistrantView } from './view.ts'

/** Errors: authority.unknown, permission.keep (not its coordinator), authority-register.registrant.unknown. */
export async function registrantOf(
  ports: RegistrationPorts,
  { who, t }: SignedCall<Actor>,
  id: string,
): Promise<Result<RegistrantView>> {
  const at = await standpointOf(ports, who, id)
  if (!at.ok) return at
  const { record, sees } = at.value
  if (!maySee(sees, record)) return refuse('authority.unknown', { id })
  if (!maySeeRegistrant(sees, record)) return refuse('permission.keep')
  const registration = await ports.registrations.of(id)
  if (!registration?.sealed) return refuse('authority-register.registrant.unknown')
  const [content, last] = [
    ports.content.open(id, registration.sealed),
    await ports.registrations.lastReason(id),
  ]
  const now = ports.clock()
  await ports.registrations.noteRead({ authority: id, at: now, account: who.user, office: who.authority })
  const person: Partial<Registrant> = content.typed.person ?? {}
  return done({
    ...{
      authority: id,
      ...officialNameOf(record, t.lang),
      language: registration.lang,
      email: content.email,
    },
    stage: stageOf(registration, record, last?.event === 'returned', now),
    person: {
      ...{ name: textOf(person.name), email: textOf(person.email), language: textOf(person.language) },
    },
    ...{ expiresAt: registration.expiresAt, savedAt: registration.changedAt },
  })
}

/** What was saved may be anything. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Of a registration that was sent: it was read by its schema then. */
export function registrantIn(typed: Readonly<Record<string, unknown>>): Registrant {
  const { name, email, language } = (typed.person ?? {}) as Partial<Registrant>
  return { name: textOf(name), email: textOf(email), language: textOf(language) }
}
