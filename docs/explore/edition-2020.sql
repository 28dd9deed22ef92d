-- The figures of the edition 2020, as a third and independent recomputation: one row a country and indicator.
-- Instants become dates in Brussels; half is rounded up before the band is looked up.
with request as (
  select recipient_country as country, rating_timeliness, rating_efforts, agreed_day,
    (sent_at at time zone 'Europe/Brussels')::date as sent,
    (accepted_at at time zone 'Europe/Brussels')::date as accepted,
    (withdrawn_at at time zone 'Europe/Brussels')::date as withdrawn,
    (answered_at at time zone 'Europe/Brussels')::date as answered
  from requests
  where (sent_at at time zone 'Europe/Brussels')::date between '2020-01-01' and '2020-12-31'
    and procedure in ('pq-information-request', 'services-information-request', 'posting-information-request')
), ratio as (
  unpivot (
    select country,
      {n: count(*) filter (where accepted - sent <= 7),
       d: count(*) filter (where not coalesce(withdrawn - sent <= 7 and accepted is null, false))} as "1",
      {n: coalesce(sum(answered - sent), 0)::bigint, d: count(answered)} as "2",
      {n: count(*) filter (where answered <= agreed_day), d: count(answered)} as "3",
      {n: count(*) filter (where rating_timeliness in (3, 4)), d: count(rating_timeliness)} as "4",
      {n: count(*) filter (where rating_efforts in (3, 4)), d: count(rating_efforts)} as "5"
    from request group by country)
  on "1", "2", "3", "4", "5" into name nr value figure
), kind (nr, id, scale, better, green, yellow) as (
  values ('1', 'accepted-in-time', 100, 'high', 80, 60), ('2', 'days-to-answer', 1, 'low', 15, 25),
    ('3', 'answered-by-agreed-day', 100, 'high', 80, 60), ('4', 'timeliness-rated-negative', 100, 'low', 4, 14),
    ('5', 'efforts-rated-negative', 100, 'low', 4, 14)
), rounded as (
  select country, nr, id, better, green, yellow, figure.n as numerator, figure.d as denominator, scale,
    case when figure.d > 0 then (2 * scale * figure.n + figure.d) // (2 * figure.d) end as whole
  from ratio join kind using (nr)
)
select country, id, numerator, denominator, numerator * scale / nullif(denominator, 0)::double as value,
  case when whole is null then null
    when better = 'high' then case when whole >= green then 'green' when whole >= yellow then 'yellow' else 'red' end
    else case when whole <= green then 'green' when whole <= yellow then 'yellow' else 'red' end end as band
from rounded
order by country, nr;
