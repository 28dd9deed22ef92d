// Where the embedded PostgreSQL lies and as whom it runs: the user, the binaries, the cluster's folder.
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { messageOf, OperatorFault } from './fault.ts'
import { findBinaries } from './postgres-binaries.ts'
import { checkOurs } from './postgres-cluster.ts'
import { run, type Say, type User } from './run.ts'

export type Place = {
  /** Null: as ourselves. PostgreSQL refuses to run as root, so root hands it to an ordinary user. */
  readonly user: User | null
  /** Folder with bin, lib and share. */
  readonly binaries: string
  readonly cluster: string
  readonly logFile: string
}

/** Outside the data folder; only where root's data folder cannot be entered by the ordinary user. */
const sharedHome = '/var/lib/open-imi'

/** Finds or makes everything but the cluster itself. Faults: told with what to do. */
export async function findPlace(dataDir: string, say: Say): Promise<Place> {
  makeDataDir(dataDir)
  const inside = join(dataDir, 'postgres')
  const pointer = join(dataDir, 'postgres-place')
  const known = fs.existsSync(pointer) ? readPointer(pointer, dataDir) : inside
  // Nobody but root can be sure to see what is inside somebody else’s.
  if (isRoot()) checkOurs(known)
  const user = isRoot() ? await ordinaryUser(known) : null
  const cluster = await decideCluster(known, { inside, pointer, dataDir, user })
  if (cluster !== inside) say(`database: kept in ${cluster}, because its user may not enter ${dataDir}`)
  const binaries = await findBinaries(user, isRoot() ? sharedHome : dataDir, say)
  return { user, binaries, cluster, logFile: join(dirname(cluster), 'postgres.log') }
}

type Choice = {
  readonly inside: string
  readonly pointer: string
  readonly dataDir: string
  readonly user: User | null
}

/** Under the data folder wherever its user may enter it, else outside, and the pointer says where. */
async function decideCluster(known: string, { inside, pointer, dataDir, user }: Choice): Promise<string> {
  if (fs.existsSync(known)) checkOwner(known, user)
  if (known !== inside || (await canEnter(dataDir, user))) return known
  if (!fs.existsSync(inside)) return makeOutside(dataDir, pointer)
  throw new OperatorFault(
    `The database in ${inside} cannot be reached by its user ${user?.name ?? ''}: a folder above it is closed.`,
    `Let everybody enter the folders above it (chmod o+x), or set DATA_DIR to where the data was.`,
  )
}

const isRoot = (): boolean => process.getuid?.() === 0

function makeDataDir(dataDir: string): void {
  try {
    if (!fs.existsSync(dataDir)) {
      fs.mkdirSync(dataDir, { recursive: true })
      // The database's user passes through; only the owner can look around.
      fs.chmodSync(dataDir, isRoot() ? 0o711 : 0o700)
    }
    if (!fs.statSync(dataDir).isDirectory()) throw new Error('it is not a folder')
    fs.accessSync(dataDir, fs.constants.W_OK | fs.constants.X_OK)
  } catch (error) {
    throw new OperatorFault(
      `The data folder ${dataDir} cannot be used: ${messageOf(error)}.`,
      'Make it writable for the user who starts the program, or set DATA_DIR to another folder.',
    )
  }
}

const canEnter = async (folder: string, user: User | null): Promise<boolean> =>
  user === null || (await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], user)).code === 0

/** The owner of a cluster that exists; else `postgres`, else a system user of our own, else `nobody`. */
async function ordinaryUser(cluster: string): Promise<User> {
  if (fs.existsSync(cluster)) {
    const { uid, gid } = fs.statSync(cluster)
    if (uid === 0)
      throw new OperatorFault(
        `The database folder ${cluster} belongs to root, as whom PostgreSQL does not run.`,
        `Give it back to its user, for example: chown -R postgres: ${cluster}`,
      )
    return { uid, gid, name: (await run('id', ['-un', String(uid)], null)).output.trim() }
  }
  const found =
    (await lookUp('postgres')) ??
    (await lookUp('open-imi')) ??
    (await createUser()) ??
    (await lookUp('nobody'))
  if (found) return found
  throw new OperatorFault(
    'PostgreSQL does not run as root, and there is no ordinary user to run it.',
    'Create one (useradd --system open-imi), or start the program as an ordinary user.',
  )
}

async function lookUp(name: string): Promise<User | null> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name], null), run('id', ['-g', name], null)])
  return uid.code === 0 ? { name, uid: Number(uid.output), gid: Number(gid.output) } : null
}

async function createUser(): Promise<User | null> {
  await run(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'open-imi'],
    null,
  )
  return lookUp('open-imi')
}

function checkOwner(cluster: string, user: User | null): void {
  const { uid } = fs.statSync(cluster)
  if (user === null && uid !== process.getuid?.())
    throw new OperatorFault(
      `The database folder ${cluster} belongs to another user (number ${uid}).`,
      'Start the program as that user or as root, or set DATA_DIR to another folder.',
    )
}

/** The data folder names a cluster outside of it. */
function readPointer(pointer: string, dataDir: string): string {
  const cluster = fs.readFileSync(pointer, 'utf8').trim()
  const owner = join(dirname(cluster), 'data-folder')
  const named = fs.existsSync(owner) ? fs.readFileSync(owner, 'utf8').trim() : ''
  const here = fs.realpathSync(dataDir)
  if (!fs.existsSync(dirname(cluster)))
    throw new OperatorFault(
      `The database is not where ${pointer} says: ${cluster}.`,
      `Restore that folder from a backup. To begin with an empty database, remove ${pointer}.`,
    )
  if (named !== here && fs.existsSync(join(named, basename(pointer))))
    throw new OperatorFault(
      `The database ${cluster} belongs to the data folder ${named}; ${dataDir} is a copy of it.`,
      `Remove ${pointer} to begin with an empty database of its own.`,
    )
  if (named !== here) fs.writeFileSync(owner, here)
  return cluster
}

function makeOutside(dataDir: string, pointer: string): string {
  const home = join(sharedHome, randomBytes(6).toString('hex'))
  makeShared(home)
  fs.writeFileSync(join(home, 'data-folder'), fs.realpathSync(dataDir))
  try {
    fs.writeFileSync(pointer, join(home, 'postgres'), { flag: 'wx' })
    return join(home, 'postgres')
  } catch (error) {
    // Another starter was faster.
    if (!fs.existsSync(pointer)) throw error
    fs.rmSync(home, { recursive: true })
    return readPointer(pointer, dataDir)
  }
}

function makeShared(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true })
    for (const each of [sharedHome, folder]) fs.chmodSync(each, 0o755)
  } catch (error) {
    throw new OperatorFault(
      `${folder} cannot be made: ${messageOf(error)}.`,
      'Put the program and DATA_DIR where every user may enter, or set DATABASE_URL to a database server.',
    )
  }
}
