// The public pages: what this is, help, languages, the interface for programs.
import { z } from 'zod'
import { type AnyDoor, door } from '../base/door.ts'
import { ownPath } from '../base/respond.ts'
import { done } from '../base/result.ts'
import type { Library } from '../base/text.ts'
import type { Catalogue } from '../procedure/store.ts'
import { summaryOf, summarySchema } from '../procedure/view.ts'
import { homePage, interfacePage, languagesPage, sectionsPage } from './pages.ts'

export type PortalPorts = {
  readonly library: Library
  readonly catalogue: Catalogue
  readonly publicUrl: string
  /** Authorities in the directory, and the countries in which they are. */
  readonly figures: () => Promise<{ readonly authorities: number; readonly countries: number }>
}

export const homeSchema = z.object({
  authorities: z.int(),
  countries: z.int(),
  languages: z.int(),
  procedures: z.array(summarySchema),
})
const sectionsSchema = z.object({ sections: z.array(z.object({ title: z.string(), text: z.string() })) })
const languagesSchema = z.object({ items: z.array(z.object({ code: z.string(), name: z.string() })) })

const helpParts = [
  'find',
  'ask',
  'date',
  'answer',
  'close',
  'languages',
  'persons',
  'drafts',
  'keys',
] as const
const interfaceParts = ['token', 'read', 'act', 'repeat', 'refusal'] as const

export const portalDoors = <Who>(ports: PortalPorts): readonly AnyDoor<Who>[] => [
  door<Who, unknown, unknown, z.infer<typeof homeSchema>>({
    method: 'GET',
    path: '/',
    summary: 'portal.home.summary',
    isOpen: true,
    view: homeSchema,
    async run({ t }) {
      const procedures = ports.catalogue.all.map(one => summaryOf(t, one))
      return done({ ...(await ports.figures()), languages: ports.library.languages.length, procedures })
    },
    page: (view, call) => homePage(call.t, view, call.who !== null),
  }),
  door<Who, unknown, unknown, z.infer<typeof sectionsSchema>>({
    method: 'GET',
    path: '/help',
    summary: 'portal.help.summary',
    isOpen: true,
    view: sectionsSchema,
    run: async ({ t }) =>
      done({
        sections: helpParts.map(part => ({
          title: t(`portal.help.${part}.title`),
          text: t(`portal.help.${part}.text`),
        })),
      }),
    page: (view, call) => sectionsPage(call.t('portal.help.title'), view.sections),
  }),
  door<Who, unknown, unknown, z.infer<typeof sectionsSchema>>({
    method: 'GET',
    path: '/api',
    summary: 'portal.interface.summary',
    isOpen: true,
    view: sectionsSchema,
    run: async ({ t }) =>
      done({
        sections: interfaceParts.map(part => ({
          title: t(`portal.interface.${part}.title`),
          text: t(`portal.interface.${part}.text`),
        })),
      }),
    page: (view, call) => interfacePage(call.t, view.sections, ports.publicUrl),
  }),
  door<Who, { to?: string | undefined }, unknown, z.infer<typeof languagesSchema>>({
    method: 'GET',
    path: '/languages',
    summary: 'portal.languages.summary',
    isOpen: true,
    query: z.object({ to: z.string().max(500).optional() }),
    view: languagesSchema,
    run: async () => done({ items: ports.library.languages.map(({ code, name }) => ({ code, name })) }),
    page: (_, call) =>
      languagesPage(call.t, ports.library.languages, ownPath(call.url.searchParams.get('to'))),
  }),
]
