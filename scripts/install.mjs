// Installs what is missing before `npm start` and `npm test`; runs on the Node that npm runs on.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'

const mark = 'node_modules/.open-imi-installed'
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
  console.error('Installing packages (npm ci), about a minute …')
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 2] })
  if (done.status !== 0) {
    console.error('npm ci failed: see its message above. Nothing else was changed.')
    process.exit(1)
  }
  writeFileSync(mark, wanted)
}
