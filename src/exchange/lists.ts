// What may be chosen in the fields of procedures: languages, countries, professions, activities.
import type { Library } from '../base/text.ts'
import type { Lists } from './kinds/request-forms.ts'

/** The lists of this installation; professions and activities are those that the lexicon names. */
export function listsOf({ languages, messages }: Library, countries: readonly string[]): Lists {
  const keys = Object.keys(messages.get('en') ?? {})
  const named = (kind: string): readonly string[] => {
    const prefix = `lexicon.${kind}.`
    return keys.filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length))
  }
  const list = { profession: named('profession'), activity: named('activity') }
  return { languages: languages.map(({ code }) => code), countries, list: name => list[name] }
}
