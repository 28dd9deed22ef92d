// Goal: each authority of the cast begins with text blocks and a reply template in its language, as an official could
//   have written them.
// Method: the invented rows, read by the schemas that the doors use; and no authority of the cast left out.
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { unknownIn } from '../exchange/block/model.ts'
import { answersForm, blockForm } from '../exchange/block/view.ts'
import { listsOf } from '../exchange/lists.ts'
import { loadLibrary } from '../library.ts'
import { inventBlocks } from './blocks.ts'
import { castAuthorities } from './cast.ts'
import { inventOfficials } from './people.ts'
import { catalogue, inventAll, now, wordsOf } from './small-world.ts'

const root = resolve(import.meta.dirname, '..', '..')
const lists = listsOf(loadLibrary(root), [])
const directory = inventAll()
const { handlers } = inventOfficials(directory, wordsOf)
const rows = inventBlocks({ directory, handlers, catalogue, wordsOf }, now)

test('every authority of the cast has four text blocks and a reply template', () => {
  const count = (id: string, isTemplate: boolean) =>
    rows.filter(row => row.authority === id && (row.answers !== null) === isTemplate).length
  expect(castAuthorities.map(id => [id, count(id, false), count(id, true)])).toEqual(
    castAuthorities.map(id => [id, 4, 1]),
  )
})

test('each could have been written by an official', () => {
  for (const { title, language, text, procedure, kind, answers } of rows) {
    const given = {
      title,
      language,
      text: text ?? title,
      ...(procedure && { procedure }),
      ...(kind && { kind }),
    }
    expect([title, blockForm({ lists, catalogue }).safeParse(given).error?.issues]).toEqual([
      title,
      undefined,
    ])
    expect(unknownIn(text ?? '')).toBeNull()
    const form = answers && procedure && catalogue.byId(procedure)
    if (form) expect(answersForm(form, lists).safeParse({ answers }).error?.issues).toBeUndefined()
    if (answers) expect(Object.keys(answers).length).toBeGreaterThan(3)
  }
})
