// What histories are invented from: opened once in each thread that invents some.
import { readLexicons } from '../authority/lexicons.ts'
import type { Authority } from '../authority/model.ts'
import { type Library, library, readLanguages } from '../base/text.ts'
import { openCalendar } from '../calendar/holidays.ts'
import { openVault } from '../exchange/vault.ts'
import type { Lexicon } from '../procedure/lexicon.ts'
import type { Catalogue } from '../procedure/store.ts'
import { type Assign, assignmentsIn, assignmentsOfYear } from './aims.ts'
import { openDays } from './days.ts'
import { readWords, type WordsOf } from './frame.ts'
import { type Given, type HistorySources, withDirectory } from './histories.ts'
import type { Officials } from './people.ts'
import type { Plan } from './plan.ts'
import { openSources } from './sources.ts'

/** Plain values all: they can be given to a thread. */
export type GroundWanted = {
  readonly root: string
  readonly master: Uint8Array
  readonly directory: readonly Authority[]
  readonly plan: Pick<Plan, 'now' | 'year'>
} & Pick<Officials, 'handlers' | 'judges'>

export type Vocabulary = {
  readonly wordsOf: WordsOf
  readonly lexicons: ReadonlyMap<string, Lexicon>
  readonly library: Pick<Library, 'in'>
}

export const readVocabulary = (root: string): Vocabulary => ({
  wordsOf: readWords(root),
  lexicons: readLexicons(root),
  library: library(readLanguages(root), new Map()),
})

export type Ground = {
  readonly given: Omit<Given, 'shelf'>
  readonly assign: Assign
}

/** From before the year until it has ended for a year. Unit: days. */
const yearReach = { back: 770, ahead: 240 } as const

export function openGround(
  { master, plan, directory, handlers, judges }: GroundWanted,
  words: Vocabulary,
  catalogue: Catalogue,
): Ground {
  const { now, year } = plan
  const calendar = openCalendar()
  const sources: Omit<HistorySources, 'shelf'> = {
    ...{ directory, handlers, judges, catalogue, calendar, vault: openVault(Buffer.from(master)) },
    sources: openSources(words.wordsOf, words.lexicons, words.library),
    days: openDays(calendar, now, year === null ? undefined : yearReach),
  }
  const assign = year === null ? assignmentsIn(directory) : assignmentsOfYear(directory, year)
  return { given: withDirectory(sources), assign }
}
