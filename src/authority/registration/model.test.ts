// Goal: where a registration stands, until when its link holds and which coordinator gets it.
// Method: tables.
import { expect, test } from 'vitest'
import { statuses } from '../model.ts'
import { coordinatingIn, coordinatorFor, isOpen, isTypeOfCoordinator, linkEnd, stageOf } from './model.ts'

const expiresAt = '2026-12-24T09:00:00.000Z'

test('a link ends after thirty days', () => {
  expect(linkEnd('2026-11-24T09:00:00.000Z')).toBe(expiresAt)
})

const stages = {
  ...{ invited: 'open', registered: 'sent', refused: 'refused', validated: 'validated', active: 'validated' },
  ...{ suspended: 'validated', removed: 'validated' },
} as const

test.each(statuses)('%s', status => {
  const stand = (wasReturned: boolean, at: string) => stageOf({ expiresAt }, { status }, wasReturned, at)
  expect(stand(false, '2026-12-24T08:59:59.999Z')).toBe(stages[status])
  expect(stand(true, '2026-12-01T00:00:00.000Z')).toBe(status === 'invited' ? 'returned' : stages[status])
  expect(stand(false, expiresAt)).toBe('expired')
  expect(isOpen(stand(false, '2026-12-01T00:00:00.000Z'))).toBe(status === 'invited')
})

test('one that was not sent yet has no record', () => {
  expect(stageOf({ expiresAt }, null, false, '2026-12-01T00:00:00.000Z')).toBe('open')
})

const row = (id: string, area: string) => ({ id, area, officialNames: [] })
const all = [
  row('pq', 'qualifications'),
  row('both', 'services'),
  row('both', 'posting'),
  row('national', '*'),
]

test.each([
  ['its own area', all, ['qualifications'], 'pq'],
  ['both of its areas', all, ['services', 'posting'], 'both'],
  ['areas of two', all, ['qualifications', 'services'], 'national'],
  ['an area of nobody', all, ['firearms'], 'national'],
  ['nobody for the whole', all.slice(0, 3), ['qualifications', 'services'], null],
  ['nobody at all', [], ['services'], null],
] as const)('%s', (_, coordinators, areas, expected) => {
  expect(coordinatorFor(coordinators, areas)).toBe(expected)
})

test('those of the area come before the national one', () => {
  expect(coordinatingIn(all, 'services').map(({ id }) => id)).toEqual(['both', 'national'])
})

test('only a national coordinator makes coordinators', () => {
  expect(['national-coordinator', 'area-coordinator', 'police'].map(isTypeOfCoordinator)).toEqual([
    ...[true, true, false],
  ])
})
