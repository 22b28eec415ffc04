-- The newest version of every agreed code of a theme on reviewed contributions, "left out" ones included: removed then.
with newest_coding as (
  select ranked.*
  from (
    select k.*, row_number() over (partition by k.coding_id order by k.version desc) as newest
    from coding k
    where k.coder = 'agreed'
  ) ranked
  where ranked.newest = 1
)
select
  k.coding_id,
  k.version,
  k.contribution_id,
  k.theme_id,
  k.option_id,
  k.stance,
  k.condition_words,
  k.excerpt_start,
  k.excerpt_end,
  k.removed
from newest_coding k
join contribution_reviewed c on c.contribution_id = k.contribution_id
where exists (
  select 1 from engagement e where e.engagement_id = c.engagement_id and e.decision_id = $decision_id
)
order by k.contribution_id, k.coding_id
