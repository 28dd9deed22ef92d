-- authority, exchange: which coordinator approves what an authority sends; coordinators as parts of an exchange.
-- A small table: a reference table where the database is distributed. Expand only.

create table authority_approval (
  authority text not null references authority (id),
  -- a procedure, or * for all that have no row of their own
  procedure text not null,
  step text not null check (step in ('send', 'answer')),
  coordinator text not null references authority (id),
  primary key (authority, procedure, step)
);

-- Who coordinates for a country: few of its authorities.
create index authority_coordinators on authority (country) where type in ('national-coordinator', 'area-coordinator');

alter table exchange_part drop constraint exchange_part_part_check;
alter table exchange_part add constraint exchange_part_part_check
  check (part in ('sender', 'recipient', 'former', 'sender-coordinator', 'recipient-coordinator'));
