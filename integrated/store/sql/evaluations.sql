-- Evaluations that give no effect size.
select
  e.evaluation_id,
  e.option_id,
  e.outcome_id,
  e.country,
  e.what_was_found,
  e.why_no_effect_size,
  e.source,
  e.import_id
from evaluation_without_effect e
left join import_undone u on u.import_id = e.import_id
where u.import_id is null
order by e.option_id, e.outcome_id, e.evaluation_id
