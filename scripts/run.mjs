// Runs a script on the Node 24 that the lock file brings, whatever Node the system has.
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { platform, arch, versions } = process

/** npm installs only the package of this system; npm does not always keep the mode. */
function findNode() {
  for (const name of [`node-${platform}-${arch}`, `node-bin-${platform}-${arch}`]) {
    const path = join(root, 'node_modules', name, 'bin', 'node')
    if (!existsSync(path)) continue
    if (!(statSync(path).mode & 0o100)) chmodSync(path, 0o755)
    return path
  }
  return Number(versions.node.split('.')[0]) >= 24 ? process.execPath : null
}

const node = findNode()
if (!node) {
  process.stderr.write('Node 24 is not here. Run `npm ci` first, or use Node 24 or newer.\n')
  process.exit(1)
}
const child = spawn(node, process.argv.slice(2), { stdio: 'inherit' })
child.on('error', error => {
  process.stderr.write(`${node} cannot be started: ${error.message}\n`)
  process.exit(1)
})
// Ctrl-C on a terminal reaches the child by itself; a second one from here would look like impatience.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)))
