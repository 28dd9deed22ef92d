-- authority: files with authorities that a coordinator had checked, kept for an hour until they are written.
-- A small table: a reference table where the database is distributed. Expand only.

create table authority_import (
  -- the coordinator
  authority text not null references authority (id),
  id text not null,
  account text not null,
  -- of the file
  name text not null,
  at timestamptz not null,
  -- the file; null once it was written
  sealed bytea,
  -- {"version": …, "new": …, "changed": …} once it was written
  written jsonb,
  primary key (authority, id)
);
create index authority_import_by_age on authority_import (at);
