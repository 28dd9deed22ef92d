// The operator's command `serve`: starts everything, says what to open, and ends calmly when it is told to.
import type { Answer, Command, Open } from './base/command.ts'
import { startServer } from './server.ts'
import { cast } from './world/cast.ts'

export const serve: Command = {
  summary: 'starts the server; builds the demo world once where the directory is empty',
  usage: 'serve',
  options: {},
  handlesSignals: true,
  async run(_, { root, settings, say }: Open): Promise<Answer> {
    const running = await startServer({ root, settings, say, world: settings.oidc ? null : 'demo' })
    const signal = stopSignal()
    for (const line of welcome(settings.publicUrl, settings.oidc === null)) say(line)
    await signal
    say('stopping: open calls may end')
    await running.stop()
    return { json: { stopped: true }, text: 'stopped', exit: 0 }
  },
}

function welcome(publicUrl: string, isDemo: boolean): readonly string[] {
  const [first] = cast
  const who = first ? `${first.name} (${first.lang}), or anybody else of the cast` : 'anybody of the cast'
  return [
    `Open ${publicUrl} in a browser.`,
    isDemo ? `Sign in as ${who}: one click, no password.` : 'Sign in through your identity provider.',
    'Ctrl-C stops it; the next start finds everything again.',
  ]
}

/** A second signal leaves at once. */
const stopSignal = (): Promise<void> =>
  new Promise(resolve => {
    let isFirst = true
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (!isFirst) process.exit(130)
        isFirst = false
        resolve()
      })
  })
