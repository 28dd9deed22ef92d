-- notice, base: followers of the log, what officials are told, and the mails that go out. Expand only.
-- Notices and mails belong to a person: the account is their distribution column.

-- Followers read in this order, and only below the oldest running transaction.
create index exchange_event_in_order on exchange_event (transaction, exchange, version);

create table follower (
  name text primary key,
  -- the last entry that was worked on
  transaction xid8 not null,
  exchange text not null,
  version int not null
);

create table notice (
  account text not null,
  exchange text not null,
  version int not null,
  -- for which the person acts
  authority text not null,
  area text not null,
  procedure text not null,
  title_value text,
  event text not null,
  is_urgent boolean not null,
  due_day date,
  at timestamptz not null,
  read_at timestamptz,
  -- from then on it may go out by mail; null: never
  mail_after timestamptz,
  -- the mail it went into
  mail text,
  primary key (account, exchange, version)
);
create index notice_inbox on notice (account, authority, (read_at is not null), at desc, exchange, version);
create index notice_unread on notice (account, authority) where read_at is null;
create index notice_to_mail on notice (mail_after) where mail is null and read_at is null;
create index notice_by_age on notice (at);

-- Procedure * holds for all that have no row of their own; quiet hours stand in it only.
create table notice_setting (
  account text not null,
  procedure text not null,
  choice text not null check (choice in ('at-once', 'digest', 'none')),
  quiet_from int check (quiet_from between 0 and 23),
  quiet_to int check (quiet_to between 0 and 23),
  primary key (account, procedure)
);

create table notice_mail (
  account text not null,
  -- made once: the Message-ID follows from it
  id text not null,
  made_at timestamptz not null,
  lang text not null,
  notices int not null,
  subject text not null,
  text text not null,
  html text not null,
  state text not null check (state in ('waiting', 'sent', 'shown', 'dead')),
  attempts int not null default 0,
  -- of a waiting mail: not before. Whoever takes it moves this on, so that nobody else takes it meanwhile.
  next_at timestamptz not null,
  ended_at timestamptz,
  -- what the mail server said last, without addresses
  failure text,
  primary key (account, id)
);
create index notice_mail_waiting on notice_mail (next_at) where state = 'waiting';
create index notice_mail_recent on notice_mail (made_at desc);
