-- scoreboard: who asks whom, by month and procedure: what the indicators of all editions need, one row a pair. Small: a
-- reference table where the database is distributed. Moved by the same follower as the counts. Expand only.

create table scoreboard_pair (
  -- its first day, by the date in Brussels on which the requests were sent
  month date not null,
  sender text not null,
  recipient text not null,
  procedure text not null,
  received int not null,
  accepted_in_7 int not null,
  withdrawn_in_7 int not null,
  answered int not null,
  -- sum of days from sent to answered
  answer_days int not null,
  on_time int not null,
  -- by step of the rating, 1 very good to 4 very poor
  timeliness_1 int not null,
  timeliness_2 int not null,
  timeliness_3 int not null,
  timeliness_4 int not null,
  efforts_1 int not null,
  efforts_2 int not null,
  efforts_3 int not null,
  efforts_4 int not null,
  primary key (month, recipient, sender, procedure)
);
create index scoreboard_pair_over_time on scoreboard_pair (recipient, sender, month);
create index scoreboard_pair_gone on scoreboard_pair (month) where received = 0;

insert into scoreboard_pair
select date_trunc('month', sent)::date, sender_country, recipient_country, procedure, count(*),
  count(*) filter (where accepted - sent <= 7),
  count(*) filter (where accepted is null and withdrawn - sent <= 7),
  count(answered), coalesce(sum(answered - sent), 0), count(*) filter (where answered <= agreed_day),
  count(*) filter (where rating_timeliness = 1), count(*) filter (where rating_timeliness = 2),
  count(*) filter (where rating_timeliness = 3), count(*) filter (where rating_timeliness = 4),
  count(*) filter (where rating_efforts = 1), count(*) filter (where rating_efforts = 2),
  count(*) filter (where rating_efforts = 3), count(*) filter (where rating_efforts = 4)
from (
  select sender_country, recipient_country, procedure, agreed_day, rating_timeliness, rating_efforts,
    (sent_at at time zone 'Europe/Brussels')::date as sent,
    (accepted_at at time zone 'Europe/Brussels')::date as accepted,
    (withdrawn_at at time zone 'Europe/Brussels')::date as withdrawn,
    (answered_at at time zone 'Europe/Brussels')::date as answered
  from scoreboard_fact) as fact
group by 1, 2, 3, 4;

-- What one country received, for its coordinator.
create index scoreboard_fact_of_country on scoreboard_fact (recipient_country, sent_at);

-- The latest answers of an authority in a procedure: what its answer time is foretold from.
create index exchange_answered on exchange (recipient, procedure, answered_at) where answered_at is not null;
