-- exchange: the search by the person concerned over a blind index, and the dossiers of an office. Expand only.

-- Digests of the words that name the person, under a key of the authority that may read them; sorted, so that their
-- order tells nothing. An exchange from before gets its rows with its next step.
create table exchange_person (
  exchange text not null,
  subject text not null,
  authority text not null,
  tokens bigint[] not null,
  primary key (exchange, subject, authority),
  -- whoever erases the person's key erases these
  foreign key (exchange, subject) references exchange_subject (exchange, subject) on delete cascade
);
create index exchange_person_tokens on exchange_person using gin (tokens);

-- Each search by a person: who, when, a keyed digest of what was looked for, and what was shown.
create table person_search (
  authority text not null,
  id text not null,
  at timestamptz not null,
  account text not null,
  digest text not null,
  found text[] not null,
  primary key (authority, id)
);

-- What an office keeps together. The other side of an exchange never learns of it.
create table dossier (
  authority text not null,
  dossier text not null,
  -- under a key of the authority: a name may tell of a person
  sealed_name bytea not null,
  account text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (authority, dossier)
);
create index dossier_recent on dossier (authority, changed_at desc, dossier desc);

create table exchange_dossier (
  exchange text not null,
  authority text not null,
  dossier text not null,
  account text not null,
  at timestamptz not null,
  primary key (exchange, authority),
  foreign key (authority, dossier) references dossier (authority, dossier)
);
create index exchange_dossier_by_dossier on exchange_dossier (authority, dossier, exchange);
