// The doors of an edition's files: requests and scripts, figures and signature; what is frozen comes as it was published.
import { z } from 'zod'
import { type AnyDoor, door, type FileBody } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import type { EditionFigures } from './figures.ts'
import { frozenCsv, requestsCsv } from './open-data.ts'
import type { ScoreboardPorts, Views } from './routes.ts'
import { keyPath } from './view.ts'

const named = z.object({ edition: z.string() })
type Named = z.infer<typeof named>
type Ports = Pick<ScoreboardPorts, 'store' | 'figures' | 'scripts'>

type FileDoor = {
  readonly name: string
  readonly summary: string
  readonly type: string
  readonly body: (found: EditionFigures) => FileBody['body'] | null | Promise<FileBody['body'] | null>
}

/** `…/requests.csv`, `…/recompute.py`, `…/recompute.sql`, `…/figures.json`, `…/figures.sig`.
 *  Errors: scoreboard.edition.unknown, scoreboard-frozen.signature.unknown. */
export function fileDoors<Who>({ store, figures, scripts }: Ports, views: Views): readonly AnyDoor<Who>[] {
  const files: readonly FileDoor[] = [
    {
      ...{ name: 'requests.csv', summary: 'scoreboard.csv.summary', type: 'text/csv; charset=utf-8' },
      body: ({ edition, frozen }) =>
        bytesOf(frozen ? frozenCsv(store, frozen.document) : requestsCsv(store, edition)),
    },
    {
      ...{ name: 'figures.json', summary: 'scoreboard-frozen.figures.summary', type: 'application/json' },
      body: ({ frozen, edition }) => frozen?.row.document ?? viewText(views, edition.id),
    },
    {
      ...{ name: 'figures.sig', summary: 'scoreboard-frozen.signature.summary' },
      type: 'application/octet-stream',
      body: ({ frozen }) => frozen && new Uint8Array(frozen.row.signature),
    },
    ...scripts.map(({ name, text }) => ({
      ...{ name, summary: 'scoreboard.script.summary', type: 'text/plain; charset=utf-8' },
      body: ({ frozen }: EditionFigures) =>
        frozen ? (frozen.row.scripts.find(one => one.name === name)?.text ?? null) : text,
    })),
  ]
  return files.map(({ name, summary, type, body }) =>
    door<Who, unknown, unknown, Named>({
      ...{ method: 'GET', path: `/scoreboard/:edition/${name}`, summary, isOpen: true, view: named },
      run: async (_, { params }) => done({ edition: params.edition ?? '' }),
      file: {
        ...{ type, isAll: true },
        of: async ({ edition }) => fileOf(await figures.of(edition), edition, name, body),
      },
    }),
  )
}

async function fileOf(
  found: EditionFigures | undefined,
  edition: string,
  name: string,
  bodyOf: FileDoor['body'],
): Promise<Result<FileBody>> {
  if (!found) return refuse('scoreboard.edition.unknown', { edition })
  const body = await bodyOf(found)
  return body === null ? refuse('scoreboard-frozen.signature.unknown', { edition }) : done({ name, body })
}

/** Of a live edition: what programs are answered. */
async function viewText(views: Views, edition: string): Promise<string | null> {
  const view = await views(edition)
  return view.ok ? `${JSON.stringify(view.value, null, 1)}\n` : null
}

/** `GET /scoreboard/key.pem`: with which strangers prove what is published. */
export const keyDoor = <Who>(publicKey: string): AnyDoor<Who> =>
  door<Who, unknown, unknown, object>({
    ...{ method: 'GET', path: keyPath, summary: 'scoreboard-frozen.key.summary', isOpen: true },
    view: z.object({}),
    run: async () => done({}),
    file: {
      ...{ type: 'application/x-pem-file', isAll: true },
      of: () => done({ name: 'key.pem', body: publicKey }),
    },
  })

/** Read as fast as the caller takes it. */
const bytesOf = (pieces: AsyncIterator<string>): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done: isDone, value } = await pieces.next()
      if (isDone) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
}
