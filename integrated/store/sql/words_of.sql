-- Ids of the contributions and statements that one engagement holds, whatever became of its import: to delete them.
select held.kind, held.id
from (
  select 'contribution' as kind, c.contribution_id as id
  from contribution c
  where c.engagement_id = $engagement_id
  union all
  select 'statement' as kind, s.statement_id as id
  from statement s
  where s.engagement_id = $engagement_id
) held
order by held.kind, held.id
