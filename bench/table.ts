// What can be measured. A new measurement is one row here and one line in README.md.
import type { Progress } from '../src/base/progress.ts'
import type { App } from './app.ts'
import { coordinationPages } from './coordination.ts'
import { type Figures, figuresOf } from './figures.ts'
import { longExchange } from './long.ts'
import { exchangePages, type Prepared, searchPages, worklistPages } from './pages.ts'
import { measure, type Pace } from './slices.ts'
import { transition } from './transition.ts'

export const benches: Readonly<Record<string, (app: App) => Promise<Prepared>>> = {
  'worklist-json': app => worklistPages(app, 'json'),
  'worklist-html': app => worklistPages(app, 'html'),
  'exchange-json': app => exchangePages(app, 'json'),
  'exchange-html': app => exchangePages(app, 'html'),
  transition,
  'search-json': app => searchPages(app, 'json'),
  'search-html': app => searchPages(app, 'html'),
  'coordination-json': app => coordinationPages(app, 'json'),
  'coordination-html': app => coordinationPages(app, 'html'),
  'long-json': app => longExchange(app, 'json'),
  'long-html': app => longExchange(app, 'html'),
}

/** All, or those whose name is or begins with what was typed. */
export const namesFor = (typed: string | undefined): readonly string[] =>
  Object.keys(benches).filter(name => typed === undefined || name === typed || name.startsWith(`${typed}-`))

export async function runBenches(
  app: App,
  names: readonly string[],
  { pace, say }: { readonly pace: Pace; readonly say: Progress },
): Promise<readonly Figures[]> {
  const figures: Figures[] = []
  for (const name of names) {
    const prepared = await benches[name]?.(app)
    if (!prepared) throw new Error(`no measurement ${name}`)
    const measured = await measure(prepared, pace, done => say.part(`bench: ${name}`, done, pace.rounds))
    figures.push(figuresOf({ name, ...prepared }, measured))
  }
  return figures
}
