// What the operator's commands open of the program, where that is more than their own file; each when it is called.
import { join } from 'node:path'
import type { Command, Open } from './base/command.ts'

async function openDirectory(open: Open) {
  const { authorityStore } = await import('./authority/store.ts')
  return authorityStore((await open.database()).sql)
}

export async function loadFind(summary: string): Promise<Command> {
  const { runFind, findUsage } = await import('./authority/command.ts')
  const { openWords } = await import('./authority/finder.ts')
  const { openFinder } = await import('./authority/live.ts')
  const { readLexicons } = await import('./authority/lexicons.ts')
  return {
    summary,
    usage: findUsage,
    options: {
      lang: { type: 'string', help: 'language of the text' },
      country: { type: 'string', help: 'only in this country' },
      area: { type: 'string', help: 'only for this legal area' },
      limit: { type: 'string', help: 'how many at most' },
      batch: { type: 'string', help: 'a file with a JSON array of {lang, query}' },
    },
    async run(typed, open) {
      const [store, library] = [await openDirectory(open), await open.library()]
      const finder = openFinder(store, openWords(library, readLexicons(open.root)))
      const [lang, country, area, limit, batch] = ['lang', 'country', 'area', 'limit', 'batch'].map(
        typed.text,
      )
      const asked = { text: typed.words[0], lang, country, area, limit, batch }
      return runFind({ store, finder, library }, asked)
    },
  }
}

export async function loadWords(summary: string): Promise<Command> {
  const { unknownWordsOf } = await import('./authority/store/unknown-word.ts')
  const { runWords, wordsUsage } = await import('./authority/command.ts')
  return {
    summary,
    usage: wordsUsage,
    options: {},
    async run(_, open) {
      const { sql } = await open.database()
      return runWords(limit => unknownWordsOf(sql, limit))
    },
  }
}

export async function loadTranslate(summary: string): Promise<Command> {
  const { runTranslate, translateUsage } = await import('./translation/command.ts')
  const { openApertium } = await import('./translation/engines/apertium.ts')
  const { text: readInput } = await import('node:stream/consumers')
  return {
    summary,
    usage: translateUsage,
    options: {
      from: { type: 'string', help: 'language of the text' },
      to: { type: 'string', help: 'language wanted' },
      name: { type: 'string', multiple: true, help: 'a name that must come through unchanged' },
    },
    async run(typed, open) {
      const library = await open.library()
      const languages = library.languages.map(row => row.code)
      const ports = {
        library,
        openEngines: () => [openApertium({ languages })],
        clock: () => new Date().toISOString(),
        readInput: () => readInput(process.stdin),
      }
      const [from, to] = ['from', 'to'].map(typed.text)
      return runTranslate(ports, { from, to, text: typed.words[0], names: typed.list('name') })
    },
  }
}

export async function loadCheck(summary: string): Promise<Command> {
  const { checkWith } = await import('./procedure/command.ts')
  const { checkEditions } = await import('./scoreboard/editions.ts')
  const { checkUseMethod } = await import('./scoreboard/usage/method.ts')
  return checkWith(summary, [checkEditions, checkUseMethod])
}

async function openScoreboard(open: Open) {
  const { openScoring } = await import('./scoring.ts')
  return openScoring((await open.database()).sql, open.root, () => new Date().toISOString())
}

async function openScoreboardSigner({ database, settings }: Open) {
  const { openMaster } = await import('./evidence/store.ts')
  const { openSigner } = await import('./evidence/signature.ts')
  const { signingPurpose } = await import('./scoreboard/publish.ts')
  const { sql } = await database()
  const master = await openMaster(sql, settings.masterKey, join(settings.dataDir, 'master.key'))
  return openSigner(master, signingPurpose)
}

const editionOption = { edition: { type: 'string', help: 'the year' } } as const

export async function loadScoreboard(summary: string): Promise<Command> {
  const { runPublish, runScoreboard, scoreboardUsage } = await import('./scoreboard/command.ts')
  return {
    summary,
    usage: scoreboardUsage,
    options: {
      ...editionOption,
      rebuild: { type: 'boolean', help: 'makes all counts anew from the exchanges' },
      publish: { type: 'boolean', help: 'freezes and signs the edition' },
      reason: { type: 'string', help: 'why a new version replaces the published one' },
    },
    async run(typed, open) {
      if (typed.has('publish')) {
        const ports = { ...(await openScoreboard(open)), signer: await openScoreboardSigner(open) }
        return runPublish(ports, { edition: typed.text('edition'), reason: typed.text('reason') })
      }
      const asked = { edition: typed.text('edition'), isRebuild: typed.has('rebuild') }
      return runScoreboard(await openScoreboard(open), asked, open.say)
    },
  }
}

