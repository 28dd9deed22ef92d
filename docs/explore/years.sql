-- How use grew: requests a year by legal area, and how many there are of all years together.
with sent as (
  select year(sent_at at time zone 'Europe/Brussels') as year, area, count(*) as requests
  from requests
  group by all)
select year, area, requests, sum(requests) over (partition by area order by year)::bigint as so_far
from sent
order by year, area;
