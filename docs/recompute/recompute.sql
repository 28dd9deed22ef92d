-- Works out every figure of the edition 2020 from its open data, with nothing but PostgreSQL 15 or newer:
--   psql -c "create table requests (number text, area text, procedure text, sender_country text,
--     recipient_country text, sent_at timestamptz, accepted_at timestamptz, withdrawn_at timestamptz,
--     proposed_day date, agreed_day date, answered_at timestamptz, rating_timeliness int, rating_efforts int)"
--   psql -c "\copy requests from requests.csv with (format csv, header)"
--   psql -At -f recompute.sql
-- One line of JSON a country, with the figures of `imi scoreboard --edition 2020 --json`.
with country (country) as (
  select unnest(string_to_array(
    'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK', ' '))
), kind (nr, id, scale, better, green, yellow) as (
  values (1, 'accepted-in-time', 100, 'high', 80, 60), (2, 'days-to-answer', 1, 'low', 15, 25),
    (3, 'answered-by-agreed-day', 100, 'high', 80, 60), (4, 'timeliness-rated-negative', 100, 'low', 4, 14),
    (5, 'efforts-rated-negative', 100, 'low', 4, 14)
), request as (
  -- Instants become dates in Brussels.
  select recipient_country as country, rating_timeliness, rating_efforts, agreed_day,
    (sent_at at time zone 'Europe/Brussels')::date as sent,
    (accepted_at at time zone 'Europe/Brussels')::date as accepted,
    (withdrawn_at at time zone 'Europe/Brussels')::date as withdrawn,
    (answered_at at time zone 'Europe/Brussels')::date as answered
  from requests
), ratio (country, nr, numerator, denominator) as (
  -- [1] Accepted within seven days; left out what was withdrawn as soon, unless somebody had accepted it.
  select country, 1, count(*) filter (where accepted - sent <= 7),
    count(*) filter (where not (withdrawn is not null and accepted is null and withdrawn - sent <= 7))
  from request group by country
  union all
  -- [2] Days to the first answer.
  select country, 2, coalesce(sum(answered - sent), 0), count(answered) from request group by country
  union all
  -- [3] Answered by the agreed day.
  select country, 3, count(*) filter (where answered <= agreed_day), count(answered) from request group by country
  union all
  -- [4], [5] Steps 3 and 4 of a rating are negative.
  select country, 4, count(*) filter (where rating_timeliness in (3, 4)), count(rating_timeliness)
  from request group by country
  union all
  select country, 5, count(*) filter (where rating_efforts in (3, 4)), count(rating_efforts)
  from request group by country
), every as (
  select country, nr, id, scale, better, green, yellow, coalesce(numerator, 0) as numerator,
    coalesce(denominator, 0) as denominator
  from country cross join kind left join ratio using (country, nr)
), rounded as (
  -- Half is rounded up to a whole number first, then comes the colour.
  select *, case when denominator > 0
    then div(2 * scale * numerator + denominator, 2 * denominator) end as whole
  from every
), figure as (
  select *, case
    when whole is null then null
    when better = 'high' then case when whole >= green then 'green' when whole >= yellow then 'yellow' else 'red' end
    else case when whole <= green then 'green' when whole <= yellow then 'yellow' else 'red' end
  end as band
  from rounded
), score as (
  select country, sum(case band when 'green' then 1 when 'red' then -1 else 0 end) as score, count(band) as bands
  from figure group by country
)
select json_build_object('country', country,
  'indicators', json_agg(json_build_object('id', id, 'numerator', numerator, 'denominator', denominator,
    'value', (numerator * scale)::float8 / nullif(denominator, 0), 'band', band) order by nr),
  'score', score,
  'colour', case when bands = 0 then null when score >= 2 then 'green' when score >= -1 then 'yellow' else 'red' end)
from figure join score using (country)
group by country, score, bands
order by country;
