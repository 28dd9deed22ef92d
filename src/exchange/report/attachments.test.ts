// Goal: a report lists what was attached, also what was withdrawn; titles and names only where personal data may stand.
// Method: the doors of attachments on a real database and a folder; the words that would be printed.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { idIn, type SmallAttachments, smallAttachments, value } from '../../../test/small-attachments.ts'
import { callOf, insertOffice, library, officials } from '../../../test/small-office.ts'
import { sheetOf } from './content.ts'
import { reportOf } from './view.ts'

const { zofia } = officials

let database: TestDatabase
let small: SmallAttachments
beforeAll(async () => {
  database = await freshDatabase()
  await insertOffice(database.sql)
  small = smallAttachments(database.sql)
})
afterAll(async () => {
  small.clean()
  await database.drop()
})

const wordsOf = async (number: string, personal: 'yes' | 'no'): Promise<string> => {
  const report = await reportOf(small.stage.ports, callOf(library, zofia), number, {
    ...{ language: 'en', personal },
  })
  return JSON.stringify(sheetOf(library.in('en'), value(report)))
}

test('each with its facts; without personal data by its kind', async () => {
  const view = value(await small.attaches(zofia, await small.accepted(), { question: 'registered' }))
  const whole = await wordsOf(view.number, 'yes')
  for (const words of [
    'Attachments',
    'Dyplom Arrieta',
    'dyplom.pdf',
    'Evidence of qualifications',
    'Question 1',
  ])
    expect(whole).toContain(words)
  value(await small.withdraws(zofia, view, idIn(view)))
  const bare = await wordsOf(view.number, 'no')
  expect(bare).toContain('Evidence of qualifications')
  expect(bare).toContain('This attachment has been withdrawn.')
  for (const words of ['Arrieta', 'dyplom', 'Lipowska']) expect(bare).not.toContain(words)
})
