// An authority as a view of an exchange names it.
import { type Authority, officialNameOf, titleOf } from '../authority/model.ts'
import type { Texts } from '../base/text.ts'
import type { PartyView } from './view-schema.ts'

/** One that is no longer in the directory is named by its id. */
export function partyView(t: Texts, authorities: ReadonlyMap<string, Authority>, id: string): PartyView {
  const authority = authorities.get(id)
  if (!authority) return { authority: id, name: id, lang: 'en', title: '', country: '' }
  const { name, lang } = officialNameOf(authority, t.lang)
  return {
    ...{ authority: id, name, lang, title: titleOf(authority, t.lang), country: authority.country },
  }
}
