// The longest exchange that anybody will see: more than sixty questions, two hundred events, one page.
import { readLexicons } from '../src/authority/lexicons.ts'
import type { Asked, Command } from '../src/exchange/kinds/request-shape.ts'
import { insertHistories } from '../src/exchange/store/insert.ts'
import { inventAnswers } from '../src/world/answers.ts'
import { castAuthorities } from '../src/world/cast.ts'
import { type Chance, chanceOf } from '../src/world/chance.ts'
import { dayNumber, isoDay } from '../src/world/days.ts'
import { type Deed, historyOf } from '../src/world/fold.ts'
import { readWords } from '../src/world/frame.ts'
import { inventAsking, inventSubstance, type Substance } from '../src/world/matter.ts'
import { openSources, type Sources } from '../src/world/sources.ts'
import type { App } from './app.ts'
import { openCallers } from './callers.ts'
import { over, type Prepared, type Way } from './pages.ts'
import { ownYear } from './place.ts'

const procedureId = 'pq-information-request'
const rounds = 4
const eventsWanted = 200
const dayMs = 86_400_000

/** As sender and recipient read it, in turns. */
export async function longExchange(app: App, way: Way): Promise<Prepared> {
  const number = `${ownYear}-PL-99999999`
  const [known] = await app.sql`select from exchange where exchange = ${number}`
  if (!known) await makeLong(app, number)
  const callers = await openCallers(app, castAuthorities.slice(0, 2))
  const visits = callers.map(caller => ({ caller, path: `/exchanges/${number}` }))
  return over(app, visits, way)
}

async function makeLong({ ports, sql, root, directory }: App, exchange: string): Promise<void> {
  const [from = '', to = ''] = castAuthorities
  const found = await directory.byIds([from, to])
  const [sender, recipient] = [found.get(from), found.get(to)]
  const procedure = ports.catalogue.byId(procedureId)
  if (!sender || !recipient || !procedure) throw new Error('the cast is not in this world')
  const sources = openSources(readWords(root), readLexicons(root), ports.library)
  const chance = chanceOf('long')
  const substance = inventSubstance(sources, { procedure, sender, recipient }, chance)
  const draftedMs = Date.now() - dayMs
  const deeds = stepsOf(sources, substance, chance).map(
    ([by, command], i): Deed => ({ by, command, atMs: draftedMs + 60_000 * (i + 1) }),
  )
  const seats = {
    sender: { authority: from, country: sender.country, handler: handler.sender },
    recipient: { authority: to, country: recipient.country, handler: handler.recipient },
  }
  const { vault, calendar, files } = ports
  const fold = { vault, calendar, shelf: files.shelf, nowMs: Date.now() }
  const played = { exchange, procedure, seats, coordinator: null, draftedMs, deeds }
  await insertHistories(sql, [await historyOf(fold, played, null)])
}

const handler = {
  sender: { user: 'anna-nowicka', lang: 'pl' },
  recipient: { user: 'javier-aguirre', lang: 'es' },
} as const

type Step = readonly [by: 'sender' | 'recipient', command: Command]

/** All questions are asked and answered four times, then both sides write to each other. */
function stepsOf(sources: Sources, substance: Substance, chance: Chance): readonly Step[] {
  const day = dayNumber(new Date().toISOString().slice(0, 10))
  const asked: readonly Asked[] = substance.procedure.questions.map(({ id }) => ({ question: id }))
  const asking = { ...inventAsking(sources, substance, { lang: 'pl', day, chance }), asked }
  const days = { today: isoDay(day), askedDay: isoDay(day + 21) }
  const answer = (): Step => {
    const answers = inventAnswers({ sources, substance, asked, lang: 'es', day, chance, known: {} })
    return ['recipient', { action: 'answer', language: 'es', answers }]
  }
  const message = (by: 'sender' | 'recipient'): Step => {
    const { lang } = handler[by]
    return [by, { action: 'write-message', language: lang, text: chance.pick(sources.wordsOf(lang).remark) }]
  }
  const further: Command = { action: 'ask-further', ...days, language: 'pl', asked }
  const send: Command = {
    action: 'send',
    ...asking,
    ...days,
    recipient: substance.recipient.id,
    latestDay: null,
  }
  const talk = eventsWanted - 2 - 2 * rounds
  return [
    ['sender', send],
    ['recipient', { action: 'accept', today: days.today }],
    answer(),
    ...Array.from({ length: rounds - 1 }, (): readonly Step[] => [['sender', further], answer()]).flat(),
    ...Array.from({ length: talk }, (_, i) => message(i % 2 === 0 ? 'sender' : 'recipient')),
  ]
}
