-- exchange, notice: who holds a question is told of a file that came to it above. Expand only.
-- Such a notice has a negative version: the step was made in another log.

-- Up to which instant somebody has looked at what comes along from the exchanges above; null: at nothing of it.
alter table exchange_seen add column above_at timestamptz;
