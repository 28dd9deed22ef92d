-- exchange: what an authority writes again and again: text blocks, and reply templates that fill in a whole answer.
-- Nothing personal may stand in them, so they are not sealed. Expand only.

create table text_block (
  authority text not null,
  block text not null,
  title text not null,
  -- in which it is written
  language text not null,
  -- only for this procedure; a reply template always has one
  procedure text,
  -- only for fields of this kind
  kind text,
  -- a text block has a text, a reply template has answers: {"<question>": {"answer": …, "details": {…}}}
  text text,
  answers jsonb,
  -- counts the changes: who was slower learns who was faster
  version int not null,
  account text not null,
  changed_at timestamptz not null,
  primary key (authority, block),
  check ((text is null) <> (answers is null)),
  check (answers is null or procedure is not null)
);
