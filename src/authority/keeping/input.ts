// From what was sent to the input of a step: what the rule must know of other authorities is looked up here.
import { done, type Problem, type Result, refuse, refuseFields } from '../../base/result.ts'
import { type AuthorityRecord, coordinates } from '../model.ts'
import type { Input, Values } from './evolve.ts'
import type { Body, ChangeBody } from './forms.ts'
import { type Field, fieldNames, mayChange, type Standing, type Step } from './model.ts'
import type { KeepPorts } from './ports.ts'

export type Standpoint = {
  readonly record: AuthorityRecord
  readonly standing: Standing
  /** As whom the caller sees it: a coordinator of any of its legal areas as a delegated one. */
  readonly sees: Standing
  /** How the caller stands to it in one legal area. */
  readonly inArea: (area: string) => Standing
  readonly office: string
}

/**
 * Errors: base.fields.invalid with authority-admin.successor.invalid, .procedures.invalid, .coordinator.invalid,
 * authority-admin.field.invalid (not theirs to change), base.field.required.
 */
export async function inputOf(
  ports: KeepPorts,
  { record, standing, inArea, office }: Omit<Standpoint, 'sees'>,
  step: Step,
  body: Body,
): Promise<Result<Input>> {
  switch (step) {
    case 'reactivate':
    case 'confirm':
    case 'refuse':
    case 'propose':
      return done({ step })
    case 'return':
    case 'resend':
    case 'uninvite':
      return (await ports.registrations.of(record.id))
        ? done({ step })
        : refuse('authority-admin.step.invalid')
    case 'validate':
      return done({ step, isCovered: area => inArea(area) !== 'official' })
    case 'withdraw':
    case 'undelegate':
      return done({ step, area: body.area as string })
    case 'delegate':
      return done({ step, area: body.area as string, regions: (body.regions as string[] | undefined) ?? [] })
    case 'grant':
      return grantOf(ports, body)
    case 'suspend':
    case 'remove':
      return successorOf(ports, { record, office }, step, body)
    case 'change':
    case 'register': {
      const values = valuesIn(record, body as ChangeBody)
      const problems = await problemsOf(ports, { record, standing }, values)
      return problems.length > 0 ? refuseFields('base.fields.invalid', problems) : done({ step, values })
    }
  }
}

/** Only procedures of the legal area; none chosen: all of them. */
function grantOf({ catalogue }: KeepPorts, { area, procedures }: Body): Result<Input> {
  const chosen = (procedures as string[] | undefined) ?? []
  const isOfArea = chosen.every(id => catalogue.byId(id)?.area === area)
  const input = {
    step: 'grant',
    area: area as string,
    procedures: chosen.length > 0 ? chosen : null,
  } as const
  const problem = { path: 'procedures', code: 'authority-admin.procedures.invalid' }
  return isOfArea ? done(input) : refuseFields('base.fields.invalid', [problem])
}

/** Who is not named is the coordinator that takes the step: so nothing is ever left without anybody. */
async function successorOf(
  { store }: KeepPorts,
  { record, office }: Pick<Standpoint, 'record' | 'office'>,
  step: 'suspend' | 'remove',
  body: Body,
): Promise<Result<Input>> {
  const successor = (body.successor as string | undefined) ?? office
  const found = (await store.records([successor])).get(successor)
  const isRight = found?.status === 'active' && found.country === record.country && found.id !== record.id
  const problem = { path: 'successor', code: 'authority-admin.successor.invalid' }
  return isRight ? done({ step, successor }) : refuseFields('base.fields.invalid', [problem])
}

/** Texts by language are laid over those that are there; null takes one away. */
export function valuesIn(record: AuthorityRecord, body: ChangeBody): Values {
  const { officialNames, informalTitles, description, links, competences, ...plain } = body
  const given = fieldNames.filter(field => plain[field as keyof typeof plain] !== undefined)
  const givenFor = (field: Field) =>
    plain[field as keyof typeof plain] ?? (field === 'phone' || field === 'website' ? '' : null)
  const names = officialNames && merged(namesOf(record), officialNames)
  return {
    ...Object.fromEntries(given.map(field => [field, givenFor(field)])),
    ...(names && { officialNames: Object.entries(names).map(([lang, name]) => ({ lang, name })) }),
    ...(informalTitles && { informalTitles: merged(record.informalTitles, informalTitles) }),
    ...(description && { description: merged(record.description, description) }),
    ...(competences && { competences: competences as Record<string, string[]> }),
    ...(links && { links: linksIn(record, links) }),
  }
}

const namesOf = ({ officialNames }: AuthorityRecord): Readonly<Record<string, string>> =>
  Object.fromEntries(officialNames.map(({ lang, name }) => [lang, name]))

type ByLanguage = Readonly<Record<string, string | null | undefined>>

const merged = (before: Readonly<Record<string, string>>, given: ByLanguage): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...before, ...given }).flatMap(([lang, text]) =>
      typeof text === 'string' ? [[lang, text] as const] : [],
    ),
  )

const linksIn = (
  record: AuthorityRecord,
  given: NonNullable<ChangeBody['links']>,
): AuthorityRecord['links'] => [
  ...record.links.filter(({ area }) => given[area] === undefined),
  ...Object.entries(given).flatMap(([area, one]) =>
    (['request', 'linked'] as const).flatMap(link =>
      (one?.[link] ?? []).map(coordinator => ({ area, coordinator, link })),
    ),
  ),
]

/** A value that is not the caller's to change may be sent as it is. */
async function problemsOf(
  { store }: KeepPorts,
  { record, standing }: Pick<Standpoint, 'record' | 'standing'>,
  values: Values,
): Promise<readonly Problem[]> {
  const foreign = (Object.keys(values) as Field[]).filter(
    field => !mayChange(standing, field) && !isUnchanged(record, values, field),
  )
  const ids = [...(values.links ?? []).map(one => one.coordinator), values.validatingCoordinator ?? '']
  const found = await store.records(ids.filter(id => id !== ''))
  const isCoordinator = (id: string, area: string): boolean => {
    const one = found.get(id)
    return one?.country === record.country && one.id !== record.id && coordinates(one, area)
  }
  const wrongLinks = (values.links ?? []).filter(({ coordinator, area }) => !isCoordinator(coordinator, area))
  const { validatingCoordinator } = values
  return [
    ...foreign.map(path => ({ path, code: 'authority-admin.field.invalid' })),
    ...(values.officialNames?.length === 0 ? [{ path: 'officialNames', code: 'base.field.required' }] : []),
    ...wrongLinks.map(({ area, link }) => ({
      path: `links.${area}.${link}`,
      code: 'authority.approval.coordinator.invalid',
    })),
    ...(validatingCoordinator && !isCoordinator(validatingCoordinator, record.area)
      ? [{ path: 'validatingCoordinator', code: 'authority.approval.coordinator.invalid' }]
      : []),
  ]
}

const isUnchanged = (record: AuthorityRecord, values: Values, field: Field): boolean =>
  field !== 'competences' && JSON.stringify(record[field]) === JSON.stringify(values[field])
