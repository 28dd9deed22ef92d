-- evidence, exchange: the log of each exchange, its current row, its parts, its sealed personal data.
-- The exchange's number is the distribution column: it stands in every key. Expand only.

create table evidence_key_mark (
  id int primary key check (id = 1),
  mark text not null
);

create table evidence_read (
  exchange text not null,
  id text not null,
  at timestamptz not null,
  account text not null,
  authority text not null,
  subject text not null,
  primary key (exchange, id)
);

create table exchange (
  exchange text primary key,
  procedure text not null,
  area text not null,
  kind text not null,
  state text not null,
  version int not null,
  hash text not null,
  sender text not null,
  recipient text,
  is_urgent boolean not null default false,
  -- value of the procedure's title field: titles are put together in the reader's language
  title_value text,
  created_at timestamptz not null,
  sent_at timestamptz,
  accepted_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  asked_day date,
  answer_by_day date,
  rating_timeliness int,
  rating_efforts int
);

create table exchange_event (
  exchange text not null,
  version int not null,
  event text not null,
  at timestamptz not null,
  authority text not null,
  account text not null,
  data jsonb not null,
  hash text not null,
  -- followers read in the order (transaction, exchange, version) and only below the oldest running transaction
  transaction xid8 not null default pg_current_xact_id(),
  primary key (exchange, version)
);

-- A repeated command finds its first answer here.
create table exchange_command (
  exchange text not null,
  authority text not null,
  key text not null,
  account text not null,
  version int not null,
  digest text not null,
  primary key (exchange, authority, key)
);

-- One row for each authority that may see the exchange: lists and permission in one indexed row.
create table exchange_part (
  exchange text not null,
  authority text not null,
  part text not null check (part in ('sender', 'recipient')),
  counterpart text,
  counterpart_country text,
  area text not null,
  -- what the worklist of this authority shows it under: act, wait, close, draft, ended
  turn text not null,
  due_day date,
  state text not null,
  changed_at timestamptz not null,
  -- the latest version that the other side made: newer than what one has seen means "changed"
  other_version int not null default 0,
  primary key (exchange, authority)
);
create index exchange_part_worklist on exchange_part (authority, turn, due_day, exchange);
create index exchange_part_recent on exchange_part (authority, changed_at desc, exchange);

-- What an authority has typed and not sent yet, sealed: it may hold anything about a person.
create table exchange_draft (
  exchange text not null,
  authority text not null,
  revision int not null,
  account text not null,
  saved_at timestamptz not null,
  sealed bytea not null,
  primary key (exchange, authority)
);

create table exchange_subject (
  exchange text not null,
  subject text not null,
  -- the data subject's key under the master key; deleting the row erases the person
  wrapped_key bytea not null,
  primary key (exchange, subject)
);

create table exchange_personal (
  exchange text not null,
  commitment text not null,
  subject text not null,
  sealed bytea not null,
  primary key (exchange, commitment)
);

create table exchange_seen (
  exchange text not null,
  account text not null,
  version int not null,
  at timestamptz not null,
  primary key (exchange, account)
);
