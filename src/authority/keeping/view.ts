// Puts together what a caller may see of an authority and do with it now.
import { jsonSchemaOf } from '../../base/form.ts'
import type { Lang, Texts } from '../../base/text.ts'
import { type AuthorityArea, type AuthorityRecord, officialNameOf } from '../model.ts'
import { viewOf } from '../view.ts'
import { formFor } from './forms.ts'
import type { Standpoint } from './input.ts'
import { changesIn } from './keep.ts'
import {
  fields,
  maySeeHistory,
  maySeeRegistrant,
  mayStep,
  ofRegistration,
  type Standing,
  type Step,
  steps,
} from './model.ts'
import type { HandedOver, KeepPorts } from './ports.ts'
import type { HistoryEntry, Proposal } from './store.ts'
import type { ActionView, HistoryView, KeptView, NamedView, ProposalView } from './view-schema.ts'

const historyMax = 200

/** At most six statements: history and proposals are asked for only where they are shown. */
export async function keptView(
  ports: KeepPorts,
  t: Texts,
  at: Standpoint,
  handedOver: HandedOver | null = null,
): Promise<KeptView> {
  const { record, standing } = at
  const isInside = maySeeHistory(at.sees)
  const [history, proposals, answering, foretold, registration] = await Promise.all([
    isInside ? ports.store.history(record.id, historyMax) : [],
    isInside ? ports.store.proposals(record.id) : [],
    ports.answering(record.id),
    ports.foretell(record),
    maySeeRegistrant(at.sees, record) ? ports.registrations.of(record.id) : null,
  ])
  const names = await namesOf(ports, t.lang, [
    ...idsIn(record),
    ...history.flatMap(entry => [entry.office ?? '', ...authoritiesIn(entry)]),
    ...proposals.map(({ office }) => office),
  ])
  const people = isInside ? await ports.people(history.flatMap(({ account }) => account ?? [])) : new Map()
  const { version, region, informalTitles, description, activeSince, confirmedAt, askedAt } = record
  return {
    ...viewOf(record, t.lang),
    officialNameLang: officialNameOf(record, t.lang).lang,
    ...{ version, standing, region, informalTitles, description, activeSince, confirmedAt, askedAt },
    areas: record.areas.map(area => areaView(record, area, names)),
    validatingCoordinator: names(record.validatingCoordinator),
    successor: names(record.successor),
    registration: registration && `${pathOf(record.id)}/registration`,
    answering,
    foretold: [...foretold],
    history: isInside ? history.map(entry => historyView(entry, names, people)) : null,
    proposals: proposals.map(one => proposalView(one, standing, names)),
    actions: actionsOf(ports, t, at).filter(
      ({ action }) => registration !== null || !ofRegistration.includes(action),
    ),
    handedOver: handedOver && { ...handedOver },
  }
}

type Names = {
  (id: string): NamedView
  (id: string | null): NamedView | null
}

const idsIn = ({ areas, links, validatingCoordinator, successor }: AuthorityRecord): readonly string[] => [
  ...areas.map(({ accessCoordinator }) => accessCoordinator ?? ''),
  ...links.map(({ coordinator }) => coordinator),
  ...[validatingCoordinator ?? '', successor ?? ''],
]

/** Names by id, looked up at once. */
export async function namesOf(
  { store }: { readonly store: Pick<KeepPorts['store'], 'records'> },
  lang: Lang,
  ids: readonly string[],
): Promise<Names> {
  const wanted = ids.filter(id => id !== '')
  const found = wanted.length > 0 ? await store.records(wanted) : new Map<string, AuthorityRecord>()
  const named = (id: string | null): NamedView | null => {
    if (id === null) return null
    const record = found.get(id)
    return { authority: id, ...(record ? officialNameOf(record, lang) : { name: id, lang }) }
  }
  return named as Names
}

function areaView(record: AuthorityRecord, row: AuthorityArea, names: Names): KeptView['areas'][number] {
  const linked = (link: 'request' | 'linked') =>
    record.links
      .filter(one => one.area === row.area && one.link === link)
      .map(({ coordinator }) => names(coordinator))
  const { area, role, competences, procedures, status, regions } = row
  return {
    ...{ area, role, competences, procedures, status, regions },
    accessCoordinator: names(row.accessCoordinator),
    requestCoordinators: linked('request'),
    linkedCoordinators: linked('linked'),
  }
}

const isAuthority = ({ field }: { readonly field: string }): boolean =>
  field === 'successor' || field === 'validatingCoordinator'
const authoritiesIn = (entry: HistoryEntry): readonly string[] =>
  changesIn(entry)
    .filter(isAuthority)
    .flatMap(({ from, to }) => [String(from ?? ''), String(to ?? '')])

function historyView(entry: HistoryEntry, names: Names, people: ReadonlyMap<string, string>): HistoryView {
  const { version, event, at, office, account, data } = entry
  const { reason } = data as { readonly reason?: string }
  const nameIn = (value: unknown): NamedView | null => names(typeof value === 'string' ? value : null)
  const changes = changesIn(entry).map(one =>
    isAuthority(one) ? { ...one, from: nameIn(one.from), to: nameIn(one.to) } : one,
  )
  return {
    ...{ version, event, at, office: names(office), changes, reason: reason ?? null },
    person: account === null ? null : (people.get(account) ?? null),
  }
}

const proposalView = (one: Proposal, standing: Standing, names: Names): ProposalView => {
  const { id, field, value, reason, at } = one
  const allowed: readonly Standing[] = fields[field as keyof typeof fields] ?? []
  return { id, field, value, reason, at, office: names(one.office), isMine: allowed.includes(standing) }
}

/** In the order of the table. A step in one legal area is offered where the caller coordinates any. */
export function actionsOf({ choices }: KeepPorts, t: Texts, at: Standpoint): ActionView[] {
  const { record, standing, inArea } = at
  const inAny = choices.areas.map(inArea).find(one => one === 'national' || one === 'delegated')
  const isOfArea = (step: Step): boolean => step === 'grant' || step === 'withdraw'
  const isOpen = (step: Step): boolean =>
    mayStep(isOfArea(step) ? (inAny ?? standing) : standing, { step, record }).ok
  return steps
    .map(({ step }) => step)
    .filter(isOpen)
    .map(step => ({
      ...{
        action: step,
        method: 'POST',
        href: hrefOf(record.id, step),
        label: t(`authority-admin.step.${step}`),
      },
      schema: jsonSchemaOf(formFor(step, choices)) as Record<string, unknown>,
    }))
}

export const pathOf = (id: string): string => `/authorities/${encodeURIComponent(id)}`
export const hrefOf = (id: string, step: Step): string => `${pathOf(id)}/actions/${step}`
