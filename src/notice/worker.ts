// What runs beside the pages: tells what the log holds, makes mails from what is due, hands them over.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Followed, follow, untilNone } from '../base/follow.ts'
import type { Jobs } from '../base/job.ts'
import type { Log } from '../base/log.ts'
import type { Sql } from '../base/sql.ts'
import type { Library } from '../base/text.ts'
import { directoryFollower, tellDirectory } from './directory.ts'
import { allocationFollower, noticeFollower, tellOf } from './follow.ts'
import type { Letterbox } from './letters.ts'
import { mailOf } from './mail.ts'
import { daysBefore, keptDays, later, nextAttempt, pauseMinutes } from './model.ts'
import { type RegistrantPorts, registrantFollower, tellRegistrants } from './registrant.ts'
import {
  type DueNotice,
  dueNotices,
  endAttempt,
  insertMails,
  mayMake,
  sweepMails,
  type TakenMail,
  takeMail,
} from './store/mails.ts'
import { readWhatWasSeen, sweepNotices } from './store/notices.ts'
import type { Handed, Transport } from './transport.ts'

export type WorkerPorts = {
  readonly sql: Sql
  readonly library: Library
  readonly transport: Transport
  readonly clock: () => string
  readonly log: Pick<Log, 'error' | 'warn'>
  readonly publicUrl: string
  /** Opens letters; without it they wait. */
  readonly letters?: Pick<Letterbox, 'read'>
  /** Follows the registrations of authorities. */
  readonly registrants?: RegistrantPorts
}

/** So long a mail belongs to whoever took it; far longer than any attempt lasts. Unit: minutes. */
const takenMinutes = 10
const sendersAtOnce = 4

export type Worker = {
  /** Works off the log; answers how many entries there were. */
  tell(): Promise<number>
  /** Makes mails from what is due; answers how many. */
  make(): Promise<number>
  /** Hands over what waits; answers how many mails have ended. */
  send(): Promise<number>
  sweep(): Promise<void>
}

export const openWorker = (ports: WorkerPorts): Worker => ({
  async tell() {
    const apply = (tx: Parameters<ReturnType<typeof tellOf>>[0], entries: readonly Followed[]) =>
      tellOf(ports.clock)(tx, entries)
    const told = await untilNone(() => follow(ports.sql, noticeFollower, apply))
    const allocated = await untilNone(() => follow(ports.sql, allocationFollower, apply))
    const kept = tellDirectory(ports.clock)
    const directory = await untilNone(() => follow(ports.sql, directoryFollower, kept))
    return told + allocated + directory + (await tellRegistrantsOf(ports))
  },
  make: () => untilNone(() => makeSome(ports)),
  async send() {
    const ended = await Promise.all(Array.from({ length: sendersAtOnce }, () => sendAll(ports)))
    return ended.reduce((sum, count) => sum + count, 0)
  },
  async sweep() {
    const { sql, clock } = ports
    await readWhatWasSeen(sql, {})
    await sweepNotices(sql, daysBefore(clock(), keptDays.notice))
    await sweepMails(sql, daysBefore(clock(), keptDays.mail))
  },
})

/** Of programs that serve registrations. */
const tellRegistrantsOf = async ({ sql, registrants }: WorkerPorts): Promise<number> =>
  registrants ? untilNone(() => follow(sql, registrantFollower, tellRegistrants(registrants))) : 0

const nothing = z.object({})

/** By the clock, whichever process comes first; telling goes on in each process and gives way to others. */
export function defineJobs(jobs: Jobs, worker: Worker): void {
  const every = (expression: string) => ({
    data: nothing,
    retryCountMax: 0,
    cron: { expression, zone: 'UTC' },
  })
  jobs.define('notice-mails', every('* * * * *'), async () => {
    await worker.make()
    await worker.send()
  })
  jobs.define('notice-sweep', every('17 * * * *'), worker.sweep)
}

/** One transaction: notices that are due become mails, each notice once. */
function makeSome({ sql, library, clock, publicUrl }: WorkerPorts): Promise<number> {
  return sql.begin(async tx => {
    if (!(await mayMake(tx))) return 0
    const now = clock()
    await readWhatWasSeen(tx, { dueAt: now })
    const due = await dueNotices(tx, now, later(now, -pauseMinutes))
    const byUser = Map.groupBy(due, one => one.user)
    const made = [...byUser].map(([user, items]) => mailFor(library, user, items, publicUrl))
    const parts = made.flatMap(({ id, user }) =>
      (byUser.get(user) ?? []).map(({ exchange, version }) => ({ mail: id, user, exchange, version })),
    )
    if (made.length > 0) await insertMails(tx, made, parts, now)
    return made.length
  })
}

function mailFor(library: Library, user: string, items: readonly DueNotice[], publicUrl: string) {
  const [first] = items
  const lang = first?.lang ?? 'en'
  return {
    id: randomUUID(),
    user,
    lang,
    notices: items.length,
    ...mailOf(library.in(lang), items, publicUrl),
  }
}

/** One after another until none waits, or nobody answers. */
async function sendAll(ports: WorkerPorts): Promise<number> {
  const { sql, transport, clock, letters } = ports
  for (let ended = 0; ; ) {
    const now = clock()
    const mail = await takeMail(sql, now, later(now, takenMinutes))
    if (!mail) return ended
    const { sealed } = mail
    const letter = sealed && letters?.read(mail.id, sealed)
    const handed: Handed =
      sealed && !letter
        ? { outcome: 'later', failure: 'ESEALED' }
        : await transport.send({ ...mail, ...letter })
    if (await finish(ports, mail, handed)) ended++
    if (handed.outcome === 'unreachable') return ended
  }
}

/** True where the mail has ended, one way or the other. */
async function finish({ sql, clock, log }: WorkerPorts, mail: TakenMail, handed: Handed): Promise<boolean> {
  const at = clock()
  if (!('failure' in handed)) {
    await endAttempt(sql, mail, { state: handed.outcome, nextAt: null, failure: null, at })
    return true
  }
  const nextAt = handed.outcome === 'refused' ? null : nextAttempt(at, mail.attempts)
  const state = nextAt === null ? 'dead' : 'waiting'
  await endAttempt(sql, mail, { state, nextAt, failure: handed.failure, at })
  const facts = { mail: mail.id, failure: handed.failure, attempts: mail.attempts }
  if (state === 'dead') log.error('mail given up', new Error('the mail server did not take it'), facts)
  else log.warn('mail waits', facts)
  return state === 'dead'
}
