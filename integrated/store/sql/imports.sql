-- Every file that was read in and not taken back: licence, attribution and hash.
select
  b.import_id,
  b.kind,
  b.file_name,
  b.sha256,
  b.row_total,
  b.licence,
  b.attribution,
  b.illustrative,
  b.actor_role,
  b.imported_at
from import_batch b
left join import_undone u on u.import_id = b.import_id
where u.import_id is null
order by b.imported_at nulls last, b.file_name, b.import_id
