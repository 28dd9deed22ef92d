-- exchange: an authority that forwarded a request keeps what it saw of it. Expand only.

alter table exchange_part drop constraint exchange_part_part_check;
alter table exchange_part add constraint exchange_part_part_check
  check (part in ('sender', 'recipient', 'former'));
