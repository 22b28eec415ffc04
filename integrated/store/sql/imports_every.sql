-- Every file that was read in, also those taken back, with who took them back and when.
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
  b.imported_at,
  u.undone_at,
  u.actor_role as undone_by_role
from import_batch b
left join import_undone u on u.import_id = b.import_id
order by case when b.kind = 'embedded' then 1 else 0 end, b.imported_at desc nulls last, b.file_name, b.import_id
