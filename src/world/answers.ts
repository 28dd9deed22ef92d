// Invents the answers to what was asked: an option by its weight, and the details that it calls for.
import type { Lang } from '../base/text.ts'
import type { Answer, Asked, Value } from '../exchange/kinds/request-shape.ts'
import { answersWanting, applies, type Detail, optionsOf, type Question } from '../procedure/model.ts'
import type { Chance } from './chance.ts'
import { type DayNumber, isoDay } from './days.ts'
import { countryOf } from './frame.ts'
import type { Substance } from './matter.ts'
import { dayRanges, numbers } from './matters.ts'
import { fullName, inventName } from './people.ts'
import type { Sources } from './sources.ts'

export type Answering = {
  readonly sources: Sources
  readonly substance: Substance
  readonly asked: readonly Asked[]
  /** The language of the answer. */
  readonly lang: Lang
  readonly day: DayNumber
  readonly chance: Chance
  /** Answers that came from others already. */
  readonly known: Readonly<Record<string, Answer>>
}

const detailShare = 0.72

/** An answer to each question that applies. */
export function inventAnswers(given: Answering): Readonly<Record<string, Answer>> {
  const { substance, asked, chance, known } = given
  const ids = asked.map(({ question }) => question)
  const answers: Record<string, Answer> = {}
  for (const question of substance.procedure.questions) {
    if (!ids.includes(question.id) || !applies(question, ids, answers)) continue
    const there = known[question.id]
    if (there) {
      answers[question.id] = there
      continue
    }
    const answer = optionFor(given, question)
    const details = question.details.filter(
      detail =>
        answersWanting(question, detail).includes(answer) && (detail.required || chance.isIn(detailShare)),
    )
    const values = details.map(detail => [detail.id, detailValue(given, detail)] as const)
    answers[question.id] = values.length > 0 ? { answer, details: Object.fromEntries(values) } : { answer }
  }
  return answers
}

/** Mostly one of the weighted ones; each option occurs, but those that call for a text of their own. */
function optionFor({ substance, chance }: Answering, question: Question): string {
  const weights = substance.matters.answers[question.id]
  if (weights && chance.isIn(0.985)) return chance.weighted(weights)
  const rare = question.details.some(({ type, required, when }) => type === 'free-text' && required && when)
  if (rare || chance.isIn(0.96)) return weights ? chance.weighted(weights) : (optionsOf(question)[0] ?? '')
  return chance.pick(optionsOf(question))
}

function detailValue(given: Answering, detail: Detail): Value {
  const { chance, day, sources, lang } = given
  switch (detail.type) {
    case 'free-text': {
      const { remark } = sources.wordsOf(lang)
      return chance.pick(detail.required ? remark.slice(1, 3) : remark)
    }
    case 'choice':
      return chance.isIn(0.6) ? (detail.options?.[0] ?? '') : chance.pick(detail.options ?? [])
    case 'number': {
      const [least, most, step] = numbers[detail.id] ?? [1, 30, 1]
      return least + step * chance.between(0, Math.floor((most - least) / step))
    }
    case 'day': {
      const [from, to] = dayRanges[detail.id] ?? [-400, -30]
      return isoDay(day + chance.between(from, to))
    }
    case 'day-range': {
      const to = day - (chance.isIn(0.5) ? 0 : chance.between(30, 900))
      return { from: isoDay(to - chance.between(400, 4000)), to: isoDay(to) }
    }
    case 'list':
      return listValue(given, detail.id)
    case 'text':
      return textValue(given, detail.id)
  }
}

function listValue(given: Answering, id: string): readonly string[] {
  const { substance, sources, lang, chance } = given
  switch (id) {
    case 'activities':
      return sources
        .terms(lang, 'activity', chance.pick(sources.activities(substance.recipient.competences)))
        .slice(0, 3)
    case 'clients':
      return [1, 2].map(() => firmIn(given, substance.sender.country, substance.sender.languages))
    default:
      return [fullName(substance.person), ...(chance.isIn(0.4) ? [someone(given)] : [])]
  }
}

const someone = ({ sources, lang, chance }: Answering): string =>
  fullName(inventName(sources.wordsOf(lang), lang, chance))

function firmIn({ sources, chance }: Answering, country: string, languages: readonly Lang[]): string {
  const lang = languages[0] ?? 'en'
  const { family } = inventName(sources.wordsOf(lang), lang, chance)
  return countryOf(country).company.replace('{name}', family)
}

function textValue(given: Answering, id: string): string {
  const { substance, sources, lang, chance } = given
  const { recipient, sender, person } = substance
  switch (id) {
    case 'number':
    case 'register-number':
    case 'licence-number':
      return substance.registerNumber
    case 'seat':
      return substance.address
    case 'form':
      return countryOf(recipient.country)
        .company.replace(/\{name\}|[„“”,]/g, '')
        .trim()
    case 'territory':
    case 'law':
      return sources.country(lang, recipient.country)
    case 'worker-contracts':
      return recipient.town
    case 'client-contracts':
      return sender.town
    case 'register':
    case 'authority':
      return (
        recipient.officialNames.find(one => one.lang === lang)?.name ?? recipient.officialNames[0]?.name ?? ''
      )
    case 'listed-title':
      return sources.term(lang, 'profession', recipient.competences[0] ?? '')
    case 'names':
      return `${fullName(person)}; ${person.family}, ${person.given}`
    case 'contact-person':
      return fullName(person)
    case 'document-holder':
      return chance.isIn(0.5) ? fullName(person) : someone(given)
    default:
      throw new Error(`no text for detail ${id}`)
  }
}
