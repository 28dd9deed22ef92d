// What the public pages say, for programs and pages alike.
import { z } from 'zod'
import { inLanguage } from '../base/respond.ts'
import type { LanguageRow, Texts } from '../base/text.ts'
import { type SummaryView, summarySchema } from '../procedure/view.ts'

export const homeSchema = z.object({
  name: z.string(),
  figures: z.object({
    countries: z.int(),
    authorities: z.int(),
    languages: z.int(),
    procedures: z.int(),
  }),
  procedures: z.array(summarySchema),
  languages: z.array(z.object({ code: z.string(), name: z.string() })),
  links: z.record(z.string(), z.string()),
})
export type HomeView = Readonly<z.infer<typeof homeSchema>>

export const sectionsSchema = z.object({
  sections: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })),
})
export type SectionsView = Readonly<z.infer<typeof sectionsSchema>>

export const languagesSchema = z.object({
  items: z.array(z.object({ code: z.string(), name: z.string(), href: z.string() })),
  links: z.object({ translation: z.string() }),
})
export type LanguagesView = Readonly<z.infer<typeof languagesSchema>>

/** Where a program goes on from the first page. */
const links = {
  interface: '/openapi.json',
  help: '/help',
  languages: '/languages',
  procedures: '/procedures',
  scoreboard: '/scoreboard',
  statistics: '/statistics',
  authorities: '/authorities',
  worklist: '/worklist',
  translation: '/translation',
}

type Counted = { readonly authorities: number; readonly countries: number }

export const homeView = (
  procedures: readonly SummaryView[],
  languages: readonly LanguageRow[],
  { authorities, countries }: Counted,
): HomeView => ({
  name: 'Open IMI',
  figures: { countries, authorities, languages: languages.length, procedures: procedures.length },
  procedures: [...procedures],
  languages: languages.map(({ code, name }) => ({ code, name })),
  links,
})

/** The way of an exchange, then what is good to know. */
export const helpSteps = ['find', 'ask', 'date', 'answer', 'close'] as const
export const helpNotes = ['languages', 'persons', 'drafts', 'keys'] as const

/** The key that leads to the search (assets/keys.js). */
export const searchKey = '/'

export function helpView(t: Texts, languages: number): SectionsView {
  const facts = {
    unknown: t('procedure.option.unknown'),
    notAllowed: t('procedure.option.not-allowed'),
    count: languages,
    key: searchKey,
  }
  return {
    sections: [...helpSteps, ...helpNotes].map(id => ({
      id,
      title: t(`portal.help.${id}.title`),
      text: t(`portal.help.${id}.text`, facts),
    })),
  }
}

const interfaceParts = ['token', 'read', 'act', 'repeat', 'refusal'] as const

export const interfaceView = (t: Texts): SectionsView => ({
  sections: interfaceParts.map(id => ({
    id,
    title: t(`portal.interface.${id}.title`),
    text: t(`portal.interface.${id}.text`),
  })),
})

/** `to` is a path of our own, to which the choice leads back. */
export const languagesView = (languages: readonly LanguageRow[], to: string): LanguagesView => ({
  items: languages.map(({ code, name }) => ({ code, name, href: inLanguage(to, code) })),
  links: { translation: links.translation },
})
