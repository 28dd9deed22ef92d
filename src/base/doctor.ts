// The operator's command `doctor`: looks at everything the program needs and says what is missing.
import { existsSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openBucket, refusedWith } from './bucket.ts'
import { openClamd } from './clamd.ts'
import type { Answer, Command, Open } from './command.ts'
import { messageOf, OperatorFault } from './fault.ts'
import { folderOf } from './files.ts'
import { migrationState } from './migrate.ts'
import { checkPort, isServedByUs } from './port.ts'
import { openDatabase } from './postgres.ts'
import { run } from './run.ts'
import type { Settings } from './settings.ts'
import { connect } from './sql.ts'

type State = 'ok' | 'warning' | 'problem'
type Finding = {
  readonly check: string
  readonly state: State
  readonly message: string
  readonly remedy?: string
}

const freeMbMin = 500

export const doctor: Command = {
  summary: 'looks at what the program needs and says what is missing',
  usage: 'doctor',
  options: {},
  async run(_, open) {
    const checks: readonly (readonly [string, () => Promise<Omit<Finding, 'check'>>])[] = [
      ['node', checkNode],
      ['disk', () => checkDisk(open)],
      ['database', () => checkDatabase(open)],
      ['master key', () => checkKey(open)],
      ['attachments', () => checkFiles(open)],
      ['translation', checkApertium],
      ['virus scanner', () => checkClamd(open)],
      ['port', () => checkAddress(open)],
    ]
    const findings: Finding[] = []
    for (const [check, look] of checks) findings.push({ check, ...(await look().catch(faultFound)) })
    return answerOf(findings)
  },
}

function answerOf(findings: readonly Finding[]): Answer {
  const isBad = findings.some(({ state }) => state === 'problem')
  const lines = findings.flatMap(({ check, state, message, remedy }) => [
    `${state.padEnd(8)} ${check}: ${message}`,
    ...(remedy ? [`         ${remedy}`] : []),
  ])
  return { json: { ok: !isBad, checks: findings }, text: lines.join('\n'), exit: isBad ? 1 : 0 }
}

const ok = (message: string): Omit<Finding, 'check'> => ({ state: 'ok', message })
const warn = (message: string, remedy: string): Omit<Finding, 'check'> => ({
  state: 'warning',
  message,
  remedy,
})

function faultFound(error: unknown): Omit<Finding, 'check'> {
  const remedy = error instanceof OperatorFault ? { remedy: error.remedy } : {}
  return { state: 'problem', message: messageOf(error), ...remedy }
}

async function checkNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return ok(`Node ${process.versions.node}`)
  throw new OperatorFault(
    `Node ${process.versions.node} is too old.`,
    'Use npm run -s imi, which brings Node 24.',
  )
}

async function checkDisk({ settings }: Open) {
  let folder = settings.dataDir
  while (!existsSync(folder)) folder = dirname(folder)
  const { bavail, bsize } = statfsSync(folder)
  const freeMb = Math.floor((bavail * bsize) / 1e6)
  if (freeMb >= freeMbMin) return ok(`${freeMb} MB free in ${settings.dataDir}`)
  throw new OperatorFault(
    `Only ${freeMb} MB free in ${settings.dataDir}.`,
    `Make room: at least ${freeMbMin} MB.`,
  )
}

/** Changes nothing: makes no database and applies no migration. */
async function checkDatabase({ settings, say, root }: Open) {
  const isMade = ['postgres', 'postgres-place'].some(name => existsSync(join(settings.dataDir, name)))
  if (!settings.databaseUrl && !isMade) return warn('not made yet', 'npm start makes it.')
  const database = await openDatabase(settings, say)
  const sql = connect(database.url, { max: 1 })
  try {
    const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`
    const { applied, missing, faults } = await migrationState(sql, join(root, 'migrations'))
    if (faults[0]) throw new OperatorFault(faults[0], 'See the message.')
    const where = `PostgreSQL ${row?.version} ${database.folder ? `in ${database.folder}` : 'by DATABASE_URL'}`
    if (missing.length === 0) return ok(`${where}, ${applied} migrations applied`)
    return warn(`${where}, ${missing.length} migrations not applied yet`, 'npm start applies them.')
  } finally {
    await sql.end()
    await database.stop()
  }
}

type Files = Pick<Settings, 'dataDir' | 'files'>

/** Where attachments lie, and whether a bucket can be used. Throws a fault that says what to do. Changes nothing. */
export async function checkFiles({ settings }: { readonly settings: Files }) {
  const { files } = settings
  if (!files) return ok(`kept in ${folderOf(settings)}`)
  const where = `the bucket ${files.bucket} at ${files.endpoint}`
  await openBucket(files)
    .look()
    .catch((error: unknown) => {
      const code = refusedWith(error)
      if (code === null)
        throw new OperatorFault(
          `${where} cannot be reached: ${messageOf(error)}`,
          'Check FILES and the network.',
        )
      if (code === 'NoSuchBucket')
        throw new OperatorFault(`${where} does not exist`, 'Make it, or check FILES.')
      throw new OperatorFault(
        `${where} cannot be used: ${messageOf(error)}`,
        'Check the keys, their right to list, read, write and delete, and the clock of this machine.',
      )
    })
  return ok(`kept in ${where}`)
}

async function checkClamd({ settings }: Open) {
  const { clamd } = settings
  if (!clamd)
    return warn('CLAMD is not set: attachments are not checked for viruses', 'Install clamav-daemon.')
  const version = await openClamd(clamd)
    .version()
    .catch(error => {
      throw new OperatorFault(
        `${clamd} does not answer: ${messageOf(error)}`,
        'No new attachment opens before it does.',
      )
    })
  return ok(version)
}

async function checkKey({ settings }: Open) {
  if (settings.masterKey) return ok('given by MASTER_KEY')
  const file = join(settings.dataDir, 'master.key')
  if (existsSync(file)) return ok(`${file}; keep a copy of it apart from the backups`)
  return warn(
    `${file} is not there yet`,
    'npm start makes it. Then keep a copy of it apart from the backups.',
  )
}

async function checkApertium() {
  const listed = await run('apertium', ['-l'], null)
  const pairs = listed.output.trim().split('\n').length
  if (listed.code === 0) return ok(`Apertium with ${pairs} directions`)
  return warn(
    'Apertium is not installed: free texts stay untranslated',
    'On Debian: apt-get install apertium apertium-eng-spa, and the other pairs that README names.',
  )
}

async function checkAddress({ settings }: Open) {
  try {
    await checkPort(settings)
    return ok(`${settings.port} is free`)
  } catch (fault) {
    if (await isServedByUs(settings)) return ok(`${settings.port} is served by Open IMI`)
    throw fault
  }
}
