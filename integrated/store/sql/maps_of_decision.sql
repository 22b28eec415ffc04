-- The system maps of one decision.
select
  m.map_id,
  m.decision_id,
  m.title,
  m.made_by,
  m.illustrative,
  m.import_id
from system_map m
left join import_undone u on u.import_id = m.import_id
where u.import_id is null
  and m.decision_id = $decision_id
order by m.title, m.map_id
