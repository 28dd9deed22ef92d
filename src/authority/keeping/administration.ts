// What a coordinator keeps: the authorities of its remit by status, and a new one entered on its behalf.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Call, SignedCall } from '../../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../../base/result.ts'
import { type Actor, rolesIn } from '../../permission/model.ts'
import { type AuthorityArea, levels, mainArea, officialNameOf, type Status, statuses } from '../model.ts'
import type { Choices } from './forms.ts'
import { standingOf } from './model.ts'
import type { KeepPorts } from './ports.ts'
import type { KeptAsked, KeptRow } from './store.ts'

export const administrationQuery = z.object({
  status: z.enum(statuses).optional(),
  area: z.string().max(100).optional(),
  region: z.string().max(5).optional(),
  name: z.string().trim().max(100).optional(),
  unconfirmed: z.stringbool().optional(),
  cursor: z.string().max(400).optional(),
})
export type AdministrationQuery = z.infer<typeof administrationQuery>

const itemSchema = z.object({
  authority: z.string(),
  name: z.string(),
  /** Of the name. */
  lang: z.string(),
  type: z.string(),
  level: z.enum(levels),
  town: z.string(),
  region: z.string().nullable(),
  status: z.enum(statuses),
  areas: z.array(z.object({ area: z.string(), role: z.string(), status: z.string() })).readonly(),
  /** Open ones. */
  proposals: z.int(),
  changedAt: z.string().nullable(),
  confirmedAt: z.string().nullable(),
})
export const administrationSchema = z.object({
  country: z.string(),
  status: z.enum(statuses),
  counts: z.partialRecord(z.enum(statuses), z.int()),
  items: z.array(itemSchema),
  next: z.string().nullable(),
})
export type AdministrationView = Readonly<z.infer<typeof administrationSchema>>

const pageItems = 50

/** The remit of who keeps the data of a coordinator. Errors: permission.coordinator. */
export async function remitsOf(
  { store }: Pick<KeepPorts, 'store'>,
  who: Actor,
): Promise<Result<readonly AuthorityArea[]>> {
  const acting = (await store.records([who.authority])).get(who.authority)
  const held = (acting?.areas ?? []).filter(
    ({ area, role, status }) =>
      role === 'coordinator' &&
      status === 'active' &&
      rolesIn(who, area).includes('local-data-administrator'),
  )
  return acting?.status === 'active' && held.length > 0 ? done(held) : refuse('permission.coordinator')
}

/** A page of what is kept. Three statements. Errors: permission.coordinator. */
export async function administrationOf(
  ports: KeepPorts,
  { who, t }: SignedCall<Actor>,
  query: AdministrationQuery,
): Promise<Result<AdministrationView>> {
  const remits = await remitsOf(ports, who)
  if (!remits.ok) return remits
  const { status = 'registered', area = null, region = null, name = null, cursor = null } = query
  const asked: KeptAsked = {
    ...{
      country: who.country,
      office: who.authority,
      remits: remits.value,
      statuses: [status],
      area,
      region,
    },
    name: name === '' ? null : name,
    unconfirmedBefore: query.unconfirmed ? yearBefore(ports.clock()) : null,
    ...{ after: cursor, limit: pageItems + 1 },
  }
  const [rows, counts] = await Promise.all([ports.store.kept(asked), ports.store.counts(asked)])
  const shown = rows.slice(0, pageItems)
  return done({
    ...{ country: who.country, status, counts, items: shown.map(row => itemOf(row, t.lang)) },
    next: rows.length > pageItems ? (shown.at(-1)?.id ?? null) : null,
  })
}

const yearBefore = (at: string): string => `${Number(at.slice(0, 4)) - 1}${at.slice(4)}`

function itemOf({ id, officialNames, ...row }: KeptRow, lang: string): AdministrationView['items'][number] {
  return { authority: id, ...officialNameOf({ id, officialNames }, lang), ...row }
}

/** What a new authority cannot do without; the rest is filled in on its page. */
export const enterBody = (choices: Choices) =>
  z.strictObject({
    name: z.string().trim().min(1).max(300),
    language: z.enum(choices.languages as [string, ...string[]]),
    type: z.enum(choices.types as [string, ...string[]]),
    level: z.enum(levels),
    area: z.enum(choices.areas as [string, ...string[]]),
    region: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}[0-9A-Z]{0,3}$/, { message: 'problem:authority-admin.region.invalid' })
      .optional(),
    town: z.string().trim().min(1).max(300),
    email: z.email().max(300),
  })
export type EnterBody = z.infer<ReturnType<typeof enterBody>>

/**
 * Enters an authority of the coordinator's country; it waits for validation. Errors: permission.coordinator,
 * base.fields.invalid (an area or region outside the remit).
 */
export async function enter(
  ports: KeepPorts,
  { who }: SignedCall<Actor>,
  body: EnterBody,
): Promise<Result<{ readonly authority: string }>> {
  const acting = (await ports.store.records([who.authority])).get(who.authority)
  const remits = await remitsOf(ports, who)
  if (!remits.ok) return remits
  const { name, language, area, region = null, ...rest } = body
  const id = `${who.country.toLowerCase()}-${randomBytes(6).toString('hex')}`
  const entry = {
    ...{ ...rest, id, area, region, country: who.country, competences: [], status: 'registered' as Status },
    ...{ officialNames: [{ lang: language, name }], informalTitles: {}, languages: [language] },
    ...{ street: '', postcode: '', phone: '', website: '', isInvented: acting?.isInvented ?? false },
  }
  const areas = [{ ...mainArea(entry), area, role: 'authority', status: 'asked' } as const]
  const standing = standingOf(who, acting, { ...entry, areas })
  if (standing !== 'national' && standing !== 'delegated')
    return refuseFields('base.fields.invalid', [{ path: 'area', code: 'authority-admin.remit.invalid' }])
  const at = ports.clock()
  const by = { office: who.authority, account: who.user }
  await ports.store.enter(
    { ...entry, areas, validatingCoordinator: who.authority },
    {
      ...{ event: 'registered', at, ...by, data: { changes: [] } },
    },
  )
  return done({ authority: id })
}

export const signed = <T>(
  call: Call<Actor>,
  run: (call: SignedCall<Actor>) => Promise<Result<T>>,
): Promise<Result<T>> =>
  call.who ? run({ ...call, who: call.who }) : Promise.resolve(refuse('permission.sign-in'))
