// For tests of pages: exchanges that need more than two people, made by programs: split, with a coordinator, referred,
// in a dossier, with an attachment.
import { cast } from './cast.ts'
import { answers, officialsIn, programOf, request } from './program.ts'
import type { Stage } from './stage.ts'

const { anna, javier, jadwiga, katarzyna } = cast
const procedure = 'pq-information-request'
const areaCoordinator = 'pl-area-coordinator-professional-qualifications'

export type Scene = Readonly<
  Record<'split' | 'splittable' | 'open' | 'referred' | 'awaiting' | 'returned' | 'dossier', string>
>

/** Addresses. All are requests of Anna to Javier; from then on Anna's requests need Jadwiga's approval. */
export async function setScene(stage: Stage): Promise<Scene> {
  const sender = await programOf(stage, anna)
  const recipient = await programOf(stage, javier)
  const coordinator = await programOf(stage, jadwiga)
  const keeper = await programOf(stage, { user: katarzyna.user, authority: anna.authority })
  const sent = async (): Promise<string> => {
    const begun = await sender.call('/exchanges', { procedure })
    return (await sender.act(begun, 'send', request)).number
  }
  const accepted = async (): Promise<string> => (await recipient.does(await sent(), 'accept')).number

  const [office] = (await officialsIn(stage, 'ES')).filter(one => one.authority !== javier.authority)
  const split = await accepted()
  const part = { asked: ['sanctions'], recipient: office?.authority, reason: 'Lo sabe esa oficina.' }
  await recipient.does(split, 'split', { ...part, language: 'es' })

  const referred = await accepted()
  await recipient.does(referred, 'answer', { language: 'es', answers })
  await sender.does(referred, 'not-satisfied', { reason: 'Brakuje daty wpisu.', language: 'pl' })

  const [splittable, open] = [await accepted(), await sent()]
  await keeper.call(`/authorities/${anna.authority}/approval`, {
    ...{ procedure, step: 'send', coordinator: jadwiga.authority },
  })
  const [awaiting, returned] = [await sent(), await sent()]
  await coordinator.does(returned, 'return', { reason: 'Brakuje podstawy prawnej.', language: 'pl' })
  await sender.call(`/exchanges/${referred}/dossier`, { name: 'Lipowa' })
  const { items } = (await sender.call('/dossiers')) as unknown as { items: readonly { dossier: string }[] }
  const at = (number: string): string => `/exchanges/${number}`
  return {
    ...{ split: at(split), splittable: at(splittable), open: at(open), referred: at(referred) },
    ...{ awaiting: at(awaiting), returned: at(returned), dossier: `/dossiers/${items[0]?.dossier}` },
  }
}

/** Jadwiga works for two offices: the one that is asked for opinions, and the one that approves. */
export const offices = { opinions: areaCoordinator, approvals: jadwiga.authority } as const
