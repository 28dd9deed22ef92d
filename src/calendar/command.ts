// The operator's command `deadline`: the last day of a term in a country, and how it was counted.
import { type Answer, type Command, WrongUse } from '../base/command.ts'
import { openCalendar } from './holidays.ts'
import { countries, deadline } from './model.ts'

export const deadlineCommand: Command = {
  summary: 'the last day of a term, and why',
  usage: 'deadline --rule RULE --from INSTANT --country CC [--region R]',
  options: {
    rule: { type: 'string', help: '25-working-days, 30-calendar-days, 10-weeks or 2-months' },
    from: { type: 'string', help: 'the instant of the event, such as 2026-11-24T09:00:00Z' },
    country: { type: 'string', help: 'the country whose calendar and time zone count, such as PL' },
    region: { type: 'string', help: 'accepted for calendars by region; national holidays count' },
  },
  async run(typed): Promise<Answer> {
    const [rule, from, country] = ['rule', 'from', 'country'].map(name => typed.text(name))
    if (!rule || !from || !country) throw new WrongUse('deadline needs --rule, --from and --country')
    if (!countries.includes(country))
      throw new WrongUse(`--country ${country} is not one of ${countries.join(', ')}`)
    if (Number.isNaN(Date.parse(from)))
      throw new WrongUse(`--from ${from} is not an instant such as 2026-11-24T09:00:00Z`)
    const found = deadline(openCalendar(), rule, new Date(from).toISOString(), country)
    if (!found.ok) throw new WrongUse(`--rule ${rule} is not a rule such as 25-working-days`)
    const { day, steps } = found.value
    const lines = steps.map(step => `${step.day}  ${step.counted ? 'counts' : '-     '}  ${step.why}`)
    return { json: { day, steps }, text: [day, ...lines].join('\n'), exit: 0 }
  },
}
