-- exchange: the clock looks at what waits for a coordinator; which exchanges the index of persons holds. Expand only.

update exchange set next_timer_at = date_trunc('milliseconds', now())
where state in ('awaiting-approval', 'answer-awaiting-approval', 'referred');

-- By which way of indexing persons an exchange is held (person-words.ts); 0: not, or by one of before. What is held by
-- an older way is indexed anew in the background; a program from before that still runs leaves the mark as it is.
alter table exchange add column person_index smallint not null default 0;
create index exchange_person_index on exchange (exchange) where person_index < 1;
