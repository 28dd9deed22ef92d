// Goal: rows of a quarter are read again if, and only if, the counts of one of its months moved.
// Method: a reader that writes down what it was asked for, over months whose versions move.
import { expect, test } from 'vitest'
import { heldByQuarter, quarterOf, readVersions } from './held.ts'

const year = (moved: Readonly<Record<string, string>> = {}) =>
  Array.from({ length: 12 }, (_, at) => {
    const month = `2020-${String(at + 1).padStart(2, '0')}-01`
    return { month, version: moved[month] ?? '1' }
  })

const opened = () => {
  const asked: (readonly string[])[] = []
  const read = heldByQuarter(async months => {
    asked.push(months)
    return [...new Set(months.map(quarterOf))].map(quarter => ({ quarter, reading: asked.length }))
  })
  return { asked, read }
}

test.each([
  ['2020-01-01', '2020-01-01'],
  ['2020-03-31', '2020-01-01'],
  ['2020-04-01', '2020-04-01'],
  ['2020-12-01', '2020-10-01'],
])('the quarter of %s begins on %s', (day, first) => {
  expect(quarterOf(day)).toBe(first)
})

test('versions are read from their text', () => {
  expect(readVersions('')).toEqual([])
  expect(readVersions('2020-01-01 3,2020-02-01 7')).toEqual([
    { month: '2020-01-01', version: '3' },
    { month: '2020-02-01', version: '7' },
  ])
})

test('what stands is not read again; what moved is, with all months of its quarter', async () => {
  const { asked, read } = opened()
  await read(year())
  expect(asked).toEqual([year().map(one => one.month)])
  await read(year())
  expect(asked).toHaveLength(1)
  const rows = await read(year({ '2020-05-01': '2', '2020-06-01': '7' }))
  expect(asked[1]).toEqual(['2020-04-01', '2020-05-01', '2020-06-01'])
  expect(rows.map(one => one.reading)).toEqual([1, 2, 1, 1])
})

test('a quarter of which fewer months are asked for is another one', async () => {
  const { asked, read } = opened()
  await read(year())
  await read(year().slice(0, 2))
  expect(asked[1]).toEqual(['2020-01-01', '2020-02-01'])
})

test('what failed is tried again', async () => {
  let isBroken = true
  const read = heldByQuarter(async () => {
    if (isBroken) throw new Error('the database is down')
    return [{ quarter: '2020-01-01' }]
  })
  await expect(read(year().slice(0, 3))).rejects.toThrow('down')
  isBroken = false
  expect(await read(year().slice(0, 3))).toHaveLength(1)
})
