-- Which factor stands for an outcome.
select
  o.map_id,
  o.outcome_id,
  o.factor_id
from outcome_factor o
join system_map m on m.map_id = o.map_id
left join import_undone u on u.import_id = m.import_id
where u.import_id is null
  and o.map_id = $map_id
order by o.outcome_id, o.factor_id
