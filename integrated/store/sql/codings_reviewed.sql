-- The newest version of every coding that was not removed, of reviewed contributions. Conditions are words too.
with newest_engagement as (
  select ranked.engagement_id, ranked.decision_id, ranked.kind, ranked.title, ranked.held_on, ranked.illustrative
  from (
    select e.*, row_number() over (partition by e.engagement_id order by e.version desc) as newest
    from engagement e
  ) ranked
  left join import_undone u on u.import_id = ranked.import_id
  where ranked.newest = 1 and u.import_id is null and ranked.decision_id = $decision_id
),
newest_coding as (
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
  c.engagement_id,
  c.respondent_id,
  c.group_name,
  c.age_band,
  c.consent,
  k.theme_id,
  k.option_id,
  k.stance,
  case when c.consent = 'counts_only' then null else k.condition_words end as condition_words,
  k.excerpt_start,
  k.excerpt_end,
  k.coder
from newest_coding k
join contribution_reviewed c on c.contribution_id = k.contribution_id
join newest_engagement n on n.engagement_id = c.engagement_id
order by c.engagement_id, k.contribution_id, k.coding_id
