-- exchange: coordinators see what is open in their country and legal areas, where it waits and since when. Expand only.

alter table exchange_part
  -- of the authority itself. A program from before that still runs leaves both out; the next step fills them.
  add column country text,
  -- since when the exchange is in its state with its authority; messages and parts of an answer change nothing
  add column waits_since timestamptz;
update exchange_part p set country = a.country, waits_since = coalesce(
  (select max(e.at) from exchange_event e
   where e.exchange = p.exchange and e.event not in ('message', 'partly-answered', 'acceptance-reminded',
     'date-reminded', 'answer-reminded', 'closing-reminded', 'overdue', 'escalated', 'reopening-expired')), p.changed_at)
from authority a where a.id = p.authority;

-- What is open, as a coordinator ranks it: urgent or not, by the day that is still owed. Ended ones are not in it.
create index exchange_part_coordination on exchange_part (country, area, is_urgent,
  (case when state in ('answered', 'refused') then date '2199-12-31' else coalesce(due_day, date '2199-12-31') end),
  exchange)
where turn in ('act', 'wait', 'close');
-- Where it waits: what an authority has to act on or to close, by since when.
create index exchange_part_waiting on exchange_part (country, area, waits_since) include (authority)
where turn in ('act', 'close');
