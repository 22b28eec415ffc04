-- Which outcomes a theme of one decision speaks of, and why it was said so.
select t.theme_id, t.outcome_id, t.why, t.import_id
from theme_outcome t
left join import_undone u on u.import_id = t.import_id
where u.import_id is null
  and exists (select 1 from theme known where known.theme_id = t.theme_id and known.decision_id = $decision_id)
order by t.theme_id, t.outcome_id