export async function loadExport(summary: string): Promise<Command> {
  const { runExport, exportUsage } = await import('./scoreboard/command.ts')
  return {
    summary,
    usage: exportUsage,
    options: {
      ...editionOption,
      format: { type: 'string', help: 'csv, or parquet: all years in one file' },
      to: { type: 'string', help: 'where the Parquet file goes' },
    },
    async run(typed, open) {
      const [edition, format, to] = ['edition', 'format', 'to'].map(typed.text)
      const asked = { what: typed.words[0], edition, format, to, isJson: typed.has('json') }
      return runExport(await openScoreboard(open), asked)
    },
  }
}

export async function loadUsers(summary: string): Promise<Command> {
  const { runUsers, usersUsage } = await import('./user/command.ts')
  const { userStore } = await import('./user/store.ts')
  return {
    summary,
    usage: usersUsage,
    options: { authority: { type: 'string', help: 'only who acts for this authority' } },
    async run(typed, open) {
      const { sql } = await open.database()
      const ports = { store: userStore(sql), directory: await openDirectory(open) }
      return runUsers(ports, { authority: typed.text('authority') })
    },
  }
}

export async function loadHandOver(summary: string): Promise<Command> {
  const { handOverUsage, runHandOver } = await import('./exchange/command.ts')
  return {
    summary,
    usage: handOverUsage,
    options: {
      from: { type: 'string', help: 'the authority that is suspended or merged' },
      to: { type: 'string', help: 'the authority that takes over' },
    },
    async run(typed, open) {
      const { openHandOver } = await import('./hand-over.ts')
      const [from, to] = ['from', 'to'].map(typed.text)
      return runHandOver(await openHandOver(open), { from, to }, open.say)
    },
  }
}

export async function loadIndexPersons(summary: string): Promise<Command> {
  const { indexPersonsUsage, runIndexPersons } = await import('./exchange/command.ts')
  return {
    summary,
    usage: indexPersonsUsage,
    options: {},
    async run(_, open) {
      const { openHandOver } = await import('./hand-over.ts')
      return runIndexPersons(await openHandOver(open), open.say)
    },
  }
}

export async function loadLearnForwards(summary: string): Promise<Command> {
  const { learnForwardsUsage, runLearnForwards } = await import('./exchange/command.ts')
  return {
    summary,
    usage: learnForwardsUsage,
    options: {},
    async run(_, open) {
      const { openLearner } = await import('./exchange/proposal/follow.ts')
      const { readProcedures } = await import('./procedure/store.ts')
      const { sql } = await open.database()
      const ports = { sql, catalogue: readProcedures(open.root), clock: () => new Date().toISOString() }
      return runLearnForwards(openLearner(ports), open.say)
    },
  }
}

export async function loadOperators(summary: string): Promise<Command> {
  const { operatorsUsage, runOperators } = await import('./user/command.ts')
  const { userStore } = await import('./user/store.ts')
  return {
    summary,
    usage: operatorsUsage,
    options: {
      add: { type: 'string', help: 'an account, as users prints it' },
      remove: { type: 'string', help: 'an account, as users prints it' },
    },
    async run(typed, open) {
      const { sql } = await open.database()
      return runOperators(userStore(sql), { add: typed.text('add'), remove: typed.text('remove') })
    },
  }
}

export async function loadToken(summary: string): Promise<Command> {
  const { openClock } = await import('./base/clock.ts')
  const { runToken, tokenUsage } = await import('./user/command.ts')
  const { userStore } = await import('./user/store.ts')
  const { clockStore } = await import('./world/store.ts')
  return {
    summary,
    usage: tokenUsage,
    options: {
      user: { type: 'string', help: 'as users prints it' },
      authority: { type: 'string', help: 'as users prints it' },
    },
    async run(typed, open) {
      const { sql } = await open.database()
      const clock = openClock()
      // Where the demo's clock was moved on, a token by the machine's would be over at once.
      if (open.settings.oidc === null) clock.setAhead(await clockStore(sql).ahead())
      const ports = { store: userStore(sql), clock: clock.now }
      return runToken(ports, { user: typed.text('user'), authority: typed.text('authority') })
    },
  }
}
