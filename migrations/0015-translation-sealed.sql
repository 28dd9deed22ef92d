-- translation: texts and results lie sealed, as they may name a person. What lay in the clear goes: it is made anew
-- when somebody reads it. The columns source, names, kept and text stay empty from now on. Expand only.

alter table translation add column sealed bytea;
delete from translation;
