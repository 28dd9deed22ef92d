// Installs what is missing before `npm start` and `npm test`. Runs on the system's Node, before any package is there.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'))

const say = line => process.stderr.write(`${line}\n`)
const isRoot = process.getuid?.() === 0
const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
const dayMs = 86_400_000
const mark = 'node_modules/.open-imi-installed'

/** Pairs of languages that Debian has and that lie between languages of the system. */
const pairs =
  'eng-spa eng-cat hbs-eng isl-eng isl-swe hbs-slv hbs-mkd mkd-bul mkd-eng es-pt es-ro fr-es spa-ita spa-cat ' +
  'fra-cat cat-ita por-cat swe-dan swe-nor dan-nor nno-nob'
const apertium = ['apertium', ...pairs.split(' ').map(pair => `apertium-${pair}`)]
const byHand = `apt-get install --no-install-recommends apertium apertium-{${pairs.replaceAll(' ', ',')}}`

/** What the browser of the tests needs where it is not there; it usually is not missing anything. */
const browserLibraries =
  'libnss3 libnspr4 libexpat1 libfontconfig1 libdrm2 libgbm1 libxkbcommon0 libasound2'.split(' ')

/** Runs a program whose output goes to standard error, and shows every ten seconds that it still works. */
function run(program, args, what) {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return new Promise(resolve => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env, timeout: 20 * 60_000 })
    let output = ''
    const keep = chunk => {
      output = (output + chunk).slice(-4000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const beat = setInterval(() => say(`  ${what}: still working (${seconds()} s)`), 10_000)
    const end = (isDone, text) => {
      clearInterval(beat)
      resolve({ isDone, output: text, seconds: seconds() })
    }
    child.on('error', error => end(false, error.message))
    child.on('close', code => end(code === 0, output))
  })
}

async function installPackages() {
  const lock = readFileSync('package-lock.json', 'utf8')
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  if (!isComplete(JSON.parse(lock))) {
    say('packages: installing with npm ci (about a minute)')
    const done = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'packages')
    if (!done.isDone) {
      say(
        `${done.output.trim()}\npackages: npm ci failed, see above. Check the network and the disk, then start again.`,
      )
      process.exit(1)
    }
    say(`packages: installed in ${done.seconds} s`)
  }
  try {
    writeFileSync(mark, wanted)
  } catch {
    // Somebody else's folder: then the comparison is made at each start.
  }
}

/** Whether somebody ran `npm ci` already: what npm wrote about node_modules names every package of the lock file. */
function isComplete(lock) {
  const file = 'node_modules/.package-lock.json'
  if (!existsSync(file)) return false
  const here = JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  return Object.entries(lock.packages).every(
    ([path, row]) => path === '' || row.optional || here[path]?.version === row.version,
  )
}

const onPath = name =>
  (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** A failed attempt is not repeated for a day, so that the next start is quick. */
const attempts = 'node_modules/.open-imi-attempts'
const remembered = name => {
  const file = join(attempts, name)
  return existsSync(file) && Date.now() - Number(readFileSync(file, 'utf8')) < dayMs
}
const remember = name => {
  mkdirSync(attempts, { recursive: true })
  writeFileSync(join(attempts, name), String(Date.now()))
}
const forget = name => rmSync(join(attempts, name), { force: true })

const isInstalled = name =>
  [`${name}.list`, `${name}:amd64.list`, `${name}:arm64.list`].some(file =>
    existsSync(`/var/lib/dpkg/info/${file}`),
  )

async function installApertium() {
  if (process.env.OPEN_IMI_NO_APERTIUM || remembered('apertium')) return
  if (!isDebian || !isRoot) {
    if (onPath('apertium')) return
    say(
      'translation: Apertium is not installed, so free texts stay untranslated. To install it on Debian, as root:',
    )
    return say(`  ${byHand}`)
  }
  const missing = apertium.filter(name => !isInstalled(name))
  if (missing.length === 0) return
  say('translation: installing Apertium and its language pairs (about a minute)')
  const done = await installDebian(missing, 'translation')
  remember('apertium')
  if (done.isDone) return say(`translation: installed in ${done.seconds} s`)
  say(`${done.output.trim().split('\n').slice(-4).join('\n')}`)
  say('translation: that failed, so some free texts stay untranslated. To try by hand:')
  say(`  apt-get update && ${byHand}`)
}

/** Installs those that Debian knows; asks for newer lists where it knows too few. */
async function installDebian(names, what) {
  const lock = ['-o', 'DPkg::Lock::Timeout=900']
  if (knownTo(names).length < names.length) await run('apt-get', [...lock, 'update'], what)
  const known = knownTo(names)
  if (known.length === 0)
    return { isDone: false, output: `Debian does not offer ${names.join(', ')}.`, seconds: 0 }
  return run('apt-get', [...lock, 'install', '-y', '--no-install-recommends', ...known], what)
}

function knownTo(names) {
  const { stdout } = spawnSync('apt-cache', ['show', '--no-all-versions', ...names], { encoding: 'utf8' })
  const offered = new Set([...(stdout ?? '').matchAll(/^Package: (\S+)$/gm)].map(match => match[1]))
  return names.filter(name => offered.has(name))
}

/** The browser of the journeys comes unpacked by its package; here it is only tried. */
async function tryBrowser() {
  const file = join(attempts, 'browser-works')
  if (existsSync(file) && existsSync(readFileSync(file, 'utf8'))) return
  say('browser: unpacking (a few seconds)')
  let browser = await startBrowser()
  if (
    !browser.isDone &&
    isRoot &&
    isDebian &&
    !remembered('browser') &&
    /shared librar/.test(browser.output)
  ) {
    say('browser: a library is missing; installing the usual ones')
    await installDebian(browserLibraries, 'browser')
    remember('browser')
    browser = await startBrowser()
  }
  if (!browser.isDone)
    return say(`browser: it does not start, so the journeys will fail. ${browser.output.trim()}`)
  forget('browser')
  mkdirSync(attempts, { recursive: true })
  writeFileSync(file, browser.path)
}

async function startBrowser() {
  const code = "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(p => console.log(p))"
  const unpacked = await run(
    process.execPath,
    ['scripts/run.mjs', '--input-type=module', '-e', code],
    'browser',
  )
  const path = unpacked.output.trim().split('\n').at(-1) ?? ''
  if (!unpacked.isDone) return { isDone: false, path, output: unpacked.output }
  const tried = await run(path, ['--version'], 'browser')
  // A half unpacked one is thrown away; the next start unpacks it again.
  if (!tried.isDone && !/shared librar/.test(tried.output)) rmSync(path, { force: true })
  return { ...tried, path }
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  say(`Node ${process.versions.node} is too old to install with. Use Node 20 or newer.`)
  process.exit(1)
}
await installPackages()
try {
  await installApertium()
  if (process.argv.includes('--test')) await tryBrowser()
} catch (error) {
  // Neither is needed to start.
  say(`set-up: ${error.message}`)
}
