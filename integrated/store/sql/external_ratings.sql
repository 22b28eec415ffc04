-- Ratings of other bodies, as printed.
select
  r.rating_id,
  r.option_id,
  r.scheme,
  r.scheme_version,
  r.as_printed,
  r.dated,
  r.address,
  r.import_id
from external_rating r
left join import_undone u on u.import_id = r.import_id
where u.import_id is null
order by r.option_id, r.scheme, r.scheme_version, r.rating_id
