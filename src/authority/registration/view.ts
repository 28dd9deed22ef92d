// What whoever has the link gets to see of a registration, and what a coordinator sees of who registers.
import { z } from 'zod'
import type { Call } from '../../base/door.ts'
import { jsonSchemaOf } from '../../base/form.ts'
import type { Actor } from '../../permission/model.ts'
import { actionSchema, namedSchema } from '../keeping/view-schema.ts'
import { type AuthorityRecord, officialNameOf } from '../model.ts'
import { saveBody, sendBody } from './forms.ts'
import { linkPath } from './letters.ts'
import { type Content, coordinatingIn, grantable, isOpen, type Stage, stages } from './model.ts'
import type { RegistrationPorts } from './ports.ts'
import type { Kept } from './store.ts'

export const registrationSchema = z.object({
  stage: z.enum(stages),
  version: z.int(),
  /** What the authority was called when it was invited, or when it began. */
  name: z.string(),
  country: z.string(),
  /** Those that are chosen now. */
  areas: z.array(z.string()).readonly(),
  /** Those that the coordinator may grant; what is asked for beyond is kept as a wish. */
  grantable: z.array(z.string()).readonly(),
  /** The coordinator that validates it. */
  coordinator: namedSchema,
  /** Coordinators that may be asked to approve and to intervene, by legal area; the usual one first. */
  coordinators: z.record(z.string(), z.array(namedSchema)),
  expiresAt: z.string(),
  savedAt: z.string(),
  /** Why it was returned or refused. */
  reason: z.string().nullable(),
  /** The form as it was last saved; empty once it cannot be changed. */
  typed: z.record(z.string(), z.unknown()),
  /** Goes along with each call that writes: the field `csrf` of a form, the header `X-CSRF-Token` of a program. */
  csrf: z.string(),
  actions: z.array(actionSchema),
})
export type RegistrationView = Readonly<z.infer<typeof registrationSchema>>

/** A link that was opened: what it leads to, and where that stands. */
export type Opened = {
  readonly token: string
  readonly registration: Kept
  readonly content: Content | null
  readonly record: AuthorityRecord | null
  readonly stage: Stage
  readonly reason: string | null
}

/** Two statements. */
export async function registrationView(
  ports: RegistrationPorts,
  { t, csrf }: Pick<Call<Actor>, 't' | 'csrf'>,
  { token, registration, content, record, stage, reason }: Opened,
): Promise<RegistrationView> {
  const { country, coordinator, version, expiresAt, changedAt, lang } = registration
  const [all, found] = await Promise.all([
    ports.registrations.coordinating(country),
    ports.store.records([coordinator]),
  ])
  const named = (one: Parameters<typeof officialNameOf>[0]) => ({
    authority: one.id,
    ...officialNameOf(one, t.lang),
  })
  const usual = coordinatingIn(all, '').find(one => one.id === coordinator)
  const first = content && {
    ...{ officialNames: { [lang]: content.name }, languages: [lang] },
    person: { email: content.email, language: lang },
  }
  return {
    ...{
      stage,
      version,
      name: content?.name ?? '',
      country,
      areas: isOpen(stage)
        ? areasIn(content?.typed ?? {}, { areas: registration.areas, choices: ports.choices.areas })
        : (record?.areas.map(({ area }) => area) ?? registration.areas),
      grantable: grantable(found.get(coordinator), ports.choices.areas),
      expiresAt,
      savedAt: changedAt,
      reason,
      csrf,
    },
    coordinator: named(found.get(coordinator) ?? usual ?? { id: coordinator, officialNames: [] }),
    coordinators: Object.fromEntries(
      ports.choices.areas.map(area => [area, coordinatingIn(all, area).map(named)]),
    ),
    typed: isOpen(stage) && content ? { ...first, ...content.typed } : {},
    actions: isOpen(stage) ? actionsOf(ports, t, token) : [],
  }
}

/** What was typed may be anything. */
export const textsIn = (value: unknown): readonly string[] =>
  [value].flat().filter(one => typeof one === 'string')

/** The legal areas that a form names; those of the invitation where it names none of ours. */
export function areasIn(
  { areas }: Content['typed'],
  known: { readonly areas: readonly string[]; readonly choices: readonly string[] },
): readonly string[] {
  const given = textsIn(areas).filter(one => known.choices.includes(one))
  return given.length > 0 ? [...new Set(given)] : known.areas
}

const actionsOf = ({ choices }: RegistrationPorts, t: Call<Actor>['t'], token: string) =>
  (['save', 'send'] as const).map(action => ({
    ...{ action, method: 'POST' as const, href: linkPath(token), label: t(`authority-register.${action}`) },
    schema: jsonSchemaOf(action === 'save' ? saveBody : sendBody(choices)) as Record<string, unknown>,
  }))

export const registrantSchema = z.object({
  authority: z.string(),
  name: z.string(),
  /** Of the name. */
  lang: z.string(),
  stage: z.enum(stages),
  /** Of the letters. */
  language: z.string(),
  /** Where the link goes. */
  email: z.string(),
  /** Who registers it, as far as it was filled in. */
  person: z.object({ name: z.string(), email: z.string(), language: z.string() }),
  expiresAt: z.string(),
  savedAt: z.string(),
})
export type RegistrantView = Readonly<z.infer<typeof registrantSchema>>
