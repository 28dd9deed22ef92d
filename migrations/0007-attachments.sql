-- exchange: attachments. What is known of one stands in the log, its title and name sealed, its bytes in a file.

-- Whether the bytes were checked for viruses. A file that no row tells of was never attached.
create table exchange_attachment (
  exchange text not null,
  id text not null,
  -- waiting also where no check is set up: then the page says so
  scan text not null default 'waiting' check (scan in ('waiting', 'clean', 'infected')),
  scanned_at timestamptz,
  -- what the scanner calls it
  finding text,
  attempts int not null default 0,
  -- of a waiting one: not before
  next_at timestamptz not null,
  primary key (exchange, id)
);
create index exchange_attachment_waiting on exchange_attachment (next_at) where scan = 'waiting';
