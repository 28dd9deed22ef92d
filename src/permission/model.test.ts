// Goal: each role may do what domain and decision 0018 say, in each part and for each allocation, and nothing else.
// Method: the whole matrix of roles, parts, allocations and deeds against a table written by hand.
import { describe, expect, test } from 'vitest'
import {
  type Actor,
  type Allocation,
  areasWith,
  blockTable,
  type Deed,
  isCoordinator,
  may,
  mayBegin,
  mayWithBlocks,
  type Part,
  type Role,
  roles,
} from './model.ts'

const deeds = ['see', 'read', 'read-personal', 'act', 'take', 'allocate'] as const satisfies readonly Deed[]
const parts = [
  ...(['sender', 'recipient', 'former'] as const),
  ...(['sender-coordinator', 'recipient-coordinator'] as const),
] as const satisfies readonly Part[]
const allocations = ['nobody', 'mine', 'others'] as const satisfies readonly Allocation[]

const actor = (...held: readonly Role[]): Actor => ({
  ...{ user: 'u', name: 'U', lang: 'en', authority: 'a', country: 'PL' },
  roles: { services: held },
})

/**
 * role | allocated to nobody | to me | to others | former part | coordinating.
 * Letters: see, read, personal, act, take, allocate.
 */
const matrix: readonly (readonly [Role, string, string, string, string, string])[] = [
  ['basic-user', 'sr', 'sr', 'sr', 'sr', 's'],
  ['request-handler', 'srpat', 'srpat', 'srt', 'sr', 's'],
  ['allocator', 'srl', 'srl', 'srl', 'sr', 's'],
  ['supervisor', 'srp', 'srp', 'srp', 'sr', 'sr'],
  ['referral-handler', 's', 's', 's', 's', 'sra'],
  ['local-data-administrator', '', '', '', '', ''],
]
const letters = { see: 's', read: 'r', 'read-personal': 'p', act: 'a', take: 't', allocate: 'l' } as const

test('the matrix names every role once', () => {
  expect(matrix.map(([role]) => role)).toEqual(roles)
})

describe.each(matrix)('%s', (role, nobody, mine, others, former, coordinating) => {
  const expected = { nobody, mine, others } as const
  test.each(parts.flatMap(part => allocations.map(allocation => [part, allocation] as const)))(
    'as %s, allocated: %s',
    (part, allocation) => {
      const allowed = deeds.filter(deed => may(actor(role), deed, 'services', part, allocation).ok)
      const wanted = part === 'former' ? former : isCoordinator(part) ? coordinating : expected[allocation]
      expect(allowed.map(deed => letters[deed]).join('')).toBe(wanted)
    },
  )

  test('elsewhere and without a part: nothing', () => {
    for (const deed of deeds)
      for (const allocation of allocations) {
        expect(may(actor(role), deed, 'posting-of-workers', 'sender', allocation).ok).toBe(false)
        expect(may(actor(role), deed, 'services', null, allocation)).toMatchObject({
          refusal: { code: 'exchange.unknown' },
        })
      }
  })
})

const code = (who: Actor, deed: Deed, part: Part, allocation: Allocation): string => {
  const result = may(who, deed, 'services', part, allocation)
  return result.ok ? 'done' : result.refusal.code
}

test.each([
  ['request-handler', 'act', 'recipient', 'others', 'permission.allocated'],
  ['request-handler', 'read-personal', 'sender', 'others', 'permission.allocated'],
  ['request-handler', 'take', 'former', 'nobody', 'permission.part'],
  ['request-handler', 'allocate', 'sender', 'mine', 'permission.act'],
  ['supervisor', 'take', 'sender', 'others', 'permission.act'],
  ['basic-user', 'read-personal', 'sender', 'mine', 'permission.read-personal'],
  ['allocator', 'act', 'sender', 'nobody', 'permission.act'],
  ['local-data-administrator', 'read', 'sender', 'nobody', 'permission.area'],
] as const)('%s, %s as %s, allocated: %s -> %s', (role, deed, part, allocation, wanted) =>
  expect(code(actor(role), deed, part, allocation)).toBe(wanted),
)

test.each(matrix)('%s begins an exchange only where it may act', (role, nobody) => {
  expect(mayBegin(actor(role))).toBe(nobody.includes('a'))
})

test('two roles add up: a supervisor who handles reads what is allocated to others, and does not act in it', () => {
  const who = actor('request-handler', 'supervisor')
  expect(deeds.filter(deed => may(who, deed, 'services', 'sender', 'others').ok)).toEqual([
    ...['see', 'read', 'read-personal', 'take'],
  ])
  expect(areasWith(who, 'act')).toEqual(['services'])
})

/** role | what it may do with text blocks and reply templates of its authority, written by hand. */
test.each([
  ['basic-user', 'read'],
  ['request-handler', 'read keep'],
  ['allocator', 'read'],
  ['supervisor', 'read'],
  ['referral-handler', 'read'],
  ['local-data-administrator', 'read keep'],
] as const)('text blocks, %s: %s', (role, wanted) => {
  const allowed = (['read', 'keep'] as const).filter(deed => mayWithBlocks(actor(role), deed).ok)
  expect(allowed.join(' ')).toBe(wanted)
})

test('text blocks: every role stands in the table; without any role nothing is read', () => {
  expect(Object.keys(blockTable).toSorted()).toEqual([...roles].toSorted())
  expect(mayWithBlocks(actor(), 'read')).toMatchObject({ refusal: { code: 'permission.area' } })
  expect(mayWithBlocks(actor('basic-user'), 'keep')).toMatchObject({
    refusal: { code: 'permission.keep-blocks' },
  })
})
