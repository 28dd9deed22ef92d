-- On which day of the week requests are sent, and what share of them is accepted on the same day. Monday is 1.
select isodow(sent_at at time zone 'Europe/Brussels') as weekday, count(*) as requests,
  round(100.0 * count(*) filter (where
    (accepted_at at time zone 'Europe/Brussels')::date = (sent_at at time zone 'Europe/Brussels')::date) / count(*), 1)
    as percent_accepted_at_once
from requests
group by weekday
order by weekday;
