-- Statements put to the vote; `place` is the number that `votes` gives each.
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
  row_number() over (order by s.statement_id) - 1 as place,
  s.statement_id,
  s.engagement_id,
  s.words,
  s.option_id,
  s.theme_id,
  s.reviewed_by_role,
  s.reviewed_on
from statement s
join newest_engagement n on n.engagement_id = s.engagement_id
where s.reviewed_on is not null
order by s.engagement_id, s.statement_id
