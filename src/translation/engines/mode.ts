// Reads Apertium's mode files: which languages one joins, and the commands of its pipeline.
import type { Lang } from '../../base/text.ts'

/** Three letters of ISO 639-3 as the pairs use them (older pairs use two) -> our code. */
const codes: ReadonlyMap<string, Lang> = new Map(
  (
    'bul=bg spa=es ces=cs dan=da deu=de est=et ell=el eng=en fra=fr gle=ga hrv=hr hbs=hr ita=it lav=lv ' +
    'lvs=lv lit=lt hun=hu mlt=mt nld=nl pol=pl por=pt ron=ro slk=sk slv=sl fin=fi swe=sv nob=nb isl=is ' +
    'cat=ca mkd=mk nno=nn sh=hr'
  )
    .split(' ')
    .map(pair => [pair.slice(0, -3), pair.slice(-2)]),
)

/** The variant that our languages mean, where a pair offers several. */
const variants: Readonly<Record<string, string | undefined>> = { hbs: 'HR' }

const known = new Set(codes.values())

export type ModeName = { readonly from: Lang; readonly to: Lang; readonly isVariant: boolean }

/** Null for files that are no translation between languages that we know (variants, parts, spelling). */
export function modeNameOf(file: string): ModeName | null {
  const match = /^([a-z]{2,3})-([a-z]{2,3})(?:_([A-Za-z0-9_]+))?\.mode$/.exec(file)
  const from = languageOf(match?.[1])
  const to = languageOf(match?.[2])
  if (!match || !from || !to) return null
  const variant = match[3]
  if (variant !== undefined && variant !== variants[match[2] ?? '']) return null
  return { from, to, isVariant: variant !== undefined }
}

function languageOf(code = ''): Lang | null {
  return codes.get(code) ?? (known.has(code) ? code : null)
}

export type Command = readonly string[]

/**
 * The commands of a mode, each told to flush at a zero byte. `$1` becomes -n (unknown words without their
 * star), `$2`
 * falls away. Null where the file holds anything else than quoted words and pipes: nothing of it reaches a
 * shell.
 */
export function commandsOf(text: string): readonly Command[] | null {
  const commands: string[][] = []
  for (const stage of stagesOf(text.trim())) {
    const words = wordsOf(stage)
    const [program] = words ?? []
    if (!words || program === undefined || !/^[A-Za-z0-9./_-]+$/.test(program)) return null
    const args = words.slice(1).flatMap(word => (word === '$1' ? ['-n'] : word === '$2' ? [] : [word]))
    if (args.some(arg => /[$`\n]/.test(arg))) return null
    commands.push([program, ...(args.includes('-z') ? [] : ['-z']), ...args])
  }
  return commands.length > 0 ? commands : null
}

const stagesOf = (text: string): readonly string[] =>
  (text.match(/(?:'[^']*'|"[^"]*"|[^|'"])+/g) ?? []).map(stage => stage.trim())

function wordsOf(stage: string): readonly string[] | null {
  const words = stage.match(/'[^']*'|"[^"]*"|[^\s'"]+/g)
  if (!words) return null
  if (words.some(word => /^[^'"]*[;&<>()]/.test(word))) return null
  return words.map(word => (/^['"]/.test(word) ? word.slice(1, -1) : word))
}

/** One line for `sh -c`: every word quoted. */
export function shellLine(commands: readonly Command[]): string {
  return commands
    .map(command => command.map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' '))
    .join(' | ')
}
