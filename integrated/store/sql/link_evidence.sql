-- What stands behind the links of one map; for an entry point, source is the option.
select
  e.map_id,
  e.source,
  e.target,
  e.evidence_kind,
  e.evidence_id
from link_evidence e
join system_map m on m.map_id = e.map_id
left join import_undone u on u.import_id = m.import_id
where u.import_id is null
  and e.map_id = $map_id
order by e.source, e.target, e.evidence_kind, e.evidence_id
