-- scoreboard: how the system is used: what was sent each month, by kind, procedure and country; and what the operator
-- tells beside it. Expand only. Counts, months and texts are small: reference tables where the database is distributed.

-- What was sent and has no fact of the scoreboard: exchanges within one country, and kinds other than requests. With the
-- facts these are all; they stay when the exchange is deleted.
create table usage_entry (
  exchange text primary key,
  -- its first day, by the date in Brussels on which it was sent
  month date not null,
  kind text not null,
  area text not null,
  procedure text not null,
  sender_country text not null,
  -- '' where it went to many
  recipient_country text not null
);

-- How many were sent.
create table usage_count (
  month date not null,
  kind text not null,
  area text not null,
  procedure text not null,
  sender_country text not null,
  recipient_country text not null,
  count bigint not null,
  primary key (month, kind, area, procedure, sender_country, recipient_country)
);
create index usage_count_gone on usage_count (month) where count = 0;

-- Moves on whenever a count of the month changes: only such months are summed up again.
create table usage_month (
  month date primary key,
  version bigint not null
);

-- Append-only: what the operator published, in each language; the latest version holds, an empty one takes it away.
create table announcement (
  part text not null check (part in ('priorities', 'achievements')),
  lang text not null,
  version int not null,
  text text not null,
  account text not null,
  at timestamptz not null,
  primary key (part, lang, version)
);

-- Given and taken by the operator's command alone.
alter table account add column is_operator boolean not null default false;
