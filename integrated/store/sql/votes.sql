-- Votes on reviewed statements: -1, 0, 1; no row = not seen.
with newest_engagement as (
  select ranked.engagement_id, ranked.decision_id, ranked.kind, ranked.title, ranked.held_on, ranked.illustrative
  from (
    select e.*, row_number() over (partition by e.engagement_id order by e.version desc) as newest
    from engagement e
  ) ranked
  left join import_undone u on u.import_id = ranked.import_id
  where ranked.newest = 1 and u.import_id is null and ranked.decision_id = $decision_id
)
select v.statement_id, v.respondent_id, v.vote, v.group_name
from vote v
join statement s on s.statement_id = v.statement_id
join newest_engagement n on n.engagement_id = s.engagement_id
where s.reviewed_on is not null
order by v.statement_id, v.respondent_id
