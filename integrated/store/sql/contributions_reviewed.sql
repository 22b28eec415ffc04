-- What was reviewed and may be counted; words only where consent lets them be read ('counts_only' has none).
with newest_engagement as (
  select ranked.engagement_id, ranked.decision_id, ranked.kind, ranked.title, ranked.held_on, ranked.illustrative
  from (
    select e.*, row_number() over (partition by e.engagement_id order by e.version desc) as newest
    from engagement e
  ) ranked
  left join import_undone u on u.import_id = ranked.import_id
  where ranked.newest = 1 and u.import_id is null and ranked.decision_id = $decision_id
)
select
  c.contribution_id,
  c.engagement_id,
  c.respondent_id,
  c.group_name,
  c.age_band,
  c.option_id,
  c.consent,
  c.words,
  c.reviewer_role,
  c.reviewed_on,
  n.illustrative
from contribution_reviewed c
join newest_engagement n on n.engagement_id = c.engagement_id
order by c.engagement_id, c.contribution_id
