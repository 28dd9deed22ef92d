// Opens, for the commands that go through exchanges, what they need of the program.
import { join } from 'node:path'
import { authorityStore } from './authority/store.ts'
import type { Open } from './base/command.ts'
import { remembered } from './base/remember.ts'
import { openCalendar } from './calendar/holidays.ts'
import { openMaster } from './evidence/store.ts'
import type { HandOverPorts } from './exchange/hand-over.ts'
import { exchangeStore } from './exchange/store.ts'
import { openVault } from './exchange/vault.ts'
import { readProcedures } from './procedure/store.ts'

export async function openHandOver({ root, settings, database }: Open): Promise<HandOverPorts> {
  const { sql } = await database()
  const master = await openMaster(sql, settings.masterKey, join(settings.dataDir, 'master.key'))
  const directory = authorityStore(sql)
  return {
    catalogue: readProcedures(root),
    store: exchangeStore(sql),
    vault: openVault(master),
    authorities: remembered(ids => directory.byIds(ids), Date.now),
    calendar: openCalendar(),
    clock: () => new Date().toISOString(),
  }
}
