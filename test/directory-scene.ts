// For tests of pages: an authority with a proposal, one that is suspended, the report of a file with faulty lines.
import { cast } from './cast.ts'
import { programOf } from './program.ts'
import type { Stage } from './stage.ts'

const { anna, javier, jadwiga } = cast

export type DirectoryScene = Readonly<Record<'suspended' | 'report', string>>

const csv = (id: string): string =>
  [
    'id,country,status,type,level,areas,competences,town,email,name.pl',
    `${id},PL,active,,,,,Gniezno,,`,
    ',PL,active,professional-regulator,local,professional-qualifications,physiotherapist,Ełk,e@example.invalid,Izba',
    ',PL,active,professional-regulator,global,professional-qualifications,alchemist,Ełk,nobody,Izba druga',
    '',
  ].join('\r\n')

/** Addresses. The authority of Anna has a proposal of Javier's waiting. */
export async function setDirectory(stage: Stage): Promise<DirectoryScene> {
  const coordinator = await programOf(stage, jadwiga)
  const outsider = await programOf(stage, javier)
  const kept = `/authorities/${anna.authority}`
  const proposal = { field: 'street', value: 'ul. Lipowa 7', reason: 'Poczta wraca.', language: 'pl' }
  await outsider.call(`${kept}/actions/propose`, { ...(await versionIn(kept)), ...proposal })

  const own = Object.values(cast).flatMap(({ authorities }) => authorities)
  const { items } = (await coordinator.call('/administration?status=active')) as unknown as Listed
  const free = items.filter(({ authority }) => !own.includes(authority))
  const [gone, next] = free.map(({ authority }) => authority)
  const suspended = `/authorities/${gone}`
  const reason = 'Urząd łączy się z innym.'
  await coordinator.call(`${suspended}/actions/suspend`, {
    ...{ ...(await versionIn(suspended)), reason, successor: next },
  })
  const { href } = await coordinator.upload('/administration/import', 'authorities.csv', csv(next ?? ''))
  return { suspended, report: href }

  async function versionIn(path: string): Promise<{ readonly version: number }> {
    const { version } = await coordinator.call(path)
    return { version }
  }
}

type Listed = { readonly items: readonly { readonly authority: string }[] }
