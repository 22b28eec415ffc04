-- The last word on what each grant is for.
select
  ranked.grant_id,
  ranked.kind,
  ranked.target_id,
  ranked.state,
  ranked.actor_role,
  ranked.sequence
from (
  select
    l.*,
    row_number() over (partition by l.grant_id, l.kind, l.target_id order by l.sequence desc) as newest
  from grant_link l
) ranked
where ranked.newest = 1
order by ranked.grant_id, ranked.kind, ranked.target_id
