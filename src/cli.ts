// The operator's command line: reads what was typed, opens what the command asks for, prints, closes, exits.
import { once } from 'node:events'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Answer, type Command, type Typed, WrongUse } from './base/command.ts'
import { messageOf, OperatorFault } from './base/fault.ts'
import type { Settings } from './base/settings.ts'
import { commands } from './commands.ts'
import { openProgram } from './open.ts'

const root = resolve(import.meta.dirname, '..')
const exits = { done: 0, refused: 1, wrong: 2 } as const

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === 'help') {
    print(overview())
    return name === undefined ? exits.wrong : exits.done
  }
  const row = commands[name]
  if (!row) return wrong(`${name} is not a command.`, 'imi --help lists them.')
  const command = await row.load(row.summary)
  const typed = readTyped(command, rest)
  if (typed instanceof WrongUse) return wrong(typed.message, `Usage: imi ${command.usage}`)
  if (typed.has('help')) {
    print(help(command))
    return exits.done
  }
  const { readSettings } = await import('./base/settings.ts')
  const read = readSettings(process.env)
  if (!read.ok) return wrong(...read.problems)
  return perform(command, typed, read.settings)
}

async function perform(command: Command, typed: Typed, settings: Settings): Promise<number> {
  const opened = openProgram(root, settings)
  const interrupt = (): void => void opened.close().finally(() => process.exit(130))
  const signals = command.handlesSignals ? [] : (['SIGINT', 'SIGTERM'] as const)
  for (const signal of signals) process.once(signal, interrupt)
  try {
    const answer = await command.run(typed, opened.open)
    await show(answer, typed.has('json'))
    return answer.exit
  } catch (error) {
    if (error instanceof WrongUse) return wrong(error.message, `Usage: imi ${command.usage}`)
    if (!(error instanceof OperatorFault)) throw error
    if (typed.has('json')) print(JSON.stringify({ error: error.message, remedy: error.remedy }))
    process.stderr.write(`${error.message}\n${error.remedy}\n`)
    return exits.refused
  } finally {
    await opened.close()
    for (const signal of signals) process.off(signal, interrupt)
  }
}

function readTyped(command: Command, args: readonly string[]): Typed | WrongUse {
  const shared = { help: { type: 'boolean' }, json: { type: 'boolean' } } as const
  try {
    const options = {
      ...Object.fromEntries(Object.entries(command.options).map(([name, it]) => [name, plain(it)])),
      ...shared,
    }
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const all = new Map(
      Object.entries(values).map(([name, value]) => [name, [value ?? []].flat().map(String)]),
    )
    return {
      words: positionals,
      text: name => all.get(name)?.[0],
      list: name => all.get(name) ?? [],
      has: name => all.has(name),
    }
  } catch (error) {
    return new WrongUse(messageOf(error).replace(/\. To specify a positional.*$/s, '.'))
  }
}

const plain = ({ type, multiple }: Command['options'][string]) => ({ type, multiple: multiple ?? false })

async function show({ json, text, file }: Answer, isJson: boolean): Promise<void> {
  if (isJson || !file) return print(isJson ? JSON.stringify(json, null, 2) : text)
  for await (const piece of file) if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)

function wrong(...lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`)
  return exits.wrong
}

function overview(): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(16)}${summary}`)
  return ['Usage: npm run -s imi -- COMMAND [OPTIONS]', '', ...rows, '', tail].join('\n')
}

const tail = [
  'Each command has --help and prints JSON with --json.',
  'Exit codes: 0 done, 1 refused or problems found, 2 wrong use.',
].join('\n')

function help({ usage, summary, options }: Command): string {
  const rows = Object.entries(options).map(([name, { help }]) => `  --${name.padEnd(12)}${help}`)
  return [`Usage: imi ${usage} [--json]`, '', summary, ...(rows.length > 0 ? ['', ...rows] : [])].join('\n')
}

// A reader that goes away (imi find … | head) is no fault.
process.stdout.on('error', () => {})
try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof OperatorFault)) throw error
  process.stderr.write(`${error.message}\n${error.remedy}\n`)
  process.exitCode = exits.refused
}
