-- authority: the life of an authority: what was changed by whom and why, and what others propose.
-- Small tables: reference tables where the database is distributed. Expand only.

-- Append-only. The version is that of the directory, as in authority.
create table authority_change (
  authority text not null references authority (id),
  version int not null,
  event text not null,
  at timestamptz not null,
  -- who did it; both null: the clock
  office text,
  account text,
  -- {"changes": [{"field": …, "from": …, "to": …}], "reason": …, …}
  data jsonb not null,
  transaction xid8 not null default pg_current_xact_id(),
  primary key (authority, version)
);
create index authority_change_in_order on authority_change (transaction, authority, version);

-- The same in the columns that followers of a log read.
create view authority_log as
  select transaction, authority as exchange, version, event, at, coalesce(office, '') as authority,
    coalesce(account, '') as account, data
  from authority_change;

-- A registration that was refused never was in the directory.
alter table authority drop constraint authority_status_check;
alter table authority add constraint authority_status_check
  check (status in ('invited', 'registered', 'validated', 'active', 'suspended', 'removed', 'refused'));
alter table authority
  -- when the clock asked last whether its data are still right
  add column asked_at timestamptz;

-- What somebody says ought to be changed.
create table authority_proposal (
  authority text not null references authority (id),
  id text not null,
  field text not null,
  value jsonb not null,
  reason text not null,
  office text not null,
  account text not null,
  at timestamptz not null,
  state text not null check (state in ('open', 'accepted', 'refused')),
  primary key (authority, id)
);
create index authority_proposal_open on authority_proposal (authority) where state = 'open';
