-- authority, user: the directory and the officials. Small tables: reference tables where the database is distributed.
-- Expand only.

create table authority (
  id text primary key,
  country text not null,
  type text not null,
  level text not null check (level in ('national', 'regional', 'local')),
  area text not null,
  competences text[] not null default '{}',
  town text not null,
  -- [{"lang": "pl", "name": "…"}], in the languages of the country
  official_names jsonb not null,
  -- {"bg": "…", …} in every language of the system
  informal_titles jsonb not null,
  languages text[] not null,
  street text not null,
  postcode text not null,
  phone text not null,
  email text not null,
  website text not null,
  status text not null check (status in ('active', 'suspended', 'removed')),
  is_invented boolean not null default false
);
create index authority_by_country on authority (country, area, type);

create table account (
  id text primary key,
  name text not null,
  lang text not null,
  email text not null,
  -- shown on the demo's sign-in page
  cast_order int
);

create table account_role (
  account text not null references account (id),
  authority text not null references authority (id),
  -- a legal area, or * for all of them
  area text not null,
  role text not null,
  primary key (account, authority, area, role)
);
create index account_role_by_authority on account_role (authority);

create table session (
  token_hash text primary key,
  account text not null references account (id),
  authority text not null references authority (id),
  csrf_secret text not null,
  -- what the identity provider needs to be told at sign-out
  id_token text,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_by_expiry on session (expires_at);

create table access_token (
  token_hash text primary key,
  account text not null references account (id),
  authority text not null references authority (id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
