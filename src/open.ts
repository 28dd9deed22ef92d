// Opens, for a command, the parts of the program that it asks for.
import { join } from 'node:path'
import type { Open } from './base/command.ts'
import { progressTo } from './base/progress.ts'
import type { Settings } from './base/settings.ts'

/** Everything is opened when it is first asked for, and closed in the end. */
export function openProgram(
  root: string,
  settings: Settings,
): { readonly open: Open; close(): Promise<void> } {
  const say = progressTo(process.stderr)
  const closers: (() => Promise<void>)[] = []
  const openBase = async () => {
    const { openDatabase } = await import('./base/postgres.ts')
    const { connect } = await import('./base/sql.ts')
    const { migrate } = await import('./base/migrate.ts')
    const database = await openDatabase(settings, say)
    closers.push(() => database.stop())
    const sql = connect(database.url, { max: 4, name: 'open-imi command' })
    closers.push(() => sql.end({ timeout: 5 }))
    for (const file of await migrate(sql, join(root, 'migrations'))) say(`database: ${file} applied`)
    return { sql, url: database.url }
  }
  let base: ReturnType<typeof openBase> | null = null
  let texts: ReturnType<Open['library']> | null = null
  const open: Open = {
    root,
    settings,
    say,
    database: () => {
      base ??= openBase()
      return base
    },
    library: () => {
      texts ??= import('./library.ts').then(({ loadLibrary }) => loadLibrary(root))
      return texts
    },
  }
  return {
    open,
    async close() {
      for (const closer of closers.splice(0).reverse()) await closer()
    },
  }
}
