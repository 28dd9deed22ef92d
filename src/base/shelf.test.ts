// Goal: a file is on the shelf whole or not at all, and what nobody claimed can be told from what stays.
// Method: a folder of its own on the disk.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openShelf, type Shelf } from './shelf.ts'

let folder: string
let shelf: Shelf
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-imi-shelf-'))
  shelf = openShelf(join(folder, 'files'))
  return () => rmSync(folder, { recursive: true })
})

async function* bytesOf(...pieces: readonly string[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}
async function read(name: string): Promise<string> {
  let text = ''
  for await (const piece of shelf.read(name)) text += piece.toString()
  return text
}
const soon = '2199-01-01T00:00:00.000Z'

test('it is read before and after it was claimed', async () => {
  await shelf.put('a.1', bytesOf('Lipowa ', '12'))
  expect(await read('a.1')).toBe('Lipowa 12')
  expect(await shelf.unclaimed(soon)).toEqual(['a.1'])
  await shelf.claim('a.1')
  await shelf.claim('a.1')
  expect(await read('a.1')).toBe('Lipowa 12')
  expect(await shelf.unclaimed(soon)).toEqual([])
  await shelf.drop('a.1')
  expect(await read('a.1')).toBe('Lipowa 12')
})

test('what breaks off leaves nothing', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.from('half')
    throw new Error('line broke')
  }
  await expect(shelf.put('a.1', broken())).rejects.toThrow('line broke')
  expect(readdirSync(join(folder, 'files', 'incoming'))).toEqual([])
  await expect(read('a.1')).rejects.toThrow('ENOENT')
})

test('a name that is taken is refused, and the file stays as it was', async () => {
  await shelf.put('a.1', bytesOf('first'))
  await expect(shelf.put('a.1', bytesOf('second'))).rejects.toThrow('EEXIST')
})

test('only what is old enough counts as left behind', async () => {
  expect(await shelf.unclaimed(soon)).toEqual([])
  await shelf.put('a.1', bytesOf('x'))
  expect(await shelf.unclaimed('2020-01-01T00:00:00.000Z')).toEqual([])
  await shelf.drop('a.1')
  expect(await shelf.unclaimed(soon)).toEqual([])
})
