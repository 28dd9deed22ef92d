-- user: who keeps the users of an authority: who a person is for the identity provider, invitations, and the history of
-- each user. Small tables: reference tables where the database is distributed. Expand only.

alter table account
  -- who signs in, as the identity provider says; null: invited, and has not accepted yet
  add column subject text,
  -- of an account that was made by an invitation or an import
  add column invited_at timestamptz;
update account set subject = id;
create unique index account_by_subject on account (subject) where subject is not null;
create index account_by_email on account (lower(email));
-- Two administrators who enter the same person at once make one account.
create unique index account_once on account (lower(email)) where invited_at is not null;

-- Append-only. The version is that of one user at one authority.
create table user_change (
  authority text not null references authority (id),
  -- the user
  member text not null references account (id),
  version int not null,
  event text not null,
  at timestamptz not null,
  -- who did it, and for which authority
  office text not null,
  account text not null,
  -- {"from": {"area": ["role", …]}, "to": {…}}
  data jsonb not null,
  primary key (authority, member, version)
);

create table invitation (
  authority text not null references authority (id),
  account text not null references account (id),
  token_hash text not null,
  -- {"area": ["role", …]}: held once it is accepted
  roles jsonb not null,
  -- who invites
  office text not null,
  inviter text not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('open', 'accepted', 'withdrawn', 'replaced')),
  primary key (authority, account, token_hash)
);
create index invitation_by_token on invitation (token_hash);
create unique index invitation_open on invitation (authority, account) where state = 'open';
