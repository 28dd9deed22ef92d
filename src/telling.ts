// Opens what tells people of what happened: the followers of the logs, the outbox, the way that mails go.
import type { Closers } from './base/closers.ts'
import type { Jobs } from './base/job.ts'
import type { Log } from './base/log.ts'
import type { Settings } from './base/settings.ts'
import type { Sql } from './base/sql.ts'
import type { Library } from './base/text.ts'
import type { Vault } from './exchange/vault.ts'
import { letterbox } from './notice/letters.ts'
import { logTransport, smtpTransport } from './notice/transport.ts'
import { defineJobs, openWorker, type Worker } from './notice/worker.ts'
import { openRegistrants } from './registering.ts'
import type { InvitePorts } from './user/keeping/ports.ts'

type Wanted = {
  readonly sql: Sql
  readonly settings: Pick<Settings, 'publicUrl' | 'mail'>
  readonly log: Log
  readonly clock: { readonly now: () => string }
  readonly vault: Vault
  readonly library: Library
  readonly jobs: Jobs
  readonly people: InvitePorts
}

/** Tells and mails; stops before the jobs that run it. */
export function openNotices(
  { sql, settings, log, clock, vault, library, jobs, people }: Wanted,
  closers: Closers,
): Worker {
  const { publicUrl, mail } = settings
  const transport = mail ? smtpTransport({ ...mail, publicUrl }) : logTransport
  closers.add(async () => transport.close())
  const shared = { sql, library, clock: clock.now, publicUrl }
  const registrants = openRegistrants({ ...shared, vault, people, log })
  const worker = openWorker({ ...shared, transport, log, letters: letterbox(vault), registrants })
  defineJobs(jobs, worker)
  return worker
}
