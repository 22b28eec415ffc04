-- The newest version of every coding in one workshop, whether its words were reviewed or not.
with newest_coding as (
  select ranked.*
  from (
    select k.*, row_number() over (partition by k.coding_id order by k.version desc) as newest
    from coding k
  ) ranked
  where ranked.newest = 1 and not ranked.removed
)
select
  k.coding_id,
  k.version,
  k.contribution_id,
  c.respondent_id,
  c.group_name,
  k.theme_id,
  k.option_id,
  k.stance,
  k.condition_words,
  k.coder
from newest_coding k
join contribution c on c.contribution_id = k.contribution_id
where c.engagement_id = $engagement_id
  and c.engagement_id in (select w.engagement_id from workshop w)
order by k.contribution_id, k.coding_id
