-- exchange, notice, base: when the clock acts next in an exchange; which side a notice tells; the demo's moved clock.
-- Expand only.

alter table exchange add column next_timer_at timestamptz;
create index exchange_timer on exchange (next_timer_at, exchange) where next_timer_at is not null;
-- What is open is looked at once; what was closed can be reopened for thirty days.
update exchange set next_timer_at = date_trunc('milliseconds', now())
where state not in ('draft', 'withdrawn', 'closed') or (state = 'closed' and ended_at > now() - interval '31 days');

-- sender, recipient, coordinator: one event may tell several, each in its own words. Null: the event's first row.
alter table notice add column told text;

-- How far the demo's clock stands ahead. One row, for all servers of the database.
create table demo_clock (
  id int primary key check (id = 1),
  days int not null check (days >= 0)
);
