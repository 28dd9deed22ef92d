// The scripts of docs/recompute, as they are handed out and as their hashes stand on the page.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Script } from './view.ts'

const names = ['recompute.py', 'recompute.sql'] as const

export const readScripts = (root: string): readonly Script[] =>
  names.map(name => {
    const text = readFileSync(join(root, 'docs', 'recompute', name), 'utf8')
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
  })
