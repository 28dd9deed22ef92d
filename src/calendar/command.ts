// The operator's command `deadline`: the last day of a term in a country, and how it was counted.
import { type Answer, type Command, WrongUse } from '../base/command.ts'
import { openCalendar } from './holidays.ts'
import { countries, deadline, type Stop } from './model.ts'

export const deadlineCommand: Command = {
  summary: 'the last day of a term, and why',
  usage: 'deadline --rule RULE --from INSTANT --country CC [--region R] [--stop FROM..TO]',
  options: {
    rule: { type: 'string', help: '25-working-days, 30-calendar-days, 10-weeks or 2-months' },
    from: { type: 'string', help: 'the instant of the event, such as 2026-11-24T09:00:00Z' },
    country: { type: 'string', help: 'the country whose calendar and time zone count, such as PL' },
    stop: { type: 'string', help: 'days on which the clock stands, such as 2026-12-21..2027-01-06' },
    region: {
      type: 'string',
      help: 'NUTS code of a region of the country, such as DE2: its holidays count too',
    },
  },
  async run(typed): Promise<Answer> {
    const [rule, from, country] = ['rule', 'from', 'country'].map(name => typed.text(name))
    if (!rule || !from || !country) throw new WrongUse('deadline needs --rule, --from and --country')
    if (!countries.includes(country))
      throw new WrongUse(`--country ${country} is not one of ${countries.join(', ')}`)
    if (Number.isNaN(Date.parse(from)))
      throw new WrongUse(`--from ${from} is not an instant such as 2026-11-24T09:00:00Z`)
    const region = typed.text('region')
    if (region && !(region.startsWith(country) && /^[A-Z]{2}[0-9A-Z]{1,3}$/.test(region)))
      throw new WrongUse(`--region ${region} is not a NUTS region of ${country}, such as ${country}1`)
    const stops = stopsOf(typed.text('stop'))
    const at = new Date(from).toISOString()
    const found = deadline(openCalendar(), rule, at, region || country, stops)
    if (!found.ok) throw new WrongUse(`--rule ${rule} is not a rule such as 25-working-days`)
    const { day, steps } = found.value
    const lines = steps.map(step => `${step.day}  ${step.counted ? 'counts' : '-     '}  ${step.why}`)
    return { json: { day, steps }, text: [day, ...lines].join('\n'), exit: 0 }
  },
}

const dayForm = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/

function stopsOf(text: string | undefined): readonly Stop[] {
  if (!text) return []
  const [, fromDay, toDay] = dayForm.exec(text) ?? []
  if (!fromDay || !toDay || fromDay > toDay || Number.isNaN(Date.parse(fromDay) + Date.parse(toDay)))
    throw new WrongUse(`--stop ${text} is not a span of days such as 2026-12-21..2027-01-06`)
  return [{ fromDay, toDay, reason: 'stop' }]
}
