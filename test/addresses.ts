// Every address that answers with a page, and who reads it: what is looked at before anybody else has to.
import { cast } from './cast.ts'
import type { DirectoryScene } from './directory-scene.ts'
import type { Scene } from './scene.ts'

/** `approver` and `referee` are one person who acts for two offices; a `stranger` has not signed in. */
export type Reader = 'anna' | 'javier' | 'approver' | 'referee' | 'keeper' | 'stranger'
export type Visit = readonly [Reader, string]

const of = (reader: Reader, ...paths: readonly string[]): readonly Visit[] =>
  paths.map(path => [reader, path])
const below = (path: string | undefined, ...ends: readonly string[]): readonly string[] =>
  path ? ends.map(end => `${path}${end}`) : []

const own = `/authorities/${cast.anna.authority}`

/** Those that are answered by a refusal, which is looked at as well. */
export const refused: readonly string[] = [
  ...['anna /exchanges/2026-PL-00000000', 'anna /no-such-page', 'referee /administration'],
]

/** `found`: one exchange of Anna's worklist for each state, and what else this world has. */
export const addresses = (
  found: Readonly<Record<string, string>>,
  scene: Scene & DirectoryScene,
): readonly Visit[] => [
  ...everybodys,
  ...of('anna', ...Object.values(found)),
  ...exchangePages(found, scene),
  ...directoryPages(scene),
]

const everybodys: readonly Visit[] = [
  ...of(
    'stranger',
    '/',
    '/sign-in',
    '/sign-in?to=/worklist',
    '/scoreboard',
    '/scoreboard/2020',
    '/statistics',
  ),
  ...of('stranger', '/', '/sign-in', '/sign-in?to=/worklist', '/scoreboard', '/scoreboard/2020'),
  ...of('stranger', '/scoreboard/2025/countries/PL', '/scoreboard/explore?recipient=PL'),
  ...of('stranger', '/scoreboard/2025/what-if?unit=weekdays'),
  ...of('approver', '/scoreboard/2025/countries/PL/authorities'),
  ...of('anna', '/', '/help', '/languages', '/api', '/procedures', '/procedures/pq-information-request'),
  ...of('anna', '/translation', '/styleguide', '/me', '/me/absences', '/me/proposals', '/switch'),
  ...of(
    'anna',
    '/worklist',
    '/worklist?view=draft',
    '/worklist?view=all',
    '/worklist/views?query=view%3Dall',
  ),
  ...of('anna', '/exchanges', '/exchanges?q=nothing-like-this', '/exchanges/search', '/dossiers'),
  ...of(
    'anna',
    '/blocks',
    '/blocks/new',
    '/reply-templates/new',
    '/exchanges/new',
    '/exchanges/2026-PL-00000000',
    '/no-such-page',
  ),
  ...of('anna', '/notices', '/notices/settings', '/operator/clock', '/operator/mails'),
]

function exchangePages(found: Readonly<Record<string, string>>, scene: Scene): readonly Visit[] {
  const { open, split, splittable, referred, awaiting, returned, dossier } = scene
  const coordinated = `/coordination${found.accepted}`
  return [
    ...of('anna', ...below(found.draft, '/preview', '/actions/withdraw', '/actions/send/blocks')),
    ...of('anna', ...below(found.sent, '/actions/refuse', '/actions/propose-date', '/inside')),
    ...of('anna', ...below(found.sent, '/inside/add-note/blocks')),
    ...of(
      'anna',
      ...below(found.answered, '/actions/close', '/actions/ask-further', '/actions/not-satisfied'),
    ),
    ...of('anna', ...below(found.answered, '/report')),
    ...of('anna', ...below(splittable, '/deadline', '/deadline?plus=5')),
    ...of('anna', ...below(open, '', '/actions/attach', '/actions/withdraw-attachment', '/dossier')),
    ...of('anna', split, referred, awaiting, returned, dossier),
    ...of('anna', `/exchanges/search?sameAs=${open.slice('/exchanges/'.length)}`),
    ...of('javier', open, split, ...below(splittable, '/actions/split', '/actions/forward')),
    ...of('approver', awaiting, `${awaiting}/actions/return`, '/coordination', '/coordination?urgent=true'),
    ...of('approver', coordinated, ...below(coordinated, '/actions/remind', '/actions/remind/blocks')),
    ...of('javier', `${splittable}/reply-templates`),
    ...of('referee', referred, `${referred}/actions/give-opinion`),
  ]
}

const directoryPages = ({
  suspended,
  report,
  usersReport,
  link,
  registers,
}: DirectoryScene): readonly Visit[] => [
  ...of('anna', '/authorities', '/authorities?q=fizjoterapeuta', '/authorities?q=architekt+qwertz'),
  ...of('anna', '/authorities?country=PL', suspended),
  ...of('javier', own, `${own}/actions/propose`),
  ...of('keeper', own, `${own}/actions/change`, `${own}/approval`),
  ...of('approver', '/statistics/announcements'),
  ...of('approver', '/administration', '/administration?status=active', '/administration?status=suspended'),
  ...of('keeper', '/users', ...below(own, '/users', '/users/new', '/users/import'), usersReport),
  ...of('keeper', `${own}/users/${cast.katarzyna.user}`),
  ...of('stranger', '/registration', link),
  ...of('approver', '/administration/invite', registers, `${registers}/registration`),
  ...of('approver', '/administration/new', '/administration/import', report),
  ...of(
    'approver',
    own,
    ...below(own, '/actions/change', '/actions/grant', '/actions/withdraw', '/actions/suspend'),
  ),
  ...of('approver', suspended, `${suspended}/actions/remove`),
  ...of('referee', '/administration'),
]
