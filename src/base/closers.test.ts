// Goal: everything that was opened is closed once, in the order in which it may go, whatever goes wrong.
// Method: closers that write down their names.
import { beforeEach, expect, test } from 'vitest'
import { type Closers, openClosers } from './closers.ts'

let closed: string[]
let problems: unknown[]
let closers: Closers
const add = (name: string) => closers.add(async () => closed.push(name))
beforeEach(() => {
  closed = []
  problems = []
  closers = openClosers(error => problems.push(error))
})

test('last opened, first closed; once, however often it is asked for', async () => {
  add('database')
  add('port')
  await Promise.all([closers.close(), closers.close()])
  await closers.close()
  expect(closed).toEqual(['port', 'database'])
})

test('what fails to close keeps nothing else open', async () => {
  add('database')
  closers.add(() => Promise.reject(new Error('stuck')))
  await closers.close()
  expect([closed, problems.map(String)]).toEqual([['database'], ['Error: stuck']])
})

test('what is opened while or after closing is closed too', async () => {
  closers.add(async () => add('late'))
  await closers.close()
  add('later')
  await closers.close()
  expect(closed).toEqual(['late', 'later'])
})
