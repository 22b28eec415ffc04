-- Which factors a theme speaks of, and why it was said so.
select
  t.map_id,
  t.theme_id,
  t.factor_id,
  t.why,
  t.import_id
from theme_factor t
join system_map m on m.map_id = t.map_id
left join import_undone u on u.import_id = m.import_id
where u.import_id is null
  and t.map_id = $map_id
order by t.theme_id, t.factor_id
