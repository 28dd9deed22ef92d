// Goal: who stands how to an authority, may take which step in which status and change which field: exactly what
//   decision 0023 says, and nothing else.
// Method: tables written by hand against every cell of steps, statuses, fields and standings.
import { describe, expect, test } from 'vitest'
import type { Actor, Role } from '../../permission/model.ts'
import type { AuthorityArea } from '../model.ts'
import { statuses } from '../model.ts'
import {
  fieldNames,
  mayChange,
  maySee,
  maySeeHistory,
  maySeeRegistrant,
  mayStep,
  standingOf,
  standings,
  steps,
} from './model.ts'

/** Letters of standings: national, delegated, keeper, colleague, official, Registrant; of statuses: as life goes. */
const letters = {
  national: 'n',
  delegated: 'd',
  keeper: 'k',
  colleague: 'c',
  official: 'o',
  nobody: '-',
  registrant: 'R',
} as const
const statusLetters = {
  ...{ invited: 'i', registered: 'r', validated: 'v', active: 'a', suspended: 's', removed: 'x' },
  refused: 'z',
} as const

/** step | standings | statuses */
const stepCells = [
  ['register', 'R', 'i'],
  ['resend', 'nd', 'i'],
  ['uninvite', 'nd', 'i'],
  ['return', 'nd', 'r'],
  ['validate', 'nd', 'r'],
  ['refuse', 'nd', 'irv'],
  ['grant', 'nd', 'vas'],
  ['withdraw', 'nd', 'vas'],
  ['suspend', 'nd', 'a'],
  ['reactivate', 'nd', 's'],
  ['remove', 'nd', 'as'],
  ['delegate', 'n', 'a'],
  ['undelegate', 'n', 'as'],
  ['change', 'ndk', 'rvas'],
  ['confirm', 'k', 'as'],
  ['propose', 'ndkco', 'as'],
] as const

test('the table names every step once', () => {
  expect(stepCells.map(([step]) => step)).toEqual(steps.map(({ step }) => step))
})

describe.each(stepCells)('%s', (step, who, when) => {
  test.each(standings.flatMap(standing => statuses.map(status => [standing, status] as const)))(
    'by %s while %s',
    (standing, status) => {
      const allowed = mayStep(standing, { step, record: { id: 'a', status } })
      const isWho = who.includes(letters[standing])
      const isWhen = (when as string).includes(statusLetters[status])
      expect(allowed.ok).toBe(isWho && isWhen)
      if (allowed.ok) return
      // Who may not see it learns nothing; who may not act is told so before the status matters.
      const isHidden =
        standing === 'nobody' ||
        (standing === 'registrant' && !isWho) ||
        (standing === 'official' && 'irvz'.includes(statusLetters[status]))
      expect(allowed.refusal.code).toBe(
        isHidden ? 'authority.unknown' : isWho ? 'authority-admin.step.invalid' : 'permission.keep',
      )
    },
  )
})

test('a reason is demanded where somebody loses something, or says that others are wrong', () => {
  expect(steps.filter(row => 'needsReason' in row).map(({ step }) => step)).toEqual([
    ...['return', 'refuse', 'withdraw', 'suspend', 'remove', 'undelegate', 'propose'],
  ])
})

/** field | who may change it */
const fieldCells = [
  ['officialNames', 'nd'],
  ['informalTitles', 'ndk'],
  ['description', 'ndk'],
  ['type', 'nd'],
  ['level', 'nd'],
  ['region', 'nd'],
  ['validatingCoordinator', 'nd'],
  ['competences', 'ndk'],
  ['links', 'ndk'],
  ['languages', 'ndk'],
  ['street', 'ndk'],
  ['postcode', 'ndk'],
  ['town', 'ndk'],
  ['phone', 'ndk'],
  ['email', 'ndk'],
  ['website', 'ndk'],
] as const

test('the table names every field once', () => {
  expect(fieldCells.map(([field]) => field)).toEqual(fieldNames)
})

test.each(fieldCells.flatMap(([field, who]) => standings.map(standing => [field, standing, who] as const)))(
  '%s changed by %s',
  (field, standing, who) => expect(mayChange(standing, field)).toBe(who.includes(letters[standing])),
)

