// For tests of pages: an authority with a proposal, one that is suspended, one that registers, reports of files with
// faulty lines.
import { setTimeout as wait } from 'node:timers/promises'
import { cast } from './cast.ts'
import { type Program, programOf } from './program.ts'
import type { Stage } from './stage.ts'

const { anna, javier, jadwiga, katarzyna } = cast

export type DirectoryScene = Readonly<
  Record<'suspended' | 'report' | 'usersReport' | 'link' | 'registers', string>
>

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
  const keeper = await programOf(stage, katarzyna)
  const users = await keeper.upload(`${kept}/users/import`, 'users.csv', 'mail,name\nnobody,Nobody\n')
  const registers = await inviting(coordinator)
  return { suspended, report: href, usersReport: users.href, ...registers }

  async function versionIn(path: string): Promise<{ readonly version: number }> {
    const { version } = await coordinator.call(path)
    return { version }
  }
}

/** The link is in the letter. */
async function inviting(coordinator: Program): Promise<Pick<DirectoryScene, 'link' | 'registers'>> {
  const invited = { name: 'Izba', email: 'izba@example.invalid', language: 'pl' }
  const made = (await coordinator.call('/administration/invite', {
    ...{ ...invited, areas: ['professional-qualifications'] },
  })) as unknown as { readonly authority: string }
  for (;;) {
    const { items } = (await coordinator.call('/operator/mails')) as unknown as { items: { text: string }[] }
    const [link] = items.flatMap(({ text }) => /\/registration\/[\w-]+/.exec(text)?.[0] ?? [])
    if (link) return { link, registers: `/authorities/${made.authority}` }
    await wait(100)
  }
}

type Listed = { readonly items: readonly { readonly authority: string }[] }
