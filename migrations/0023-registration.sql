-- authority, notice: authorities that register by a link, and letters to people who have no account. Small tables:
-- reference tables where the database is distributed. Expand only.

-- One row from the invitation, or from the wish to register, until its content is no longer needed.
create table authority_registration (
  -- the id that the authority has or, where it registers by itself, will have
  authority text primary key,
  country text not null,
  -- the legal areas that it asks for
  areas text[] not null,
  -- the coordinator that is to validate it
  coordinator text not null,
  lang text not null,
  -- of the link that holds now; null: there is none any more
  token_hash text,
  expires_at timestamptz not null,
  -- how often it was saved
  version int not null default 1,
  at timestamptz not null,
  changed_at timestamptz not null,
  -- keyed hashes of the addresses from which it was asked for, for limits; null: a coordinator invited it
  email_mark text,
  caller_mark text,
  -- where the link goes, who registers, and what was typed; null once it is no longer needed
  sealed bytea
);
create unique index authority_registration_by_token on authority_registration (token_hash);
create index authority_registration_by_age on authority_registration (at) where email_mark is not null;

-- Who read whose data: the person who registers an authority.
create table authority_registration_read (
  authority text not null,
  id text not null,
  at timestamptz not null,
  account text not null,
  office text not null,
  primary key (authority, id)
);

alter table notice_mail
  -- of a letter: where it goes and what it says; such a mail belongs to no account ('') and says nothing in the clear
  add column sealed bytea;
