// What whoever has the link does with it: opens the form, saves it, sends it to the coordinator.
import type { Sent } from '../../base/door.ts'
import { parseSent } from '../../base/form.ts'
import { done, type Problem, type Result, refuse, refuseFields } from '../../base/result.ts'
import { hashOf } from '../../base/token.ts'
import { askedArea, blankRecord } from '../blank.ts'
import { changesBetween, evolve } from '../keeping/evolve.ts'
import { valuesIn } from '../keeping/input.ts'
import { mayStep } from '../keeping/model.ts'
import type { AuthorityRecord } from '../model.ts'
import { excessIn, type SendBody, sendBody, stepBody, typedIn } from './forms.ts'
import { coordinatingIn, grantable, isOpen, stageOf } from './model.ts'
import type { RegistrationPorts } from './ports.ts'
import type { Saved } from './store.ts'
import type { Opened } from './view.ts'

/** Three statements. Errors: authority-register.link.unknown (no such link, or a later one took its place). */
export async function opened(ports: RegistrationPorts, token: string): Promise<Result<Opened>> {
  const registration = await ports.registrations.byToken(hashOf(token))
  if (!registration) return refuse('authority-register.link.unknown')
  const { authority, sealed } = registration
  const [found, last] = await Promise.all([
    ports.store.records([authority]),
    ports.registrations.lastReason(authority),
  ])
  const record = found.get(authority) ?? null
  const stage = stageOf(registration, record, last?.event === 'returned', ports.clock())
  const content = sealed && ports.content.open(authority, sealed)
  const isTold = stage === 'returned' || stage === 'refused'
  return done({ token, registration, content, record, stage, reason: isTold ? (last?.reason ?? null) : null })
}

/**
 * Saves what was typed, or sends it. Errors: authority-register.link.unknown, authority-register.stage.invalid
 * (expired, sent, decided), base.fields.invalid, authority-register.conflict (saved elsewhere since it was read).
 */
export async function fill(ports: RegistrationPorts, token: string, sent: Sent): Promise<Result<Opened>> {
  const at = await opened(ports, token)
  if (!at.ok) return at
  if (!isOpen(at.value.stage) || !at.value.content) return refuse('authority-register.stage.invalid')
  const step = parseSent(stepBody, sent)
  if (!step.ok) return step
  const { version, authority, changedAt } = at.value.registration
  if (step.value.version !== version) return conflictAt(changedAt)
  const excess = excessIn(sent.value)
  if (excess.length > 0) return refuseFields('base.fields.invalid', excess)
  const content = { ...at.value.content, typed: typedIn(sent.value) }
  const saved = { authority, version, at: ports.clock(), sealed: ports.content.seal(authority, content) }
  if (step.value.intent === 'send')
    return send(ports, at.value, saved, parseSent(sendBody(ports.choices), sent))
  return (await ports.registrations.save(saved)) ? opened(ports, token) : late(ports, token)
}

const conflictAt = (changedAt: string) => refuse('authority-register.conflict', { changedAt })

async function late(ports: RegistrationPorts, token: string): Promise<Result<never>> {
  const now = await opened(ports, token)
  return now.ok ? conflictAt(now.value.registration.changedAt) : now
}

const attemptsMax = 5

