// What `npm test` runs, step by step: style, types, texts, then every test on a real PostgreSQL.
import { spawnSync } from 'node:child_process'

const steps: readonly (readonly [string, readonly string[]])[] = [
  ['style', ['node_modules/@biomejs/biome/bin/biome', 'ci', '.']],
  ['types', ['node_modules/typescript/bin/tsc', '-p', '.']],
  ['texts', ['src/cli.ts', 'check']],
  ['tests', ['node_modules/vitest/vitest.mjs', 'run']],
]

for (const [name, args] of steps) {
  const started = Date.now()
  console.log(`\n== ${name}`)
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  console.log(
    `== ${name}: ${status === 0 ? 'done' : 'failed'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  )
  if (status !== 0) process.exit(1)
}
