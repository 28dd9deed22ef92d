// Goal: an official coordinates what its authority coordinates, and never beyond its own roles.
// Method: a table of authorities and roles against what comes out; types that coordinate nothing stand in it too.
import { describe, expect, test } from 'vitest'
import type { Actor, Role } from './model.ts'
import { isWithin, remitFor, remitOf } from './remit.ts'

/** By its types in the directory; `delegated` for a region alone. */
const coordinator = (type: string) => {
  const role = type.endsWith('-coordinator') ? 'coordinator' : 'authority'
  const area = type === 'national-coordinator' ? '*' : 'services'
  const regions = type === 'regional-coordinator' ? ['ES11'] : []
  const status = type === 'former-coordinator' ? 'withdrawn' : 'active'
  return { country: 'ES', areas: [{ area, role, status, regions }] }
}
const acting = (roles: Record<string, Role[]>): Actor => ({
  ...{ user: 'u', name: 'U', lang: 'es', authority: 'a', country: 'ES' },
  roles,
})

describe('the remit', () => {
  test.each([
    ['national-coordinator', { country: 'ES', areas: '*' }],
    ['area-coordinator', { country: 'ES', areas: ['services'] }],
    ['labour-inspectorate', null],
    ['regional-coordinator', null],
    ['former-coordinator', null],
  ])('of a %s', (type, remit) => expect(remitOf(coordinator(type))).toEqual(remit))

  test.each([
    ['national-coordinator', { '*': ['request-handler'] }, 'act', '*'],
    ['national-coordinator', { services: ['request-handler'] }, 'act', ['services']],
    ['national-coordinator', { '*': ['basic-user'] }, 'see', '*'],
    ['national-coordinator', { '*': ['supervisor'] }, 'act', 'permission.act'],
    ['national-coordinator', { '*': ['local-data-administrator'] }, 'see', 'permission.area'],
    ['area-coordinator', { '*': ['request-handler'] }, 'see', ['services']],
    ['area-coordinator', { services: ['supervisor'] }, 'see', ['services']],
    ['area-coordinator', { 'posting-of-workers': ['request-handler'] }, 'see', 'permission.area'],
    ['labour-inspectorate', { '*': ['request-handler'] }, 'see', 'permission.coordinator'],
  ] as const)('%s with %j: %s is %j', (type, roles, deed, expected) => {
    const found = remitFor(acting(roles as unknown as Record<string, Role[]>), coordinator(type), deed)
    expect(found.ok ? found.value.areas : found.refusal.code).toEqual(expected)
  })

  test('holds for its legal areas', () => {
    expect(isWithin({ country: 'ES', areas: '*' }, 'services')).toBe(true)
    expect(isWithin({ country: 'ES', areas: ['services'] }, 'posting-of-workers')).toBe(false)
  })
})
