// The doors of import and export of users: what a file holds, the check of one, its report, the writing, the files.

import { z } from 'zod'
import { uploadBytesMax } from '../../authority/import/check.ts'
import { type FileKind, tableFile, tableSchema } from '../../authority/import/export.ts'
import { linesMax } from '../../authority/import/sheet.ts'
import { signed } from '../../authority/keeping/administration.ts'
import { type AnyDoor, type Call, door } from '../../base/door.ts'
import { done, type Result } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import { hasArea } from '../keeping/model.ts'
import type { PeoplePorts } from '../keeping/ports.ts'
import { checked, membersOf, ownPlace, takeIn, written } from './check.ts'
import { importPage, reportPage } from './pages.ts'
import { columns, rowOf } from './plan.ts'
import {
  type ColumnsView,
  columnRows,
  columnsSchema,
  type ReportView,
  reportSchema,
  reportView,
} from './view.ts'

const path = '/authorities/:id/users/import'
const pathOf = (authority: string): string => `/authorities/${encodeURIComponent(authority)}/users/import`

/** Errors of all: permission.sign-in, authority.unknown, permission.maintain. */
export const userImportDoors = (ports: PeoplePorts): readonly AnyDoor<Actor>[] => [
  ...chooseDoors(ports),
  ...reportDoors(ports),
  fileDoor(ports, 'csv'),
  fileDoor(ports, 'xlsx'),
]

const chosen = (ports: PeoplePorts, call: Call<Actor>, id: string): Promise<Result<ColumnsView>> =>
  signed(call, async ({ who, t }) => {
    const place = await ownPlace(ports, who, id)
    if (!place.ok) return place
    const areas = ports.choices.areas.filter(area => hasArea(place.value.authority, area))
    return done({ authority: id, columns: columnRows(t), areas, linesMax, bytesMax: uploadBytesMax })
  })

const chooseDoors = (ports: PeoplePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path,
    summary: 'authority-import.title',
    view: columnsSchema,
    run: (call, { params }) => chosen(ports, call, params.id ?? ''),
    page: (view, call) => importPage(call, view),
  }),
  door({
    method: 'POST',
    path,
    summary: 'authority-import.check',
    upload: { bytesMax: uploadBytesMax },
    view: z.object({ import: z.string(), href: z.string() }),
    status: 201,
    run: (call, { params: { id = '' }, file = null }) =>
      signed(call, async ({ who }) => {
        const taken = await takeIn(ports, who, id, file)
        return taken.ok ? done({ import: taken.value, href: `${pathOf(id)}/${taken.value}` }) : taken
      }),
    after: view => view.href,
    async again(call, { params }, refusal) {
      const view = await chosen(ports, call, params.id ?? '')
      return view.ok ? importPage(call, view.value, refusal) : null
    },
  }),
]

const reportDoors = (ports: PeoplePorts): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path: `${path}/:import`,
    summary: 'authority-import.lead',
    view: reportSchema,
    run: (call, { params }) => report(ports, call, params),
    page: (view, call) => reportPage(call, view),
  }),
  door({
    method: 'POST',
    path: `${path}/:import`,
    summary: 'authority-import.title',
    body: z.strictObject({ mark: z.string().max(100) }),
    view: reportSchema,
    async run(call, { params, body }) {
      const file = { authority: params.id ?? '', id: params.import ?? '' }
      const did = await signed(call, ({ who }) => written(ports, who, { ...file, ...body }))
      return did.ok ? report(ports, call, params) : did
    },
    after: view => `${pathOf(view.authority)}/${view.import}`,
    async again(call, { params }, refusal) {
      const found = await report(ports, call, params)
      return found.ok ? reportPage(call, found.value, refusal) : null
    },
  }),
]

const report = (
  ports: PeoplePorts,
  call: Call<Actor>,
  params: Readonly<Record<string, string>>,
): Promise<Result<ReportView>> =>
  signed(call, async ({ who, t }) => {
    const authority = params.id ?? ''
    const found = await checked(ports, who, { authority, id: params.import ?? '' })
    return found.ok ? done(reportView(t, authority, found.value)) : found
  })

/** All users, so that the same file can be sent back as it is. */
const fileDoor = (ports: PeoplePorts, kind: FileKind): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: `/authorities/:id/users/users.${kind}`,
    summary: `exchange-export.${kind}.link`,
    view: tableSchema,
    run: (call, { params }) =>
      signed(call, async ({ who }) => {
        const place = await ownPlace(ports, who, params.id ?? '')
        if (!place.ok) return place
        const members = await membersOf(ports, place.value.authority.id)
        return done({ columns, rows: members.map(rowOf) })
      }),
    file: tableFile(kind, { name: 'users', title: 'user-people.title', width: 24 }),
  })
