// The table of the operator's commands. A new command is one line here; it is loaded only when it is called.
import { join } from 'node:path'
import type { Command, Open } from './base/command.ts'

type Row = { readonly summary: string; readonly load: () => Promise<Command> }

export const commands: Readonly<Record<string, Row>> = {
  serve: {
    summary: 'starts the server; what npm start runs',
    load: async () => (await import('./serve.ts')).serve,
  },
  check: {
    summary: 'proves procedures, texts, lexicon and editions, and names every fault',
    load: loadCheck,
  },
  world: {
    summary: 'fills an empty database with an invented directory and exchanges',
    load: async () => (await import('./world/command.ts')).worldCommand,
  },
  find: { summary: 'finds authorities by what people call them', load: loadFind },
  words: { summary: 'words that people searched for and nothing fits', load: loadWords },
  translate: { summary: 'translates one text through the engines', load: loadTranslate },
  deadline: {
    summary: 'the last day of a term, and why',
    load: async () => (await import('./calendar/command.ts')).deadlineCommand,
  },
  scoreboard: { summary: 'figures of an edition of the scoreboard', load: loadScoreboard },
  export: { summary: 'open data: the requests behind an edition, as CSV or Parquet', load: loadExport },
  explore: {
    summary: 'answers a query over exported requests',
    load: async () => (await import('./scoreboard/explore.ts')).exploreCommand,
  },
  users: { summary: 'accounts with their authorities and roles', load: loadUsers },
  token: { summary: 'an access token for programs', load: loadToken },
  operators: {
    summary: 'who speaks for this installation; gives and takes that',
    load: loadOperators,
  },
  'hand-over': {
    summary: 'gives the open exchanges of an authority to another one of its country',
    load: loadHandOver,
  },
  'index-persons': {
    summary: 'lets exchanges from before be found by the person concerned',
    load: loadIndexPersons,
  },
  'learn-forwards': {
    summary: 'learns again from the log where requests went in the end',
    load: loadLearnForwards,
  },
  bench: {
    summary: 'measures pages and a transition against their statements raw',
    load: async () => (await import('../bench/command.ts')).benchCommand,
  },
  doctor: {
    summary: 'looks at what the program needs and says what is missing',
    load: async () => (await import('./base/doctor.ts')).doctor,
  },
}

const summaryOf = (name: string): string => commands[name]?.summary ?? ''

async function openDirectory(open: Open) {
  const { authorityStore } = await import('./authority/store.ts')
  return authorityStore((await open.database()).sql)
}

async function loadFind(): Promise<Command> {
  const { runFind, findUsage } = await import('./authority/command.ts')
  const { openWords } = await import('./authority/finder.ts')
  const { openFinder } = await import('./authority/live.ts')
  const { readLexicons } = await import('./authority/lexicons.ts')
  return {
    summary: summaryOf('find'),
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

async function loadWords(): Promise<Command> {
  const { unknownWordsOf } = await import('./authority/store/unknown-word.ts')
  const { runWords, wordsUsage } = await import('./authority/command.ts')
  return {
    summary: summaryOf('words'),
    usage: wordsUsage,
    options: {},
    async run(_, open) {
      const { sql } = await open.database()
      return runWords(limit => unknownWordsOf(sql, limit))
    },
  }
}

async function loadTranslate(): Promise<Command> {
  const { runTranslate, translateUsage } = await import('./translation/command.ts')
  const { openApertium } = await import('./translation/engines/apertium.ts')
  const { text: readInput } = await import('node:stream/consumers')
  return {
    summary: summaryOf('translate'),
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

async function loadCheck(): Promise<Command> {
  const { checkWith } = await import('./procedure/command.ts')
  const { checkEditions } = await import('./scoreboard/editions.ts')
  const { checkUseMethod } = await import('./scoreboard/usage/method.ts')
  return checkWith(summaryOf('check'), [checkEditions, checkUseMethod])
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

async function loadScoreboard(): Promise<Command> {
  const { runPublish, runScoreboard, scoreboardUsage } = await import('./scoreboard/command.ts')
  return {
    summary: summaryOf('scoreboard'),
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

async function loadExport(): Promise<Command> {
  const { runExport, exportUsage } = await import('./scoreboard/command.ts')
  return {
    summary: summaryOf('export'),
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

async function loadUsers(): Promise<Command> {
  const { runUsers, usersUsage } = await import('./user/command.ts')
  const { userStore } = await import('./user/store.ts')
  return {
    summary: summaryOf('users'),
    usage: usersUsage,
    options: { authority: { type: 'string', help: 'only who acts for this authority' } },
    async run(typed, open) {
      const { sql } = await open.database()
      const ports = { store: userStore(sql), directory: await openDirectory(open) }
      return runUsers(ports, { authority: typed.text('authority') })
    },
  }
}

async function loadHandOver(): Promise<Command> {
  const { handOverUsage, runHandOver } = await import('./exchange/command.ts')
  return {
    summary: summaryOf('hand-over'),
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

async function loadIndexPersons(): Promise<Command> {
  const { indexPersonsUsage, runIndexPersons } = await import('./exchange/command.ts')
  return {
    summary: summaryOf('index-persons'),
    usage: indexPersonsUsage,
    options: {},
    async run(_, open) {
      const { openHandOver } = await import('./hand-over.ts')
      return runIndexPersons(await openHandOver(open), open.say)
    },
  }
}

async function loadLearnForwards(): Promise<Command> {
  const { learnForwardsUsage, runLearnForwards } = await import('./exchange/command.ts')
  return {
    summary: summaryOf('learn-forwards'),
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

async function loadOperators(): Promise<Command> {
  const { operatorsUsage, runOperators } = await import('./user/command.ts')
  const { userStore } = await import('./user/store.ts')
  return {
    summary: summaryOf('operators'),
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

async function loadToken(): Promise<Command> {
  const { openClock } = await import('./base/clock.ts')
  const { runToken, tokenUsage } = await import('./user/command.ts')
  const { userStore } = await import('./user/store.ts')
  const { clockStore } = await import('./world/store.ts')
  return {
    summary: summaryOf('token'),
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