test.each(standings)('what %s sees', standing => {
  const isInside = 'ndkc'.includes(letters[standing])
  expect(maySeeHistory(standing)).toBe(isInside)
  for (const status of statuses) {
    const isListed = 'asx'.includes(statusLetters[status])
    expect(maySee(standing, { status })).toBe(isInside || (isListed && standing === 'official'))
  }
})

test.each(standings)('whether %s is told who registers', standing => {
  for (const status of statuses) {
    const isWaiting = 'ir'.includes(statusLetters[status])
    expect(maySeeRegistrant(standing, { status })).toBe('nd'.includes(letters[standing]) && isWaiting)
  }
})

describe('how an official stands to an authority', () => {
  const row = (area: string, change: Partial<AuthorityArea> = {}): AuthorityArea => ({
    ...{ area, role: 'authority', competences: [], procedures: null, status: 'active', regions: [] },
    ...{ accessCoordinator: null, ...change },
  })
  const coordinates = (area: string, regions: string[] = []) => row(area, { role: 'coordinator', regions })
  const target = { id: 'target', country: 'ES', region: 'ES11', areas: [row('services')] }
  const both = { ...target, areas: [row('services'), row('firearms')] }
  const acting = (areas: AuthorityArea[], change = {}) =>
    ({ country: 'ES', status: 'active', areas, ...change }) as const
  const who = (roles: Record<string, Role[]> = { '*': ['local-data-administrator'] }, authority = 'office') =>
    ({ ...{ user: 'u', name: 'U', lang: 'es', authority, country: 'ES' }, roles }) satisfies Actor

  test.each([
    ['the national coordinator', coordinates('*'), target, 'national'],
    ['the national coordinator, several areas', coordinates('*'), both, 'national'],
    ['a coordinator of its area', coordinates('services'), target, 'delegated'],
    ['a coordinator of one of its areas', coordinates('services'), both, 'official'],
    ['a coordinator of another area', coordinates('firearms'), target, 'official'],
    ['one delegated for its region', coordinates('*', ['ES1']), both, 'delegated'],
    ['one delegated for another region', coordinates('*', ['ES2', 'ES12']), both, 'official'],
    ['one delegated for its area there', coordinates('services', ['ES11']), target, 'delegated'],
    ['one delegated for its area elsewhere', coordinates('services', ['ES3']), target, 'official'],
    [
      'one for a region, where its own is unknown',
      coordinates('*', ['ES1']),
      { ...both, region: null },
      'official',
    ],
    [
      'one whose remit was withdrawn',
      row('*', { role: 'coordinator', status: 'withdrawn' }),
      target,
      'official',
    ],
    ['an authority of the same area', row('services'), target, 'official'],
  ] as const)('%s', (_, held, of, expected) => {
    expect(standingOf(who(), acting([held]), of)).toBe(expected)
  })

  test('in one legal area only that one counts; a withdrawn one counts nowhere', () => {
    expect(standingOf(who(), acting([coordinates('services')]), both, 'services')).toBe('delegated')
    expect(standingOf(who(), acting([coordinates('services')]), both, 'firearms')).toBe('official')
    const left = { ...both, areas: [row('services'), row('firearms', { status: 'withdrawn' })] }
    expect(standingOf(who(), acting([coordinates('services')]), left)).toBe('delegated')
  })

  test.each([
    ['another country', {}, { country: 'PT' }],
    ['a suspended coordinator', {}, { status: 'suspended' }],
  ] as const)('%s coordinates nothing here', (_, roles, change) => {
    expect(standingOf(who(), acting([coordinates('*')], change), target)).toBe('official')
    expect(roles).toEqual({})
  })

  test('only who keeps the data of the coordinator acts for it, in its legal area', () => {
    const held = acting([coordinates('services')])
    expect(standingOf(who({ '*': ['request-handler'] }), held, target)).toBe('official')
    expect(standingOf(who({ services: ['local-data-administrator'] }), held, target)).toBe('delegated')
    expect(standingOf(who({ firearms: ['local-data-administrator'] }), held, target)).toBe('official')
  })

  test('at the authority itself; a coordinator does not coordinate itself; nobody is nobody', () => {
    const own = { ...target, areas: [coordinates('*')] }
    expect(standingOf(who(undefined, 'target'), acting(own.areas), own)).toBe('keeper')
    expect(standingOf(who({ services: ['supervisor'] }, 'target'), acting(own.areas), own)).toBe('colleague')
    expect(standingOf(null, undefined, target)).toBe('nobody')
  })
})