async function send(
  ports: RegistrationPorts,
  at: Opened,
  saved: Saved,
  read: Result<SendBody>,
): Promise<Result<Opened>> {
  if (!read.ok) return read
  const { authority, country, coordinator } = at.registration
  const areas = [...new Set(read.value.areas ?? at.registration.areas)]
  const body = ofAreas(read.value, areas)
  const office = (await ports.store.records([coordinator])).get(coordinator)
  const granted = grantable(office, ports.choices.areas)
  const problems = await problemsOf(ports, at, body, { areas, granted })
  if (problems.length > 0) return refuseFields('base.fields.invalid', problems)
  let now = at.record
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const before =
      now ??
      blankRecord(
        {
          ...{ id: authority, country, status: 'invited', validatingCoordinator: coordinator },
          isInvented: office?.isInvented ?? false,
        },
        areas,
      )
    const allowed = mayStep('registrant', { step: 'register', record: before })
    if (!allowed.ok) return refuse('authority-register.stage.invalid')
    const record = recordWith(ports, withAreas(before, areas), body, saved.at)
    if (!record.ok) return record
    const changes = now ? changesBetween(before, record.value) : []
    const written = await ports.registrations.send({
      ...{ ...saved, record: record.value, isNew: now === null },
      entry: { event: 'registered', at: saved.at, office: null, account: null, data: { changes } },
    })
    if (written === 'done') return opened(ports, at.token)
    if (written === 'saved') return late(ports, at.token)
    now = (await ports.store.records([authority])).get(authority) ?? now
  }
  throw new Error(`registration ${authority} does not stand still`)
}

/** A form sends the fields of a legal area that is no longer chosen too. */
function ofAreas(body: SendBody, areas: readonly string[]): SendBody {
  if (!body.areas) return body
  const chosen = <Value>(by: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(by).filter(([area]) => areas.includes(area)))
  const { competences, coordinators } = body
  return {
    ...{ ...body, coordinators: chosen(coordinators) },
    ...(competences && { competences: chosen(competences) }),
  }
}

const withAreas = (record: AuthorityRecord, areas: readonly string[]): AuthorityRecord => ({
  ...record,
  areas: areas.map(area => record.areas.find(row => row.area === area) ?? askedArea(area)),
})

/** The names of its type, in all languages, are its informal titles where it has none of its own. */
function recordWith(
  { library, choices }: RegistrationPorts,
  before: AuthorityRecord,
  { intent, version, person, areas, coordinators, informalTitles, ...body }: SendBody,
  at: string,
): Result<AuthorityRecord> {
  const key = `lexicon.authority-type.${body.type}`
  const titles = Object.fromEntries(choices.languages.map(lang => [lang, library.in(lang)(key)]))
  const links = Object.fromEntries(
    Object.entries(coordinators).map(([area, one]) => [area, { request: one ? [one] : [] }]),
  )
  const bare = { ...before, officialNames: [], informalTitles: {}, description: {} }
  const values = valuesIn(bare, { ...body, links, informalTitles: { ...titles, ...informalTitles } })
  return evolve(before, { step: 'register', values: { ...emptied, ...values } }, at)
}

/** What is not said is not kept from an earlier time. */
const emptied = { phone: '', website: '' }

type Asked = { readonly areas: readonly string[]; readonly granted: readonly string[] }

/** Of a legal area that is only wished for nobody need be named: perhaps nobody coordinates it yet. */
async function problemsOf(
  { registrations }: RegistrationPorts,
  { registration: { country } }: Opened,
  { region, competences = {}, coordinators }: SendBody,
  { areas, granted }: Asked,
): Promise<readonly Problem[]> {
  const all = await registrations.coordinating(country)
  const isAble = (area: string): boolean =>
    coordinatingIn(all, area).some(({ id }) => id === coordinators[area])
  const foreign = [
    ...Object.keys(competences).map(area => `competences.${area}`),
    ...Object.keys(coordinators).map(area => `coordinators.${area}`),
  ].filter(path => !areas.some(area => path.endsWith(`.${area}`)))
  return [
    ...(region !== undefined && !region.startsWith(country)
      ? [{ path: 'region', code: 'authority-admin.region.invalid' }]
      : []),
    ...(areas.some(area => granted.includes(area))
      ? []
      : [{ path: 'areas', code: 'authority-register.areas.invalid' }]),
    ...foreign.map(path => ({ path, code: 'base.field.choice' })),
    ...areas
      .filter(area => (coordinators[area] || granted.includes(area)) && !isAble(area))
      .map(area => ({
        path: `coordinators.${area}`,
        code: coordinators[area] ? 'authority.approval.coordinator.invalid' : 'base.field.required',
      })),
  ]
}
