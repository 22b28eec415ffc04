-- The links of one map; note holds the references, or why somebody thinks so.
select
  l.map_id,
  l.source,
  l.target,
  l.polarity,
  l.strength,
  l.delay,
  l.confidence,
  l.basis,
  l.note
from link l
join system_map m on m.map_id = l.map_id
left join import_undone u on u.import_id = m.import_id
where u.import_id is null
  and l.map_id = $map_id
order by l.source, l.target
