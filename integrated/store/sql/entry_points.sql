-- Where options act on one map.
select
  p.map_id,
  p.option_id,
  p.factor_id,
  p.push,
  p.strength,
  p.confidence,
  p.basis,
  p.note
from entry_point p
join system_map m on m.map_id = p.map_id
left join import_undone u on u.import_id = m.import_id
where u.import_id is null
  and p.map_id = $map_id
order by p.option_id, p.factor_id
