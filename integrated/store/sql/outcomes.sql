-- All outcomes.
select
  o.outcome_id,
  o.label,
  o.words_per_100,
  o.better,
  o.stand_in_indicator_id,
  o.import_id
from outcome o
left join import_undone u on u.import_id = o.import_id
where u.import_id is null
order by o.label, o.outcome_id
