-- scoreboard: editions as they were published, signed; nothing in these tables is ever changed or taken away.
-- Small tables: reference tables where the database is distributed. Expand only.

create table scoreboard_published (
  edition text not null,
  -- a correction is the next one
  version int not null check (version > 0),
  published_at timestamptz not null,
  -- figures, method and hashes: the very bytes that were signed
  document text not null,
  -- Ed25519
  signature bytea not null,
  -- PEM
  public_key text not null,
  -- [{"name": …, "text": …}], with which the figures can be worked out again
  scripts jsonb not null,
  primary key (edition, version)
);

-- requests.csv of a published edition, a gzip each of some thousand lines.
create table scoreboard_published_csv (
  edition text not null,
  version int not null,
  piece int not null,
  bytes bytea not null,
  primary key (edition, version, piece)
);
alter table scoreboard_published_csv alter column bytes set storage external;
