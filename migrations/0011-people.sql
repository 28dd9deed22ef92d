-- exchange: who handles an exchange inside an authority, who allocated it when, internal notes; user: absence and cover.
-- Nothing of this stands in the log that both sides share. Expand only.

-- Who handles it now. An exchange without a row is allocated to nobody: all request handlers act in it.
create table exchange_handler (
  exchange text not null,
  authority text not null,
  account text not null,
  allocated_by text not null,
  at timestamptz not null,
  -- as in exchange_part: what waits for one person is read from one index
  turn text not null,
  -- when this person first opened it afterwards; until then it is new
  seen_at timestamptz,
  primary key (exchange, authority, account)
);
create index exchange_handler_by_account on exchange_handler (authority, account, turn, exchange);

-- The history inside one authority: each change of who handles it, in the columns that followers read.
create table exchange_allocation (
  exchange text not null,
  authority text not null,
  version int not null,
  event text not null check (event in ('allocated', 'taken-over', 'released')),
  at timestamptz not null,
  account text not null,
  -- {"handlers": […], "added": […]}
  data jsonb not null,
  transaction xid8 not null default pg_current_xact_id(),
  primary key (exchange, authority, version)
);
create index exchange_allocation_in_order on exchange_allocation (transaction, exchange, version);

-- Sealed with the key of the data subject, as they may name it, and erased with it.
create table exchange_note (
  exchange text not null,
  authority text not null,
  id text not null,
  account text not null,
  at timestamptz not null,
  sealed bytea not null,
  primary key (exchange, authority, id)
);

alter table exchange_part add column is_allocated boolean not null default false;
-- What nobody handles yet, in the order of the worklist.
create index exchange_part_unallocated on exchange_part
  (authority, turn, is_urgent, coalesce(due_day, date '2199-12-31'), exchange) where not is_allocated;

-- Days on which somebody is away, both included, and the colleague who acts meanwhile in what is allocated to them.
create table absence (
  account text not null,
  id text not null,
  authority text not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  cover text,
  primary key (account, id)
);
create index absence_by_cover on absence (authority, cover, to_day);
