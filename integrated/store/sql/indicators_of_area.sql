-- Every indicator for one place, with what is known about it; a fictional place shows the figures it borrows.
with place as (
  select a.area_code, coalesce(a.figures_from, a.area_code) as figures_from
  from area a
  left join import_undone u on u.import_id = a.import_id
  where u.import_id is null and a.area_code = $area_code
),
known as (
  select v.area_code, v.indicator_id, v.value, v.status
  from indicator_value v
  left join import_undone u on u.import_id = v.import_id
  where u.import_id is null
)
select
  p.area_code,
  p.figures_from,
  i.indicator_id,
  i.label,
  i.unit,
  i.period,
  k.value,
  coalesce(k.status, 'not_available') as status
from indicator i
cross join place p
left join import_undone u on u.import_id = i.import_id
left join known k on k.indicator_id = i.indicator_id and k.area_code = p.figures_from
where u.import_id is null
order by i.indicator_id
