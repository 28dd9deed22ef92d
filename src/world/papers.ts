// Invents what is attached: an extract from the register or a certificate, as a short text in the author's language.
import type { Shelf } from '../base/shelf.ts'
import { canAttach } from '../exchange/attachment/model.ts'
import { takeIn } from '../exchange/attachment/take-in.ts'
import type { AttachedData, RequestEvent, State } from '../exchange/kinds/request-shape.ts'
import { type DayNumber, isoDay } from './days.ts'
import type { Telling } from './deeds.ts'
import { fullName } from './people.ts'
import { seatOf } from './seats.ts'
import { type Doer, sideOf } from './tempo.ts'

export type Paper = Pick<AttachedData, 'kind' | 'language'> & {
  readonly title: string
  readonly name: string
  readonly text: string
}

const kinds = ['extract', 'certificate'] as const

export function inventPaper({ sources, substance, seats, chance }: Telling, by: Doer, day: DayNumber): Paper {
  const language = seatOf(seats, by).handler.lang
  const words = sources.wordsOf(language)
  const office = substance[sideOf(by)]
  const place = chance.between(0, kinds.length - 1)
  const title = words.document[place] ?? ''
  const names = office.officialNames.find(({ lang }) => lang === language) ?? office.officialNames[0]
  const lines = [
    ...[names?.name ?? '', `${office.town}, ${isoDay(day)}`, '', title, ''],
    ...[`${fullName(substance.person)} · ${substance.registerNumber}`, '', chance.pick(words.remark), ''],
  ]
  return { kind: kinds[place] ?? 'other', language, title, name: `${title}.txt`, text: lines.join('\n') }
}

type Given = {
  readonly exchange: string
  readonly key: Buffer
  readonly state: State
  readonly by: Doer
  readonly paper: Paper
}

/** Sealed on the shelf, as what an official sends is. */
export async function attached(
  shelf: Pick<Shelf, 'put' | 'drop'>,
  { exchange, key, state, by, paper }: Given,
): Promise<RequestEvent> {
  if (by !== 'sender' && by !== 'recipient') throw new Error(`${by} attaches nothing`)
  if (!canAttach(state, by)) throw new Error(`${exchange}: nothing is attached in ${state}`)
  const { kind, language, title, name, text } = paper
  const bytes = async function* () {
    yield Buffer.from(text)
  }
  const taken = await takeIn(shelf, { exchange, key }, { name, bytes: bytes(), end: () => 'whole' })
  if (!taken.ok) throw new Error(`${exchange}: ${taken.refusal.code}`)
  const { id, digest, type, sizeBytes } = taken.value
  return {
    event: 'attached',
    data: { id, digest, type: type.id, sizeBytes, language, kind, about: [title, name] },
  }
}
