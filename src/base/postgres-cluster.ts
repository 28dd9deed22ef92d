// The cluster of the embedded PostgreSQL on disk: made once, recognised as ours, configured at each start.
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { messageOf, OperatorFault } from './fault.ts'
import type { Place } from './postgres-place.ts'
import { run, type Say } from './run.ts'

/** Owns the cluster; used once to make the other one. */
export const superuser = 'postgres'
/** As whom the program works; also the name of its database. */
export const appRole = 'open_imi'

export type Tuning = Readonly<Record<string, string>>

const ourConfig = 'open-imi.conf'
const freeBytesMin = 300 * 1024 * 1024

/** Makes the cluster where there is none; refuses a folder that is not ours. Nothing is ever overwritten. */
export async function ensureCluster(place: Place, tuning: Tuning, say: Say): Promise<void> {
  if (fs.existsSync(place.cluster)) return checkCluster(place)
  checkSpace(dirname(place.cluster))
  say('database: making it, once (about 5 seconds)')
  const draft = `${place.cluster}.draft-${randomBytes(4).toString('hex')}`
  removeOldDrafts(place.cluster)
  fs.mkdirSync(draft, { mode: 0o700 })
  own(draft, place)
  try {
    await initialise(place, draft, tuning)
    fs.renameSync(draft, place.cluster)
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true })
    // Another starter was faster: its cluster is as good.
    if (!fs.existsSync(place.cluster)) throw error
  }
}

async function initialise(place: Place, draft: string, tuning: Tuning): Promise<void> {
  const args = [
    '-D',
    draft,
    '-U',
    superuser,
    '--encoding=UTF8',
    '--locale=C',
    '--auth-local=peer',
    '--auth-host=reject',
  ]
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions')
  if (tuning.fsync === 'off') args.push('--no-sync')
  const made = await run(join(place.binaries, 'bin', 'initdb'), args, place.user)
  if (made.code !== 0) throw explain(made.output, place, 'The database could not be made')
  write(place, join(draft, ourConfig), '')
  write(
    place,
    join(draft, 'postgresql.conf'),
    `${head}include '${ourConfig}'\n# Your own settings go below.\n`,
  )
  write(place, join(draft, 'pg_hba.conf'), `${head}local all all peer map=open-imi\n`)
}

const head = '# Made by Open IMI.\n'

/** Refuses what is there and is not ours. */
export function checkOurs(cluster: string): void {
  if (!fs.existsSync(cluster)) return
  if (!['PG_VERSION', ourConfig].every(name => fs.existsSync(join(cluster, name))))
    throw new OperatorFault(
      `${cluster} exists but is not a database made by Open IMI. Nothing was changed.`,
      'Move that folder away, or set DATA_DIR to another folder.',
    )
}

function checkCluster({ cluster, binaries }: Place): void {
  checkOurs(cluster)
  const found = fs.readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const wanted = majorOf(binaries)
  if (found !== wanted)
    throw new OperatorFault(
      `The database in ${cluster} was made by PostgreSQL ${found}; this program brings PostgreSQL ${wanted}.`,
      'Start the version of the program that made it and take a backup, then restore it here. Nothing was changed.',
    )
}

/** The catalogue's bootstrap file names the major version of the binaries. */
const majorOf = (binaries: string): string =>
  /^# PostgreSQL (\d+)/.exec(
    fs.readFileSync(join(binaries, 'share', 'postgresql', 'postgres.bki'), 'latin1'),
  )?.[1] ?? ''

/** Writes our settings anew and answers the folder of the socket. */
export function configure(place: Place, tuning: Tuning): string {
  const socket = socketFolder(place)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    shared_buffers: '256MB',
    max_connections: '60',
    synchronous_commit: 'on',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    log_line_prefix: '%m %p ',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...tuning,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`)
  write(place, join(place.cluster, ourConfig), `${head}# Written anew at each start.\n${lines.join('\n')}\n`)
  const people = new Set(['root', place.user?.name ?? userInfo().username])
  const rows = [...people].flatMap(name => [superuser, appRole].map(role => `open-imi "${name}" ${role}`))
  write(place, join(place.cluster, 'pg_ident.conf'), `${head}${rows.join('\n')}\n`)
  rotateLog(place)
  return socket
}

