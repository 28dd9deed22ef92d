// The public pages: what this is, help, languages, the interface for programs. Open to everybody.
import { z } from 'zod'
import { type AnyDoor, door } from '../base/door.ts'
import { ownPath } from '../base/respond.ts'
import { done } from '../base/result.ts'
import type { Library } from '../base/text.ts'
import type { Catalogue } from '../procedure/store.ts'
import { summaryOf } from '../procedure/view.ts'
import { helpPage, homePage, interfacePage, languagesPage } from './pages.ts'
import {
  type HomeView,
  helpView,
  homeSchema,
  homeView,
  interfaceView,
  type LanguagesView,
  languagesSchema,
  languagesView,
  type SectionsView,
  sectionsSchema,
} from './view.ts'

export type PortalPorts = {
  readonly library: Pick<Library, 'languages'>
  readonly catalogue: Catalogue
  readonly publicUrl: string
  /** Authorities in the directory, and the countries in which they are. */
  readonly figures: () => Promise<{ readonly authorities: number; readonly countries: number }>
}

/** `GET /`, `/help`, `/languages`, `/api`. */
export const portalDoors = <Who>(ports: PortalPorts): readonly AnyDoor<Who>[] => [
  homeDoor(ports),
  helpDoor(ports),
  languagesDoor(ports),
  interfaceDoor(ports),
]

const homeDoor = <Who>({ catalogue, library, figures }: PortalPorts): AnyDoor<Who> =>
  door<Who, unknown, unknown, HomeView>({
    method: 'GET',
    path: '/',
    summary: 'portal.home.summary',
    isOpen: true,
    view: homeSchema,
    async run({ t }) {
      const procedures = catalogue.all.map(one => summaryOf(t, one))
      return done(homeView(procedures, library.languages, await figures()))
    },
    page: (view, call) => homePage(call.t, view, call.who !== null),
  })

const helpDoor = <Who>({ library }: PortalPorts): AnyDoor<Who> =>
  door<Who, unknown, unknown, SectionsView>({
    method: 'GET',
    path: '/help',
    summary: 'portal.help.summary',
    isOpen: true,
    view: sectionsSchema,
    run: async ({ t }) => done(helpView(t, library.languages.length)),
    page: (view, call) => helpPage(call.t, view),
  })

const languagesDoor = <Who>({ library: { languages } }: PortalPorts): AnyDoor<Who> =>
  door<Who, { to?: string | undefined }, unknown, LanguagesView>({
    method: 'GET',
    path: '/languages',
    summary: 'portal.languages.summary',
    isOpen: true,
    query: z.object({ to: z.string().optional() }),
    view: languagesSchema,
    run: async (_, { query }) => done(languagesView(languages, ownPath(query.to))),
    page: (_, { t, url }) => languagesPage(t, languages, ownPath(url.searchParams.get('to'))),
  })

const interfaceDoor = <Who>({ publicUrl }: PortalPorts): AnyDoor<Who> =>
  door<Who, unknown, unknown, SectionsView>({
    method: 'GET',
    path: '/api',
    summary: 'portal.interface.summary',
    isOpen: true,
    view: sectionsSchema,
    run: async ({ t }) => done(interfaceView(t)),
    page: (view, call) => interfacePage(call.t, view, publicUrl),
  })
