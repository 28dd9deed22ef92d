// The cast as tests name it: the same people and authorities that the world invents.
import { type Member, cast as members } from '../src/world/cast.ts'

export type CastMember = Pick<Member, 'user' | 'name' | 'lang'> & {
  /** The one that the person is known for. */
  readonly authority: string
  /** All that the person acts for. */
  readonly authorities: readonly string[]
  readonly country: string
}

type Short =
  | 'anna'
  | 'javier'
  | 'sabine'
  | 'nikolaos'
  | 'elodie'
  | 'giulia'
  | 'florian'
  | 'ines'
  | 'erik'
  | 'mikkel'
  | 'ivana'
  | 'aoife'
  | 'piotr'
  | 'beatriz'
  | 'tomasz'
  | 'katarzyna'
  | 'eleni'
  | 'jadwiga'
  | 'rocio'
  | 'henning'

const memberOf = (short: Short): CastMember => {
  const found = members.find(member => member.short === short)
  const authority = found?.roles[0]?.authority
  if (!found || !authority) throw new Error(`${short} is not in src/world/cast.json`)
  const { user, name, lang, roles } = found
  const authorities = [...new Set(roles.map(held => held.authority))]
  return { user, name, lang, authority, authorities, country: authority.slice(0, 2).toUpperCase() }
}

/** By short name. `piotr` acts for two authorities, `beatriz` supervises, `tomasz` is a basic user. */
export const cast: Readonly<Record<Short, CastMember>> = {
  /** Physiotherapists, Warszawa. */
  anna: memberOf('anna'),
  /** Physiotherapists, Madrid. */
  javier: memberOf('javier'),
  /** Municipal licensing, Berlin. */
  sabine: memberOf('sabine'),
  /** Labour inspectorate, Αθήνα. */
  nikolaos: memberOf('nikolaos'),
  /** Labour inspectorate, Paris. */
  elodie: memberOf('elodie'),
  /** Physiotherapists, Roma. */
  giulia: memberOf('giulia'),
  /** Municipal licensing, Wien. */
  florian: memberOf('florian'),
  /** Labour inspectorate, Lisboa. */
  ines: memberOf('ines'),
  /** Physiotherapists, Stockholm. */
  erik: memberOf('erik'),
  /** Municipal licensing, København. */
  mikkel: memberOf('mikkel'),
  /** Labour inspectorate, Zagreb. */
  ivana: memberOf('ivana'),
  /** Physiotherapists, Dublin. */
  aoife: memberOf('aoife'),
  /** Labour inspectorate and municipal licensing, Warszawa. */
  piotr: memberOf('piotr'),
  /** Supervisor at Javier's authority. */
  beatriz: memberOf('beatriz'),
  /** Basic user at Anna's authority. */
  tomasz: memberOf('tomasz'),
  /** Keeps the data of Anna's authority and allocates its exchanges. */
  katarzyna: memberOf('katarzyna'),
  /** Municipal licensing, Αθήνα. */
  eleni: memberOf('eleni'),
  /** Coordinates Poland. */
  jadwiga: memberOf('jadwiga'),
  /** Coordinates Spain. */
  rocio: memberOf('rocio'),
  /** Coordinates services in Germany. */
  henning: memberOf('henning'),
}
