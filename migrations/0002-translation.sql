-- translation: machine translations of the free texts of an exchange. They go when the exchange goes.
-- The exchange's number is the distribution column. Expand only.

create table translation (
  exchange text not null,
  -- digest of the text and of the names that it holds
  source_hash text not null,
  source_lang text not null,
  target_lang text not null,
  engine text not null,
  -- another version translates anew; what the old one made stays until then
  engine_version text not null,
  path text[] not null,
  quality text not null check (quality in ('rough', 'gist')),
  state text not null check (state in ('pending', 'done', 'failed')),
  -- second half of the job's id: cannot be guessed, serves once
  job text not null,
  attempt int not null,
  -- only while pending
  source text,
  names text[],
  kept jsonb,
  -- the result, or why there is none (a text key)
  text text,
  warnings text[] not null default '{}',
  reason text,
  at timestamptz not null,
  -- from then on a reader who misses it asks again
  retry_at timestamptz,
  primary key (exchange, source_hash, source_lang, target_lang, engine, engine_version)
);
