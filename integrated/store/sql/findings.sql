-- Published findings of others: also said elsewhere; never in counts.
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
  f.finding_id,
  f.engagement_id,
  f.speaker_group,
  f.theme_id,
  f.option_id,
  f.stance,
  f.words,
  f.percent_as_printed,
  f.people_asked,
  f.source,
  f.import_id
from finding f
join newest_engagement n on n.engagement_id = f.engagement_id
left join import_undone u on u.import_id = f.import_id
where u.import_id is null
order by f.finding_id
