-- Shares of the local population by group, 0 to 1; a fictional place shows the figures it borrows.
with place as (
  select a.area_code, coalesce(a.figures_from, a.area_code) as figures_from
  from area a
  left join import_undone u on u.import_id = a.import_id
  where u.import_id is null and a.area_code = $area_code
)
select
  p.area_code,
  s.area_code as figures_from,
  s.dimension,
  s.category,
  s.share,
  s.source,
  s.period,
  s.import_id
from population_share s
join place p on s.area_code in (p.area_code, p.figures_from)
left join import_undone u on u.import_id = s.import_id
where u.import_id is null
order by s.dimension, s.share desc nulls last, s.category, s.source
