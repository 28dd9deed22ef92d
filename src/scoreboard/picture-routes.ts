// The doors of an edition's pictures: map and charts for pages of others, and the whole edition as PDF. In 26 languages.
import { join } from 'node:path'
import { z } from 'zod'
import { type AnyDoor, type Call, door, type FileBody } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { openPrinter } from '../exchange/report/printer.ts'
import { chartPicture, mapPicture, mapShapesAlone } from './picture.ts'
import type { Views } from './routes.ts'
import { type ScoreSheet, sheetOf } from './sheet.ts'
import { type ScoreboardView, versionPathOf } from './view.ts'

const named = z.object({ edition: z.string(), indicator: z.string() })
type Named = z.infer<typeof named>

type PictureDoor = {
  readonly path: string
  readonly summary: string
  readonly type: string
  readonly body: (t: Texts, view: ScoreboardView, indicator: string) => Promise<Result<FileBody>>
}

const picture = (name: string, body: string): Result<FileBody> => done({ name, body, isPicture: true })

/** `…/map.svg`, `…/charts/{indicator}.svg`, `…/report.pdf`.
 *  Errors: scoreboard.edition.unknown, scoreboard-frozen.indicator.unknown, exchange-report.unavailable. */
export function pictureDoors<Who>(
  views: Views,
  clock: () => string,
  publicUrl: string,
): readonly AnyDoor<Who>[] {
  const print = printing(clock, publicUrl)
  const files: readonly PictureDoor[] = [
    {
      ...{ path: 'map.svg', summary: 'scoreboard-frozen.map.summary', type: 'image/svg+xml' },
      body: async (t, view) => picture(`map-${view.edition}-${t.lang}.svg`, mapPicture(t, view)),
    },
    {
      ...{ path: 'charts/:indicator', summary: 'scoreboard-frozen.chart.summary', type: 'image/svg+xml' },
      body: async (t, view, file) => chartFile(t, view, file),
    },
    {
      ...{ path: 'report.pdf', summary: 'scoreboard-frozen.pdf.summary', type: 'application/pdf' },
      body: print,
    },
  ]
  return files.map(({ path, summary, type, body }) =>
    door<Who, unknown, unknown, Named>({
      ...{ method: 'GET', path: `/scoreboard/:edition/${path}`, summary, isOpen: true, view: named },
      run: async (_, { params }) =>
        done({ edition: params.edition ?? '', indicator: params.indicator ?? '' }),
      file: {
        ...{ type, isAll: true },
        async of({ edition, indicator }, { t }: Call<Who>) {
          const view = await views(edition)
          return view.ok ? body(t, view.value, indicator) : view
        },
      },
    }),
  )
}

/** `file`: the id of an indicator, and `.svg`. */
function chartFile(t: Texts, view: ScoreboardView, file: string): Result<FileBody> {
  const id = file.replace(/\.svg$/, '')
  const at = view.method.indicators.findIndex(one => one.id === id)
  const indicator = view.method.indicators[at]
  if (!indicator || !file.endsWith('.svg'))
    return refuse('scoreboard-frozen.indicator.unknown', { edition: view.edition, indicator: id })
  return picture(`${id}-${view.edition}-${t.lang}.svg`, chartPicture(t, view, indicator, at))
}

const limits = { atOnce: 1, waiting: 8, timeoutMs: 60_000 }

/** An edition is printed once in a language while its figures stand: the door is open to everybody. */
function printing(clock: () => string, publicUrl: string): PictureDoor['body'] {
  const print = openPrinter<ScoreSheet>(limits, join(import.meta.dirname, 'scoreboard.typ'))
  const printed = new WeakMap<ScoreboardView, Map<string, ReturnType<typeof print>>>()
  return async (t, view) => {
    const known = printed.get(view) ?? new Map<string, ReturnType<typeof print>>()
    printed.set(view, known)
    const key = `${t.lang} ${t.zone}`
    const at = view.publication?.publishedAt ?? clock()
    const made = known.get(key) ?? print(sheetOf(t, view, publicUrl), at, { map: mapShapesAlone(t, view) })
    known.set(key, made)
    const forget = () => known.delete(key)
    const pdf = await made.catch(error => {
      forget()
      throw error
    })
    if (pdf.ok) return done({ name: nameOfPdf(t, view), body: pdf.value })
    forget()
    return pdf
  }
}

const nameOfPdf = (t: Texts, { edition, publication }: ScoreboardView): string => {
  const path = publication ? versionPathOf(edition, publication.version) : `/${edition}`
  return `scoreboard-${path.split('/').at(-1)}-${t.lang}.pdf`
}
