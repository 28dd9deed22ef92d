// The rule-based engine Apertium as a Debian machine has it: finds the installed pairs and chains them.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Lang } from '../../base/text.ts'
import type { Engine, EngineJob } from '../model.ts'
import { type Hop, routesOver } from '../paths.ts'
import { type Command, commandsOf, modeNameOf } from './mode.ts'
import { Pool, type PoolLimits, usualLimits } from './pool.ts'

export type ApertiumOptions = {
  /** Languages between which texts are translated; others are only passed through. */
  readonly languages: readonly Lang[]
  /** Where mode files lie. The first file of a name wins. */
  readonly folders?: readonly string[]
  readonly limits?: Partial<PoolLimits>
}

export type Apertium = Engine & {
  readonly hops: readonly Hop[]
  /** Leaders of the process groups that are alive, by pair. */
  readonly alive: () => ReadonlyMap<string, number>
}

const usualRoots = ['/usr/share/apertium', '/usr/local/share/apertium', '/opt/homebrew/share/apertium']

/** Reads what is installed; starts nothing. Without Apertium it offers no route. */
export function openApertium({ languages, folders, limits }: ApertiumOptions): Apertium {
  const modes = findModes(folders ?? usualRoots.flatMap(foldersOf))
  const pool = new Pool(new Map([...modes].map(([pair, mode]) => [pair, mode.commands])), {
    ...usualLimits,
    ...limits,
  })
  const hops = [...modes.values()].map(({ hop }) => hop)
  const routes = routesOver(hops, languages)
  return {
    id: 'apertium',
    name: 'Apertium',
    isImmediate: true,
    hops,
    routes: () => routes,
    alive: () => pool.alive(),
    stop: () => pool.stop(),
    async translate(job) {
      const pairs = job.path.slice(1).map((to, i) => `${job.path[i]}>${to}`)
      if (pairs.some(pair => !modes.has(pair)))
        return { state: 'refused', reason: 'translation.failed.unavailable' }
      const segments: (string | null)[] = []
      for (const sentence of job.segments) segments.push(await along(pool, pairs, sentence, job))
      return { state: 'done', segments }
    },
  }
}

async function along(pool: Pool, pairs: readonly string[], sentence: string, job: EngineJob) {
  let text: string | null = sentence
  for (const pair of pairs) {
    if (text === null) return null
    text = await pool.say(pair, text, job.attempt === 1 ? 'word' : 'blank')
  }
  return text
}

/** All pairs share one folder in Debian; pairs that were built by hand may keep their own. */
function foldersOf(root: string): readonly string[] {
  return [join(root, 'modes'), ...list(root).map(name => join(root, name, 'modes'))]
}

type Mode = { readonly hop: Hop; readonly commands: readonly Command[]; readonly isVariant: boolean }

function findModes(folders: readonly string[]): ReadonlyMap<string, Mode> {
  const found = new Map<string, Mode>()
  for (const folder of folders)
    for (const file of list(folder)) {
      const name = modeNameOf(file)
      if (!name) continue
      const pair = `${name.from}>${name.to}`
      const known = found.get(pair)
      if (known && (known.isVariant || !name.isVariant)) continue
      const mode = readMode(join(folder, file))
      if (mode)
        found.set(pair, { hop: { from: name.from, to: name.to, version: mode.version }, ...mode, ...name })
    }
  return found
}

/**
 * The version is a digest of the commands and of the size of each file they name; null where one is
 * missing.
 */
function readMode(file: string): { commands: readonly Command[]; version: string } | null {
  const text = readFileSync(file, 'utf8')
  const commands = commandsOf(text)
  if (!commands) return null
  const digest = createHash('sha256').update(text)
  for (const path of commands.flat().filter(word => word.startsWith('/'))) {
    const size = statSync(path, { throwIfNoEntry: false })?.size
    // Rules in source form (.t1x) are named for messages only and need not be there.
    if (size === undefined && path.endsWith('.bin')) return null
    digest.update(`${size}`)
  }
  return { commands, version: digest.digest('hex').slice(0, 8) }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
