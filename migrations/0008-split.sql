-- exchange: children of a split, and parts that went over to another authority. Expand only.

-- Number of the exchange that was split. A child runs between authorities of one country: the parent alone is counted
-- where countries are measured.
alter table exchange add column parent text;
