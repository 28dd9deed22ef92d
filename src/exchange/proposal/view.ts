// Who is proposed for a draft: by the rules of its procedure, and by what was learnt from forwards.
import type { Case, Competence, Ground } from '../../authority/competent.ts'
import { type AuthorityRecord, nameOf } from '../../authority/model.ts'
import { areaName, competenceName, regionName, townName } from '../../authority/names.ts'
import type { Texts } from '../../base/text.ts'
import type { Actor } from '../../permission/model.ts'
import { competenceOf, matterIn, type Procedure } from '../../procedure/model.ts'
import type { Opened } from '../open.ts'
import { partyView } from '../party-view.ts'
import type { ExchangePorts } from '../ports.ts'
import { mayIn } from '../right.ts'
import { type Learned, learnedFrom, offered, rememberedSince } from './model.ts'
import type { ProposalsView, ProposalView } from './schema.ts'

/** So many are looked at: some may not work in the procedure, or hand requests on. */
const consideredMax = 20

/**
 * Null where there is nobody to be chosen, or not by this person. Three statements at most, and none before the case
 * says enough: forwards, and authorities that were not read lately.
 */
export async function proposalsOf(
  ports: ExchangePorts,
  t: Texts,
  who: Actor,
  opened: Opened,
): Promise<ProposalsView | null> {
  const { request, stored, procedure } = opened
  if (request.state !== 'draft' || stored.part !== 'sender' || !mayIn(who, 'act', stored).ok) return null
  const { country, recipient, fields, lang, texts } = typedIn(opened)
  const { id, area } = procedure
  const matter = matterIn(procedure, fields)
  const competence = competenceOf(procedure, matter)
  const searchHref = hrefOf(stored.exchange, { area, country, competence })
  const nothing = { country, isAbout: matter !== null, items: [], total: 0, searchHref }
  if (country === null || matter === null) return nothing
  const asked: Case = { lang: lang ?? t.lang, country, area, competence, texts }
  const { found, total } = await ports.competent(asked, consideredMax)
  const ruled = found.map(({ authority }) => authority)
  const learned = await learnedOf(ports, who, { procedure: id, matter, asked: [...ruled, recipient] })
  const ids = [...ruled, ...learned.flatMap(one => [one.asked, one.taker])]
  const authorities = await ports.authorities([...new Set(ids)])
  const works = (one: string): boolean => isWorking(authorities.get(one), country, procedure)
  const known = learned.filter(({ taker }) => works(taker))
  const shown = offered(ruled.filter(works), known, recipient)
  return {
    ...nothing,
    items: shown.map(one => itemOf(t, procedure, authorities, { id: one, found, learned: known })),
    total: Math.max(total, Math.min(shown.length, 1)),
  }
}

type Typed = {
  readonly country: string | null
  readonly recipient: string | null
  readonly fields: Readonly<Record<string, unknown>>
  readonly lang: string | null
  readonly texts: Case['texts']
}

/** What of the draft tells where to ask. The country that is chosen counts, else the recipient's. */
function typedIn({ draft, authorities, procedure }: Opened): Typed {
  const content = draft?.content ?? {}
  const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
  const fields = (content.fields ?? {}) as Typed['fields']
  const recipient = textOf(content.recipient)
  return {
    country: textOf(content.country) ?? authorities.get(recipient ?? '')?.country ?? null,
    ...{ recipient, fields, lang: textOf(content.language) },
    texts: (procedure.finding?.places ?? []).flatMap(field => {
      const text = textOf(fields[field])
      return text === null ? [] : [{ field, text }]
    }),
  }
}

type About = {
  readonly procedure: string
  readonly matter: string
  readonly asked: readonly (string | null)[]
}

/** Nothing where the operator has switched it off; the person's own setting is asked with the flows. */
async function learnedOf(
  { store, isLearning, clock }: ExchangePorts,
  { user }: Actor,
  { asked, ...about }: About,
): Promise<readonly Learned[]> {
  const ids = [...new Set(asked.filter(id => id !== null))]
  if (!isLearning || ids.length === 0) return []
  return learnedFrom(await store.flows({ ...about, asked: ids, since: rememberedSince(clock()), user }))
}

/** Whether it works in the procedure: the directory may have taken that away, or given it for some procedures only. */
const isWorking = (one: AuthorityRecord | undefined, country: string, { id, area }: Procedure): boolean =>
  one?.status === 'active' &&
  one.country === country &&
  one.areas.some(
    row =>
      row.area === area &&
      row.status === 'active' &&
      (row.procedures === null || row.procedures.includes(id)),
  )

type Item = {
  readonly id: string
  readonly found: Competence['found']
  readonly learned: readonly Learned[]
}

function itemOf(
  t: Texts,
  procedure: Procedure,
  authorities: ReadonlyMap<string, AuthorityRecord>,
  { id, found, learned }: Item,
): ProposalView {
  const grounds = found.find(({ authority }) => authority === id)?.grounds ?? []
  const [told] = learned.filter(({ taker }) => taker === id).toSorted((a, b) => b.forwarded - a.forwarded)
  const asked = told && authorities.get(told.asked)
  const name = asked ? nameOf(asked, t.lang) : (told?.asked ?? '')
  return {
    ...partyView(t, authorities, id),
    town: authorities.get(id)?.town ?? '',
    grounds: grounds.map(ground => ({ rule: ground.rule, text: groundText(t, procedure, ground) })),
    learned: told
      ? {
          ...{ asked: told.asked, forwarded: told.forwarded, of: told.of },
          text: t('authority-bycase.learned', { name, forwarded: told.forwarded, of: told.of }),
        }
      : null,
  }
}

/** In plain words: competent for what, and because of which place. */
function groundText(t: Texts, procedure: Procedure, { rule, name, town, field }: Ground): string {
  const label = field === undefined ? '' : t(`${procedure.id}.field.${field}`)
  switch (rule) {
    case 'competence':
      return t('authority-bycase.ground.competence', { name: competenceName(t, name) })
    case 'area':
      return t('authority-bycase.ground.area', { name: areaName(t, name) })
    case 'town':
      return t('authority-bycase.ground.town', { name: townName(t, name), field: label })
    case 'region': {
      const facts = { name: regionName(t, name), town: townName(t, town ?? ''), field: label }
      return t('authority-bycase.ground.region', facts)
    }
    case 'country':
      return t('authority-bycase.ground.country', { country: name })
  }
}

type Search = {
  readonly area: string
  readonly country: string | null
  readonly competence: string | null
}

function hrefOf(number: string, { area, country, competence }: Search): string {
  const query = new URLSearchParams({ area, for: `/exchanges/${number}` })
  if (country !== null) query.set('country', country)
  if (competence !== null) query.set('competence', competence)
  return `/authorities?${query}`
}
