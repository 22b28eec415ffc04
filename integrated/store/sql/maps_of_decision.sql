-- The system maps of one decision, the first one made first: other pages show that one.
select
  m.map_id,
  m.decision_id,
  m.title,
  m.made_by,
  m.illustrative,
  m.import_id
from system_map m
left join import_undone u on u.import_id = m.import_id
left join import_batch b on b.import_id = m.import_id
where u.import_id is null
  and m.decision_id = $decision_id
order by b.imported_at nulls last, m.title, m.map_id
