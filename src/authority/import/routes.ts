// The doors of import and export: what a file holds, the check of one, its report, the writing, the files themselves.

import { z } from 'zod'
import { type AnyDoor, door } from '../../base/door.ts'
import { done } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { remitsOf, signed } from '../keeping/administration.ts'
import type { KeepPorts } from '../keeping/ports.ts'
import { checked, takeIn, uploadBytesMax, written } from './check.ts'
import { columnsFor, rowOf } from './columns.ts'
import { type FileKind, tableFile, tableSchema } from './export.ts'
import { importPage } from './page-import.ts'
import { reportPage } from './page-report.ts'
import { linesMax } from './sheet.ts'
import { columnRows, columnsSchema, reportSchema, reportView } from './view.ts'

const path = '/administration/import'

/** Errors of all: permission.sign-in, permission.coordinator. */
export const importDoors = (ports: KeepPorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path,
    summary: 'authority-import.title',
    view: columnsSchema,
    run: call =>
      signed(call, async ({ who, t }) => {
        const remits = await remitsOf(ports, who)
        return remits.ok ? done({ columns: columnRows(t), linesMax, bytesMax: uploadBytesMax }) : remits
      }),
    page: (_, call) => importPage(ports.choices, call),
  }),
  door({
    method: 'POST',
    path,
    summary: 'authority-import.check',
    upload: { bytesMax: uploadBytesMax },
    view: z.object({ import: z.string(), href: z.string() }),
    status: 201,
    run: (call, { file = null }) =>
      signed(call, async one => {
        const taken = await takeIn(ports, one, file)
        return taken.ok ? done({ import: taken.value, href: `${path}/${taken.value}` }) : taken
      }),
    after: view => view.href,
    again: async (call, _, refusal) => importPage(ports.choices, call, refusal),
  }),
  door({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'authority-import.lead',
    view: reportSchema,
    run: (call, { params }) => signed(call, one => report(ports, one, params.id)),
    page: (view, call) => reportPage(call, view),
  }),
  door({
    method: 'POST',
    path: `${path}/:id`,
    summary: 'authority-import.title',
    body: z.strictObject({ mark: z.string().max(100) }),
    view: reportSchema,
    run: (call, { params, body }) =>
      signed(call, async one => {
        const did = await written(ports, one, params.id ?? '', body.mark)
        return did.ok ? report(ports, one, params.id) : did
      }),
    after: view => `${path}/${view.import}`,
    async again(call, { params }, refusal) {
      const found = await signed(call, one => report(ports, one, params.id))
      return found.ok ? reportPage(call, found.value, refusal) : null
    },
  }),
  fileDoor(ports, 'csv'),
  fileDoor(ports, 'xlsx'),
]

async function report(ports: KeepPorts, call: Parameters<typeof checked>[1], id = '') {
  const found = await checked(ports, call, id)
  return found.ok ? done(reportView(call, found.value)) : found
}

/** Authorities of the remit, so that the same file can be sent back as it is. */
const fileDoor = (ports: KeepPorts, kind: FileKind): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: `/administration/authorities.${kind}`,
    summary: `exchange-export.${kind}.link`,
    view: tableSchema,
    run: call =>
      signed(call, async ({ who }) => {
        const remits = await remitsOf(ports, who)
        if (!remits.ok) return remits
        const records = await ports.imports.remit(who.country, {
          office: who.authority,
          remits: remits.value,
        })
        const columns = columnsFor(records)
        return done({ columns, rows: records.map(record => rowOf(record, columns)) })
      }),
    file: tableFile(kind, { name: 'authorities', title: 'authority-admin.title', width: 20 }),
  })
