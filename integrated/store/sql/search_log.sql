-- Every search; an option and outcome without a row was not searched.
select
  search_id,
  option_id,
  outcome_id,
  searched_on,
  searched_year,
  searched_where,
  studies_found,
  actor_role
from search_log
order by option_id, outcome_id, searched_year, searched_on nulls first, search_id
