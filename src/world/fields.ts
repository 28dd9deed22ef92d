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
  return Object.fromEntries(wanted.map(field => [field.id, filled({ sources, substance, field, filling })]))
}

type Given = {
  readonly sources: Sources
  readonly substance: Substance
  readonly field: Field
  readonly filling: Filling
}

function filled(given: Given): Value {
  const value = values[given.field.id]
  if (!value) throw new Error(`no value for field ${given.field.id}`)
  return value(given)
}

const firm = ({ substance }: Given): Value => substance.firm
const registerNumber = ({ substance }: Given): Value => substance.registerNumber
const address = ({ substance }: Given): Value => substance.address
const dayFrom =
  (least: number, most: number) =>
  ({ filling: { day, chance } }: Given): Value =>
    isoDay(day + chance.between(least, most))

/** By field, whatever the procedure. */
const values: Readonly<Record<string, (given: Given) => Value>> = {
  background: ({ filling }) => filling.background,
  profession: ({ substance }) => substance.sender.competences[0] ?? '',
  activity: ({ sources, substance, filling }) =>
    filling.chance.pick(sources.activities(substance.recipient.competences)),
  subject: ({ substance, field, filling }) =>
    filling.chance.pick(substance.matter.subject ?? field.options ?? []),
  'family-name': ({ substance }) => substance.person.family,
  'given-names': ({ substance }) => substance.person.given,
  'birth-day': dayFrom(-58 * 365, -24 * 365),
  'birth-country': ({ substance }) => substance.recipient.country,
  'qualification-title': ({ sources, substance: { recipient }, filling }) =>
    sources.term(filling.chance.pick(recipient.languages), 'profession', recipient.competences[0] ?? ''),
  'qualification-year': ({ filling: { year, chance } }) => year ?? chance.between(1998, 2023),
  'provider-name': firm,
  'undertaking-name': firm,
  'provider-register-number': registerNumber,
  'undertaking-register-number': registerNumber,
  'provider-address': address,
  'undertaking-address': address,
  'contact-person': ({ substance }) => fullName(substance.person),
  'worker-names': workerNames,
  'posting-from': dayFrom(-160, -20),
  'posting-to': dayFrom(15, 200),
  'host-address': hostAddress,
}

function workerNames({ sources, substance: { recipient }, filling: { chance } }: Given): Value {
  const lang = chance.pick(recipient.languages)
  const words = sources.wordsOf(lang)
  const count = chance.between(2, 4)
  return Array.from({ length: count }, () => fullName(inventName(words, lang, chance))).join('; ')
}

function hostAddress({ sources, substance: { sender }, filling: { chance } }: Given): Value {
  const { street } = sources.wordsOf(sender.languages[0] ?? 'en')
  const line = street.replace('{number}', String(chance.between(1, 96)))
  return `${line}, ${sender.postcode} ${sender.town}`
}
