-- exchange: what lists are filtered and ranked by stands in the part itself; saved views; which office has seen what.

alter table exchange_part
  -- value of the procedure's title field, as in exchange: a search by subject reads one index
  add column title_value text,
  add column is_urgent boolean not null default false;
update exchange_part p set title_value = e.title_value, is_urgent = e.is_urgent
from exchange e where e.exchange = p.exchange and (e.title_value is not null or e.is_urgent);

-- What needs one most: within a turn late and urgent, late, urgent, the rest, each by day; counts use its front.
create index exchange_part_rank on exchange_part
  (authority, turn, is_urgent, coalesce(due_day, date '2199-12-31'), exchange);
drop index exchange_part_worklist;
create index exchange_part_title on exchange_part (authority, title_value, changed_at desc, exchange);

-- Of the other side the office is told, never the person. Older rows: the one party for which the person may act.
alter table exchange_seen add column authority text, add column first_at timestamptz;
update exchange_seen s set first_at = s.at, authority = (
  select min(p.authority) from exchange_part p
  where p.exchange = s.exchange and exists (
    select from account_role r where r.account = s.account and r.authority = p.authority)
  having count(*) = 1);

-- A person's own views of the worklist. They belong to the account, not to an exchange.
create table worklist_view (
  account text not null,
  id text not null,
  name text not null,
  -- the part of the address after the question mark, as the worklist reads it
  query text not null,
  primary key (account, id),
  unique (account, name)
);

-- Words of the texts that are not personal, folded as src/exchange/words.ts does it, with marks for parties and
-- questions. An exchange from before gets its row with its next step.
create table exchange_text (
  exchange text primary key,
  words tsvector not null
);
create index exchange_text_words on exchange_text using gin (words);
