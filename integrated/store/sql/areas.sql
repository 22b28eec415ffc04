-- All places, the fictional one first.
select
  a.area_code,
  a.name,
  a.level,
  a.figures_from,
  a.import_id
from area a
left join import_undone u on u.import_id = a.import_id
where u.import_id is null
order by case a.level when 'fictional' then 0 when 'local_authority' then 1 when 'region' then 2 else 3 end, a.name, a.area_code
