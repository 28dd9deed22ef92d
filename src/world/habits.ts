// Reads how authorities work together beside the main steps (habits.json), and who has what approved by whom.
import { z } from 'zod'
import { type ApprovalStep, type Authority, approvalSteps } from '../authority/model.ts'
import type { Procedure } from '../procedure/model.ts'
import { castAuthorities, isCoordinator } from './cast.ts'
import { hashOf } from './chance.ts'
import habitsData from './habits.json' with { type: 'json' }

const share = z.number().min(0).max(1)
const sharesSchema = z.strictObject({
  approvedSending: share,
  approvedAnswer: share,
  returned: share,
  forwarded: share,
  throughCoordinator: share,
  split: share,
  message: share,
  attachment: share,
  referred: share,
  reminded: share,
  allocated: share,
})
const schema = z.strictObject({
  about: z.string(),
  usual: sharesSchema,
  procedures: z.record(z.string(), sharesSchema.partial()),
  countries: z.record(z.string(), sharesSchema.partial()),
  settings: z.array(z.strictObject({ authority: z.string(), coordinator: z.string() })),
})

export type Habits = Readonly<z.infer<typeof sharesSchema>>

const { usual, procedures, countries, settings } = schema.parse(habitsData)
const known = new Map<string, Habits>()

/** Of an authority of a country in a procedure. */
export function habitsOf(procedure: string, country: string): Habits {
  const key = `${procedure} ${country}`
  const habits = known.get(key) ?? ({ ...usual, ...procedures[procedure], ...countries[country] } as Habits)
  known.set(key, habits)
  return habits
}

/** Which coordinators there are in a country: of a legal area, of all. */
export type Coordination = {
  /** The nearest: of the legal area where there is one, else the national one. */
  nearest(country: string, area: string): Authority | null
  /** Who approves what an authority sends or answers, by its setting; null: nobody. */
  approver(authority: Authority, procedure: string, step: ApprovalStep): Authority | null
  byId(id: string): Authority | null
}

export function coordinationIn(directory: readonly Authority[]): Coordination {
  const coordinators = new Map(directory.filter(({ id }) => isCoordinator(id)).map(one => [one.id, one]))
  const byId = (id: string): Authority | null => coordinators.get(id) ?? null
  const nearest = (country: string, area: string): Authority | null => {
    const start = country.toLowerCase()
    return byId(`${start}-area-coordinator-${area}`) ?? byId(`${start}-national-coordinator`)
  }
  return {
    byId,
    nearest,
    approver({ id, country, area }, procedure, step) {
      const set = settings.find(one => one.authority === id)
      if (set) return byId(set.coordinator)
      if (castAuthorities.includes(id)) return null
      const habits = habitsOf(procedure, country)
      const wanted = step === 'send' ? habits.approvedSending : habits.approvedAnswer
      return hashOf(`approval|${step}|${id}`) / 2 ** 32 < wanted ? nearest(country, area) : null
    },
  }
}

/** The settings of approval of a whole directory: a row for each authority, procedure and step that has one. */
export function approvalsIn(directory: readonly Authority[], catalogue: readonly Procedure[]) {
  const { approver } = coordinationIn(directory)
  const among = directory.filter(({ id, status }) => status === 'active' && !isCoordinator(id))
  return among.flatMap(authority =>
    catalogue
      .filter(({ area }) => area === authority.area)
      .flatMap(({ id: procedure }) =>
        approvalSteps.flatMap(step => {
          const coordinator = approver(authority, procedure, step)
          return coordinator
            ? [{ authority: authority.id, procedure, step, coordinator: coordinator.id }]
            : []
        }),
      ),
  )
}
