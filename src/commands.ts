// The table of the operator's commands: a new one is a row here. It is loaded only when it is called.
import type { Command } from './base/command.ts'
import {
  loadCheck,
  loadExport,
  loadFind,
  loadHandOver,
  loadIndexPersons,
  loadLearnForwards,
  loadOperators,
  loadScoreboard,
  loadToken,
  loadTranslate,
  loadUsers,
  loadWords,
} from './command-loaders.ts'

type Row = { readonly summary: string; readonly load: (summary: string) => Promise<Command> }

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
