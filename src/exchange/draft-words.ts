// How the value of a draft's field reads: the label of a choice, a day, the name of an authority, else what was typed.
import { nameOf } from '../authority/model.ts'
import type { Texts } from '../base/text.ts'
import { choiceKey, type Detail, type Field, optionKey, type Procedure } from '../procedure/model.ts'
import type { Clash } from './draft-merge.ts'
import type { ExchangePorts } from './ports.ts'

/** What a colleague wrote in each field, in the reader's language; empty where the field was emptied. */
export async function draftWords(
  ports: Pick<ExchangePorts, 'authorities'>,
  t: Texts,
  procedure: Procedure,
  clashes: readonly Clash[],
): Promise<readonly string[]> {
  const ids = clashes.flatMap(({ path, theirs }) =>
    path === 'recipient' && typeof theirs === 'string' ? [theirs] : [],
  )
  const authorities = await ports.authorities(ids)
  return clashes.map(({ path, theirs }) => {
    if (theirs === null) return ''
    if (typeof theirs !== 'string') return Array.isArray(theirs) ? theirs.join('\n') : String(theirs)
    const authority = path === 'recipient' ? authorities.get(theirs) : undefined
    return authority ? nameOf(authority, t.lang) : wordsOf(t, procedure, path, theirs)
  })
}

function wordsOf(t: Texts, procedure: Procedure, path: string, value: string): string {
  const [group = '', id = '', kind = '', detail = ''] = path.split('.')
  if (path === 'language') return t.language(value)
  if (path === 'country') return /^[A-Z]{2}$/.test(value) ? t.country(value) : value
  if (path === 'askedDay') return dayWords(t, value)
  if (group === 'fields')
    return itemWords(
      t,
      procedure,
      `field.${id}`,
      procedure.form.find(one => one.id === id),
      value,
    )
  const question = procedure.questions.find(one => one.id === id)
  if (group !== 'answers' || !question) return value
  if (kind === 'answer') return known(t, optionKey(procedure, question, value), value)
  const item = question.details.find(one => one.id === detail)
  return itemWords(t, procedure, `question.${id}.detail.${detail}`, item, value)
}

function itemWords(
  t: Texts,
  { id }: Procedure,
  place: string,
  item: Field | Detail | undefined,
  value: string,
): string {
  switch (item?.type) {
    case 'choice':
      return known(t, choiceKey(item, `${id}.${place}`, value), value)
    case 'country':
      return t.country(value)
    case 'day':
    case 'day-range':
      return dayWords(t, value)
    default:
      return value
  }
}

const known = (t: Texts, key: string, value: string): string => (t.has(key) ? t(key) : value)
const dayWords = (t: Texts, value: string): string => (/^\d{4}-\d\d-\d\d$/.test(value) ? t.day(value) : value)
