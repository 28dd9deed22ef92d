-- authority: words of searches that nothing fits, as work for the lexicon. No user, no case, no time but the day; a word
-- stands here only once several people have asked for it on one day. A small table: a reference table where the
-- database is distributed.
create table unknown_word (
  lang text not null,
  word text not null check (char_length(word) between 4 and 40),
  count int not null check (count > 0),
  last_day date not null,
  primary key (lang, word)
);
