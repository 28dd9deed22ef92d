// Fills the form of an invented request.
import type { Value } from '../exchange/kinds/request-shape.ts'
import type { Field } from '../procedure/model.ts'
import type { Chance } from './chance.ts'
import { type DayNumber, isoDay } from './days.ts'
import type { Substance } from './matter.ts'
import { fullName, inventName } from './people.ts'
import type { Sources } from './sources.ts'

export type Filling = {
  readonly day: DayNumber
  readonly chance: Chance
  readonly background: string
  /** Of the qualification, where a text tells it. */
  readonly year: number | undefined
}

const optionalShare = 0.8

/** The required fields and most of the others. */
export function fieldsOf(
  sources: Sources,
  substance: Substance,
  filling: Filling,
): Readonly<Record<string, Value>> {
  const wanted = substance.procedure.form.filter(
    field => field.required || filling.chance.isIn(optionalShare),
  )
  return Object.fromEntries(wanted.map(field => [field.id, fieldValue(sources, substance, field, filling)]))
}

function fieldValue(
  sources: Sources,
  { sender, recipient, person, firm, registerNumber, address, matter }: Substance,
  { id, options }: Field,
  { day, chance, background, year }: Filling,
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
      return year ?? chance.between(1998, 2023)
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
