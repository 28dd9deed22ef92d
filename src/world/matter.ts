// What an invented request is about: the person or firm, the form, the questions with their explanations.
import type { Authority } from '../authority/model.ts'
import type { Lang } from '../base/text.ts'
import type { Asked, Value } from '../exchange/kinds/request-shape.ts'
import type { Procedure } from '../procedure/model.ts'
import type { Chance } from './chance.ts'
import type { DayNumber } from './days.ts'
import { fieldsOf } from './fields.ts'
import { countryOf } from './frame.ts'
import { type Matter, mattersOf, type ProcedureMatters } from './matters.ts'
import { inventName, type PersonName } from './people.ts'
import type { Sources } from './sources.ts'

/** What both the request and its answer know. */
export type Substance = {
  readonly procedure: Procedure
  readonly sender: Authority
  readonly recipient: Authority
  readonly person: PersonName
  readonly isWoman: boolean
  readonly firm: string
  readonly registerNumber: string
  readonly address: string
  readonly matters: ProcedureMatters
  readonly matter: Matter
  /** Place of the matter among those of the procedure: of the background text, too. */
  readonly place: number
}

export type Asking = {
  readonly language: Lang
  readonly fields: Readonly<Record<string, Value>>
  readonly asked: readonly Asked[]
  readonly isUrgent: boolean
  readonly urgentReason?: string
}

type Parties = Pick<Substance, 'procedure' | 'sender' | 'recipient'>

/** The person and the firm live where the recipient is. */
export function inventSubstance(sources: Sources, parties: Parties, chance: Chance): Substance {
  const { recipient, procedure } = parties
  const matters = mattersOf(procedure.id)
  const place = chance.between(0, matters.matters.length - 1)
  const matter = matters.matters[place]
  if (!matter) throw new Error(`${procedure.id} has no matters`)
  const lang = chance.pick(recipient.languages)
  const words = sources.wordsOf(lang)
  const isWoman = matter.isWoman ?? chance.isIn(0.5)
  const person = inventName(words, lang, chance, isWoman)
  const name = chance.isIn(0.4)
    ? person.family
    : `${inventName(words, lang, chance).family} & ${inventName(words, lang, chance).family}`
  const street = words.street.replace('{number}', String(chance.between(1, 96)))
  return {
    ...{ ...parties, person, isWoman, matters, matter, place },
    firm: countryOf(recipient.country).company.replace('{name}', name),
    registerNumber: `${recipient.country}-${chance.between(100_000, 999_999)}`,
    address: `${street}, ${recipient.postcode} ${recipient.town}`,
  }
}

const share = { also: 0.5, note: 0.35, urgent: 0.06 } as const

/** Everything that is sent, but for recipient and day. `day`: of sending. */
export function inventAsking(
  sources: Sources,
  substance: Substance,
  { lang, day, chance }: { lang: Lang; day: DayNumber; chance: Chance },
): Asking {
  const { procedure, matters, matter, place } = substance
  const texts = sources.wordsOf(lang).background[procedure.id] ?? []
  const wanted = [...matter.core, ...matter.also.filter(() => chance.isIn(share.also))]
  const ids = procedure.questions.flatMap(({ id }) => (wanted.includes(id) ? [id] : []))
  const notes = new Map(ids.flatMap(id => noteOn(substance, id, chance)))
  const urgentReason = texts[matters.urgent]
  const isUrgent = place !== matters.urgent && urgentReason !== undefined && chance.isIn(share.urgent)
  const told = [place, ...notes.values()].flatMap(at => matters.matters[at]?.year ?? [])
  return {
    language: lang,
    fields: fieldsOf(sources, substance, { day, chance, background: texts[place] ?? '', year: told[0] }),
    asked: ids.map(question => {
      const note = notes.get(question)
      return note === undefined ? { question } : { question, note: texts[note] }
    }),
    isUrgent,
    ...(isUrgent ? { urgentReason } : {}),
  }
}

/** The place of the text that explains a question; none that says again what the background says. */
function noteOn(
  { matters, place, isWoman }: Substance,
  question: string,
  chance: Chance,
): readonly (readonly [string, number])[] {
  const note = matters.notes[question]
  if (note === undefined || note === place || !chance.isIn(share.note)) return []
  return matters.matters[note]?.isWoman && !isWoman ? [] : [[question, note]]
}
