-- authority: the version of the directory, and what coordinators keep of an authority: region, description, legal areas,
-- coordinators, its life. Small tables: reference tables where the database is distributed. Expand only.

-- One row, locked by whoever writes: so each change has a number of its own, and none becomes visible before an
-- earlier one. Readers ask for what changed since the number that they know, and are woken by `authority_changed`.
create table authority_version (
  id int primary key check (id = 1),
  version int not null
);
insert into authority_version (id, version) values (1, 1);

alter table authority
  -- of the directory, when this row was last written
  add column version int not null default 1,
  -- NUTS
  add column region text,
  -- {"bg": "…", …}: in at least one language, from when the authority is registered
  add column description jsonb not null default '{}',
  -- null: the national coordinator of its country
  add column validating_coordinator text references authority (id),
  add column successor text references authority (id),
  add column active_since timestamptz,
  -- when somebody of the authority said last that its data are right
  add column confirmed_at timestamptz;
create index authority_changed on authority (version, id);

alter table authority drop constraint authority_status_check;
alter table authority add constraint authority_status_check
  check (status in ('invited', 'registered', 'validated', 'active', 'suspended', 'removed'));

-- What an authority is in a legal area. The columns `area` and `competences` of authority follow from here: its main
-- area, and what it is competent for in all of them.
create table authority_area (
  authority text not null references authority (id),
  -- * for every area: national coordinators, and those delegated for a region alone
  area text not null,
  role text not null check (role in ('authority', 'coordinator')),
  competences text[] not null default '{}',
  -- null: all of the area
  procedures text[],
  status text not null check (status in ('asked', 'active', 'withdrawn')),
  -- of a coordinator: NUTS codes to which it is limited; none: the whole country
  regions text[] not null default '{}',
  -- null: the coordinator of the area in its country, else the national one
  access_coordinator text references authority (id),
  primary key (authority, area)
);
create index authority_area_coordinators on authority_area (authority, area) where role = 'coordinator';

-- Coordinators that an authority chose for a legal area: asked to approve and to intervene, or to look on.
create table authority_link (
  authority text not null references authority (id),
  area text not null,
  coordinator text not null references authority (id),
  link text not null check (link in ('request', 'linked')),
  primary key (authority, area, coordinator, link)
);
create index authority_link_by_coordinator on authority_link (coordinator);

insert into authority_area (authority, area, role, competences, status)
select id, case type when 'national-coordinator' then '*' else area end,
  case when type in ('national-coordinator', 'area-coordinator') then 'coordinator' else 'authority' end,
  competences, 'active'
from authority;