const configured = (place: Place): string => {
  const file = join(place.cluster, ourConfig)
  return (
    /^unix_socket_directories = '(.*)'$/m.exec(fs.readFileSync(file, 'utf8'))?.[1]?.replaceAll("''", "'") ??
    ''
  )
}

/**
 * A folder of its own with a short name, since the path of a socket may have 107 bytes. The last one is kept
 * while it is there, so that pools opened before a restart find the database again.
 */
function socketFolder(place: Place): string {
  const uid = place.user?.uid ?? process.getuid?.()
  const last = configured(place)
  const known = last === '' ? undefined : fs.lstatSync(last, { throwIfNoEntry: false })
  if (known?.isDirectory() && known.uid === uid && (known.mode & 0o777) === 0o700) return last
  const parent = place.user || tmpdir().length > 60 ? '/tmp' : tmpdir()
  try {
    const made = fs.mkdtempSync(join(parent, 'open-imi-'))
    own(made, place)
    return made
  } catch (error) {
    throw new OperatorFault(
      `No folder for the database's socket: ${messageOf(error)}.`,
      `Make ${parent} writable.`,
    )
  }
}

function rotateLog({ logFile, ...place }: Place): void {
  const size = fs.statSync(logFile, { throwIfNoEntry: false })?.size
  if (size !== undefined && size > 10_000_000) fs.renameSync(logFile, `${logFile}.1`)
  if (size === undefined || size > 10_000_000) write({ logFile, ...place }, logFile, '')
}

function write(place: Place, path: string, text: string): void {
  fs.writeFileSync(path, text, { mode: 0o600 })
  own(path, place)
}

function own(path: string, { user }: Place): void {
  if (user) fs.chownSync(path, user.uid, user.gid)
}

function checkSpace(folder: string): void {
  const { bavail, bsize } = fs.statfsSync(folder)
  if (bavail * bsize < freeBytesMin)
    throw new OperatorFault(
      `${folder} has ${Math.floor((bavail * bsize) / 1e6)} MB free; the database needs 300 MB to begin with.`,
      'Make room, or set DATA_DIR to a larger disk.',
    )
}

/** What was left by starters that were killed; younger ones may still be at work. */
function removeOldDrafts(cluster: string): void {
  for (const name of fs.readdirSync(dirname(cluster))) {
    const path = join(dirname(cluster), name)
    if (name.startsWith(`${basename(cluster)}.draft-`) && Date.now() - fs.statSync(path).mtimeMs > 600_000)
      fs.rmSync(path, { recursive: true, force: true })
  }
}

const causes: readonly (readonly [RegExp, string])[] = [
  [/No space left on device/, 'The disk is full: make room and start again.'],
  [
    /error while loading shared libraries/,
    'Install the library named, or set DATABASE_URL to a database server.',
  ],
  [/Permission denied|Operation not permitted/, 'Give the folders named back to their user.'],
  [/could not (create|map|attach).*shared memory|Cannot allocate memory/, 'Free memory, and start again.'],
  [/has wrong ownership|invalid permissions/, 'Give the folder back to its user, with mode 0700.'],
  [/could not look up effective user/, 'Give the user who starts the program a name (/etc/passwd).'],
  [/another (postmaster|server) .*running|lock file .* already exists/, 'End the other one first.'],
]

/** Makes a plain fault of what the programs of PostgreSQL printed. */
export function explain(output: string, place: Place, what: string): OperatorFault {
  const lines = output.split('\n').map(line => line.trim())
  const telling = lines.filter(line => /FATAL|PANIC|error|could not|No space/i.test(line))
  const remedy = causes.find(([pattern]) => pattern.test(output))?.[1]
  return new OperatorFault(
    `${what}: ${telling.slice(-3).join(' ') || lines.slice(-2).join(' ')}`,
    remedy ?? `See ${place.logFile}.`,
  )
}
