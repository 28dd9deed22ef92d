-- What if a request had to be accepted within three, five, seven or ten days: the share in time, by country.
select recipient_country, within_days, count(*) as requests,
  round(100.0 * count(*) filter (where days <= within_days) / count(*), 1) as percent_in_time
from (
  select recipient_country, unnest([3, 5, 7, 10]) as within_days,
    (accepted_at at time zone 'Europe/Brussels')::date - (sent_at at time zone 'Europe/Brussels')::date as days
  from requests)
group by all
order by recipient_country, within_days;
