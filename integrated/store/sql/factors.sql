-- The factors of one map.
select
  f.map_id,
  f.factor_id,
  f.label,
  f.kind,
  f.domain,
  f.controllable,
  f.wanted,
  f.x,
  f.y
from factor f
join system_map m on m.map_id = f.map_id
left join import_undone u on u.import_id = m.import_id
where u.import_id is null
  and f.map_id = $map_id
order by f.factor_id
