// Goal: who stands how to a user sees which field and takes which step, and which roles an authority can give: exactly
//   what decision 0026 says, and nothing else.
// Method: tables written by hand against every cell of standings, fields, steps, states, areas and roles.
import { describe, expect, test } from 'vitest'
import type { AuthorityArea } from '../../authority/model.ts'
import { recordOf, smallDirectory } from '../../authority/small-directory.ts'
import { type Actor, type Role, roles as roleNames } from '../../permission/model.ts'
import {
  canGive,
  type Field,
  fields,
  keepsArea,
  mayInvite,
  maySee,
  mayStep,
  standingAt,
  standings,
  standingTo,
  states,
  steps,
} from './model.ts'

const letters = {
  ...{ keeper: 'k', coordinator: 'c', self: 's', colleague: 'l', official: 'o', nobody: '-' },
} as const

/** field | who sees it */
const fieldCells: readonly (readonly [Field, string])[] = [
  ['name', 'kcs'],
  ['mail', 'kcs'],
  ['language', 'kcs'],
  ['state', 'kcs'],
  ['roles', 'kcs'],
  ['history', 'kcs'],
]

/** step | who takes it | from invited, active */
const stepCells = [
  ['change', 'k', 'ia'],
  ['remove', 'kc', 'a'],
  ['resend', 'kc', 'i'],
  ['withdraw', 'kc', 'i'],
] as const

test('the tables name every field and every step once', () => {
  expect(fieldCells.map(([field]) => field)).toEqual(Object.keys(fields))
  expect(stepCells.map(([step]) => step)).toEqual(steps.map(({ step }) => step))
})

describe.each(fieldCells)('%s', (field, who) => {
  test.each(standings)('as %s', standing => {
    expect(maySee(standing, field)).toBe(who.includes(letters[standing]))
  })
})

describe.each(stepCells)('%s', (step, who, when) => {
  test.each(standings.flatMap(standing => states.map(state => [standing, state] as const)))(
    'by %s of one who is %s',
    (standing, state) => {
      const allowed = mayStep(standing, step, state)
      const isWho = (who as string).includes(letters[standing])
      expect(allowed.ok).toBe(isWho && (when as string).includes(state[0] ?? '-'))
      // Who may not even see the user learns nothing of the step.
      if (!'kcs'.includes(letters[standing]))
        expect(allowed).toMatchObject({ refusal: { code: 'user-people.unknown' } })
    },
  )
})

test.each(standings)('invites as %s: keepers and coordinators only', standing => {
  expect(mayInvite(standing)).toBe('kc'.includes(letters[standing]))
})

const [first] = smallDirectory
if (!first) throw new Error('the small directory is empty')
const row = (
  area: string,
  role: AuthorityArea['role'],
  more: Partial<AuthorityArea> = {},
): AuthorityArea => ({
  ...{
    area,
    role,
    competences: [],
    procedures: null,
    status: 'active',
    regions: [],
    accessCoordinator: null,
  },
  ...more,
})
const office = (id: string, country: string, areas: readonly AuthorityArea[]) => ({
  ...recordOf(first),
  ...({ id, country, areas, status: 'active', validatingCoordinator: null } as const),
})
const official = (authority: string, country: string, roles: Actor['roles']): Actor => ({
  ...{ user: 'u', name: 'U', lang: 'en', authority, country, roles },
})
const admin = { '*': ['local-data-administrator'] } as const
const handler = { '*': ['supervisor'] } as const

const target = office('a', 'ES', [row('services', 'authority'), row('posting-of-workers', 'authority')])
const validated = { ...target, validatingCoordinator: 'coord' }
const national = office('nat', 'ES', [row('*', 'coordinator')])
const ofServices = office('coord', 'ES', [row('services', 'coordinator')])
const abroad = office('nat-pl', 'PL', [row('*', 'coordinator')])

test.each([
  ['its own administrator', official('a', 'ES', admin), target, target, 'keeper'],
  ['a colleague', official('a', 'ES', handler), target, target, 'colleague'],
  ['the national coordinator', official('nat', 'ES', admin), national, target, 'coordinator'],
  ['a handler of the national one', official('nat', 'ES', handler), national, target, 'official'],
  ['the one that validated it', official('coord', 'ES', admin), ofServices, validated, 'coordinator'],
  ['one that did not', official('coord', 'ES', admin), ofServices, target, 'official'],
  ['one of another country', official('nat-pl', 'PL', admin), abroad, target, 'official'],
  ['no coordinator', official('a', 'ES', admin), target, { ...validated, id: 'b' }, 'official'],
  ['nobody', null, undefined, target, 'nobody'],
] as const)('%s', (_, who, acting, of, standing) => {
  expect(standingAt(who, acting, of)).toBe(standing)
})

test('a coordinator keeps administrators only; others see only themselves', () => {
  const who = official('nat', 'ES', admin)
  expect(standingTo(who, 'coordinator', { user: 'x', roles: admin })).toBe('coordinator')
  expect(standingTo(who, 'coordinator', { user: 'x', roles: handler })).toBe('official')
  expect(standingTo(who, 'colleague', { user: 'u', roles: {} })).toBe('self')
  expect(standingTo(who, 'colleague', { user: 'x', roles: admin })).toBe('colleague')
})

const ended = office('a', 'ES', [row('services', 'coordinator', { status: 'withdrawn' })])

/** authority | legal areas in which it gives each role | in which it gives referral handlers */
const areaCells = [
  ['an authority', target, ['*', 'services', 'posting-of-workers'], []],
  ['a coordinator of one area', ofServices, ['*', 'services'], ['*', 'services']],
  ['the national one', national, ['*', 'services', 'posting-of-workers', 'firearms'], 'same'],
  ['one whose area ended', ended, ['*'], []],
] as const

describe.each(areaCells)('%s gives', (_, authority, areas, referral) => {
  const every = ['*', 'services', 'posting-of-workers', 'firearms']
  test.each(every.flatMap(area => roleNames.map(role => [area, role] as const)))('in %s %s', (area, role) => {
    const allowed: readonly string[] = role !== 'referral-handler' || referral === 'same' ? areas : referral
    expect(canGive(authority, area, role)).toBe(allowed.includes(area))
  })
})

test.each([
  [{ '*': ['local-data-administrator'] }, ['*', 'services', 'posting-of-workers']],
  [{ services: ['local-data-administrator'] }, ['services']],
  [
    { services: ['local-data-administrator'], 'posting-of-workers': ['local-data-administrator'] },
    ['*', 'services', 'posting-of-workers'],
  ],
  [{ services: ['supervisor'] }, []],
] as const)('an administrator with %o gives roles in %o', (held, areas) => {
  const who = official('a', 'ES', held as Readonly<Record<string, readonly Role[]>>)
  const all = ['*', 'services', 'posting-of-workers']
  expect(all.filter(area => keepsArea(who, target, area))).toEqual(areas)
})
