-- How use grew: requests a year by legal area, and how many there are of all years together.
select year((sent_at at time zone 'Europe/Brussels')) as year, area, count(*) as requests,
  sum(count(*)) over (partition by area order by year((sent_at at time zone 'Europe/Brussels'))) as so_far
from requests
group by all
order by year, area;
