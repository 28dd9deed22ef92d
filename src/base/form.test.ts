// Goal: what comes from outside is read as it was meant, or refused at its place; it never stops the server.
// Method: tables of forms and JSON against schemas of each kind.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { daySchema, fieldsMax, nestFields, parseSent, unsoundIn } from './form.ts'

const schema = z.strictObject({
  name: z.string().max(10),
  age: z.int().optional(),
  day: daySchema.optional(),
  kind: z.enum(['a', 'b']).optional(),
  lines: z.array(z.string().max(5)).optional(),
  group: z.strictObject({ inner: z.string() }).optional(),
})
const problems = (value: unknown, kind: 'form' | 'json' = 'json') => {
  const read = parseSent(schema, { kind, value })
  return read.ok ? [] : (read.refusal.problems ?? []).map(one => `${one.path} ${one.code}`)
}

test.each([
  [{}, ['name base.field.required']],
  [{ name: 5 }, ['name base.field.type']],
  [{ name: '12345678901' }, ['name base.field.too-long']],
  [{ name: 'x', kind: 'c' }, ['kind base.field.choice']],
  [{ name: 'x', day: '31.12.2026' }, ['day base.field.day']],
  [{ name: 'x', day: '0000-01-01' }, ['day base.field.day']],
  [{ name: 'x', more: 1 }, ['more base.field.unknown']],
  [{ name: 'x', age: 'many' }, ['age base.field.type']],
])('%j is told as it is wrong', (value, expected) => {
  expect(problems(value)).toEqual(expected)
})

describe('fields of a form', () => {
  test.each([
    ['12', 12],
    ['1 234', 1234],
    ['2,5', 2.5],
    ['1.234', null],
    ['1,234', null],
    ['0x10', null],
    ['1e5', null],
  ])('the number %s', (text, number) => {
    const read = parseSent(z.object({ n: z.number() }), { kind: 'form', value: { n: text } })
    expect(read.ok ? read.value.n : null).toBe(number)
  })

  test('one field for a list: an item a line', () => {
    const read = parseSent(schema, { kind: 'form', value: { name: 'x', lines: 'one\r\n\n two ' } })
    expect(read.ok && read.value.lines).toEqual(['one', 'two'])
  })

  test('an empty group is told by its fields', () => {
    const nested = z.strictObject({ group: z.strictObject({ inner: z.string() }) })
    const read = parseSent(nested, { kind: 'form', value: {} })
    expect(read.ok ? [] : read.refusal.problems?.map(one => one.path)).toEqual(['group.inner'])
  })

  test('a flood of one name is cut, in one pass', () => {
    const flood = Array.from({ length: 200_000 }, () => ['a', '1'] as const)
    expect(nestFields(flood).a).toHaveLength(fieldsMax)
  })

  test('no name reaches the prototype', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), pairs => {
        nestFields([...pairs, ['__proto__.polluted', 'yes'], ['constructor.prototype.polluted', 'yes']])
        expect(({} as { polluted?: string }).polluted).toBeUndefined()
      }),
    )
  })
})

test.each([
  [{ a: { b: 'x\u0000y' } }, 'a.b'],
  [{ a: 'half \ud800' }, 'a'],
  [{ a: ['fine', 'x\u0000'] }, 'a.1'],
  [{ a: 'fine 😀' }, null],
])('what no database takes is found: %#', (value, path) => {
  expect(unsoundIn(value)).toBe(path)
})

test('nesting without end is found', () => {
  let deep: unknown = 'x'
  for (let i = 0; i < 10_000; i++) deep = [deep]
  expect(unsoundIn(deep)).not.toBeNull()
})
