-- Who asks whom: the twenty pairs of countries with the most requests, and how long their answers take.
select sender_country, recipient_country, count(*) as requests,
  median((answered_at at time zone 'Europe/Brussels')::date - (sent_at at time zone 'Europe/Brussels')::date) as median_days,
  quantile_cont(
    (answered_at at time zone 'Europe/Brussels')::date - (sent_at at time zone 'Europe/Brussels')::date, 0.9) as days_of_ninety_percent
from requests
group by all
order by requests desc, sender_country, recipient_country
limit 20;
