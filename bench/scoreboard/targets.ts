// Which public pages are measured, and the question behind each, put to the rows themselves: SQL that both peers read.

export type Target = {
  readonly name: string
  readonly path: string
  readonly accept: 'text/html' | 'application/json'
  /** `facts`: the table, or the file. */
  readonly raw: (facts: string) => string
}

const year = 2020
const country = 'DE'
const edition = `/scoreboard/${year}`
const procedures = `('pq-information-request', 'services-information-request', 'posting-information-request')`
const day = (name: string): string => `(${name} at time zone 'Europe/Brussels')::date`
const from = (of: number): string => `timestamp '${of}-01-01 00:00:00' at time zone 'Europe/Brussels'`

/** The five ratios of an edition by country and procedure, in one reading of the rows of its year. */
const ratios =
  (where: string, within: number) =>
  (facts: string): string =>
    `
  select recipient_country, procedure,
    count(*) filter (where accepted - sent <= ${within}) as n1,
    count(*) filter (where not coalesce(withdrawn - sent <= 7 and accepted is null, false)) as d1,
    coalesce(sum(answered - sent), 0) as n2, count(answered) as d2,
    count(*) filter (where answered <= agreed_day) as n3,
    count(*) filter (where rating_timeliness in (3, 4)) as n4, count(rating_timeliness) as d4,
    count(*) filter (where rating_efforts in (3, 4)) as n5, count(rating_efforts) as d5
  from (
    select recipient_country, procedure, ${day('sent_at')} as sent, ${day('accepted_at')} as accepted,
      ${day('withdrawn_at')} as withdrawn, ${day('answered_at')} as answered, agreed_day, rating_timeliness,
      rating_efforts
    from ${facts} where sent_at >= ${from(year)} and sent_at < ${from(year + 1)} and procedure in ${procedures} ${where}
  ) as request
  group by recipient_country, procedure`

/** How many were sent in each month, by area and pair of countries, of all years. */
const use = (facts: string): string => `
  select date_trunc('month', sent_at at time zone 'Europe/Brussels') as month, area, sender_country, recipient_country,
    count(*) as requests
  from ${facts} group by 1, 2, 3, 4`

export const ratiosOfEdition = ratios('', 7)

/** A page that is not there yet is left out, and the bench says so. */
export const targets: readonly Target[] = [
  { name: 'edition-html', path: edition, accept: 'text/html', raw: ratiosOfEdition },
  { name: 'edition-json', path: edition, accept: 'application/json', raw: ratiosOfEdition },
  {
    ...{ name: 'country-html', path: `${edition}/countries/${country}`, accept: 'text/html' },
    raw: ratios(`and recipient_country = '${country}'`, 7),
  },
  { name: 'what-if-html', path: `${edition}/what-if?within=6`, accept: 'text/html', raw: ratios('', 6) },
  { name: 'statistics-html', path: '/statistics', accept: 'text/html', raw: use },
]
