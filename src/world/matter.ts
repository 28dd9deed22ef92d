// What an invented request is about: the person or firm, the form, the questions with their explanations.
import type { Authority } from '../authority/model.ts'
import type { Lang } from '../base/text.ts'
import type { Asked, Value } from '../exchange/kinds/request-shape.ts'
import type { Field, Procedure } from '../procedure/model.ts'
import type { Chance } from './chance.ts'
import { type DayNumber, isoDay } from './days.ts'
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
  const person = inventName(words, lang, chance, matter.isWoman ? true : chance.isIn(0.5))
  const name = chance.isIn(0.4)
    ? person.family
    : `${inventName(words, lang, chance).family} & ${inventName(words, lang, chance).family}`
  const street = words.street.replace('{number}', String(chance.between(1, 96)))
  return {
    ...{ ...parties, person, matters, matter, place },
    firm: countryOf(recipient.country).company.replace('{name}', name),
    registerNumber: `${recipient.country}-${chance.between(100_000, 999_999)}`,
    address: `${street}, ${recipient.postcode} ${recipient.town}`,
  }
}

const share = { optional: 0.8, also: 0.5, note: 0.45, urgent: 0.06 } as const

/** Everything that is sent, but for recipient and day. `day`: of sending. */
export function inventAsking(
  sources: Sources,
  substance: Substance,
  { lang, day, chance }: { lang: Lang; day: DayNumber; chance: Chance },
): Asking {
  const { procedure, matters, matter, place } = substance
  const texts = sources.wordsOf(lang).background[procedure.id] ?? []
  const wanted = [...matter.core, ...matter.also.filter(() => chance.isIn(share.also))]
  const asked = procedure.questions.flatMap(({ id }): Asked[] => {
    if (!wanted.includes(id)) return []
    const note = matters.notes[id]
    const isNoted = note !== undefined && note !== place && chance.isIn(share.note)
    return [isNoted ? { question: id, note: texts[note] } : { question: id }]
  })
  const urgentReason = texts[matters.urgent]
  const isUrgent = place !== matters.urgent && urgentReason !== undefined && chance.isIn(share.urgent)
  return {
    language: lang,
    fields: fieldsOf(sources, substance, { day, chance, background: texts[place] ?? '' }),
    asked,
    isUrgent,
    ...(isUrgent ? { urgentReason } : {}),
  }
}

type Filling = { readonly day: DayNumber; readonly chance: Chance; readonly background: string }

function fieldsOf(sources: Sources, substance: Substance, filling: Filling): Asking['fields'] {
  const wanted = substance.procedure.form.filter(
    field => field.required || filling.chance.isIn(share.optional),
  )
  return Object.fromEntries(wanted.map(field => [field.id, fieldValue(sources, substance, field, filling)]))
}

function fieldValue(
  sources: Sources,
  { sender, recipient, person, firm, registerNumber, address, matter }: Substance,
  { id, options }: Field,
  { day, chance, background }: Filling,
): Value {
  const names = (count: number) => {
    const lang = chance.pick(recipient.languages)
    const words = sources.wordsOf(lang)
    return Array.from({ length: count }, () => fullName(inventName(words, lang, chance)))
  }
  switch (id) {
    case 'profession':
      return sender.competences[0] ?? ''
    case 'activity':
      return chance.pick(recipient.competences)
    case 'subject':
      return chance.pick(matter.subject ?? options ?? [])
    case 'background':
      return background
    case 'family-name':
      return person.family
    case 'given-names':
      return person.given
    case 'birth-day':
      return isoDay(day - chance.between(24 * 365, 58 * 365))
    case 'birth-country':
      return recipient.country
    case 'qualification-title':
      return sources.term(chance.pick(recipient.languages), 'profession', recipient.competences[0] ?? '')
    case 'qualification-year':
      return matter.year ?? chance.between(1998, 2023)
    case 'provider-name':
    case 'undertaking-name':
      return firm
    case 'provider-register-number':
    case 'undertaking-register-number':
      return registerNumber
    case 'provider-address':
    case 'undertaking-address':
      return address
    case 'contact-person':
      return fullName(person)
    case 'worker-names':
      return names(chance.between(2, 4)).join('; ')
    case 'posting-from':
      return isoDay(day - chance.between(20, 160))
    case 'posting-to':
      return isoDay(day + chance.between(15, 200))
    case 'host-address': {
      const { street } = sources.wordsOf(sender.languages[0] ?? 'en')
      return `${street.replace('{number}', String(chance.between(1, 96)))}, ${sender.postcode} ${sender.town}`
    }
    default:
      throw new Error(`no value for field ${id}`)
  }
}

export const fullName = ({ given, family }: PersonName): string => `${given} ${family}`
