-- exchange, user: where requests went in the end, so that the next one like them is sent there at once. Derived from the
-- log by the follower `routes` and rebuilt from it; forgotten after two years. Nothing of the person concerned. Expand only.

create table exchange_route (
  exchange text primary key,
  procedure text not null,
  -- the value of the field that tells what the request is about
  matter text not null,
  sender text not null,
  -- who was asked first, and who took it on in the end
  asked text not null,
  taker text not null,
  -- when that one took it on
  at timestamptz not null
);
create index exchange_route_asked on exchange_route (asked, procedure, matter, at);
create index exchange_route_at on exchange_route (at);

-- A person who wants proposals by the rules alone.
alter table account add column uses_forwards boolean not null default true;
