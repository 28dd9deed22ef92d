// The doors of what the operator tells beside the statistics: reading it with its history, and writing it.
import { type AnyDoor, door } from '../../base/door.ts'
import { signed } from '../../exchange/signed.ts'
import type { Actor } from '../../permission/model.ts'
import { announcementsPath } from '../usage/view.ts'
import { type AnnouncementPorts, announce, editorOf } from './keep.ts'
import { editorPage, type Typed } from './pages.ts'
import {
  type AnnouncementBody,
  announcementForm,
  type Chosen,
  chosenSchema,
  type EditorView,
  editorSchema,
} from './view.ts'

/** `GET` and `POST /statistics/announcements`. Errors: permission.sign-in, permission.operate,
 *  base.fields.invalid, exchange-blocks.conflict. */
export const announcementDoors = (ports: AnnouncementPorts): readonly AnyDoor<Actor>[] => [
  door<Actor, Chosen, unknown, EditorView>({
    ...{ method: 'GET', path: announcementsPath, summary: 'scoreboard-usage.announce' },
    ...{ query: chosenSchema(ports.languages), view: editorSchema },
    run: (call, { query }) => signed(call, one => editorOf(ports, one, query)),
    page: (view, call) => editorPage(call, ports.languages, { view, typed: null }),
  }),
  door<Actor, unknown, AnnouncementBody, EditorView>({
    ...{ method: 'POST', path: announcementsPath, summary: 'scoreboard-usage.publish' },
    ...{ body: announcementForm(ports.languages), view: editorSchema },
    run: (call, { body }) =>
      signed(call, async one => {
        const written = await announce(ports, one, body)
        return written.ok ? editorOf(ports, one, body) : written
      }),
    after: ({ part, language }) => `${announcementsPath}?part=${part}&language=${language}`,
    async again(call, { sent }, refusal) {
      const typed = sent.value as Typed
      const read = chosenSchema(ports.languages).safeParse(typed)
      const now = await signed(call, one => editorOf(ports, one, read.success ? read.data : {}))
      return now.ok ? editorPage(call, ports.languages, { view: now.value, typed, refusal }) : null
    },
  }),
]
