-- scoreboard: one fact for each request between two countries, and what the facts add up to. Expand only.
-- Facts belong to an exchange; counts and months are small: reference tables where the database is distributed.

create table scoreboard_fact (
  exchange text primary key,
  area text not null,
  procedure text not null,
  sender_country text not null,
  -- of the authority that accepted or, before that, holds the request
  recipient_country text not null,
  sent_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  proposed_day date,
  agreed_day date,
  answered_at timestamptz,
  rating_timeliness int,
  rating_efforts int
);
create index scoreboard_fact_in_order on scoreboard_fact (sent_at, exchange);

-- How many requests of a month have a value of a measure: every indicator, distribution and what-if is a sum over these.
create table scoreboard_count (
  -- its first day, by the date in Brussels on which the requests were sent
  month date not null,
  country text not null,
  procedure text not null,
  measure text not null,
  value int not null,
  count bigint not null,
  primary key (month, country, procedure, measure, value)
);
create index scoreboard_count_gone on scoreboard_count (month) where count = 0;

-- Moves on whenever a count of the month changes: what was made of it before is known to be old.
create table scoreboard_month (
  month date primary key,
  version bigint not null
);

-- Only after a further question has the agreed day of an exchange changed since its first answer.
create index exchange_event_further on exchange_event (exchange, version) where event = 'further-asked';
