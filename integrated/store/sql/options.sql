-- All options, continue-as-now first.
select
  o.option_id,
  o.name,
  o.what_it_means_here,
  o.tested_as,
  o.is_continue_as_now,
  o.action_level,
  o.import_id
from intervention_option o
left join import_undone u on u.import_id = o.import_id
where u.import_id is null
order by case when o.is_continue_as_now then 0 else 1 end, o.name, o.option_id
