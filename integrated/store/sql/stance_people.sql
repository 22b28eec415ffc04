-- People by stance, option and group: internal, suppress before showing.
with newest_engagement as (
  select ranked.engagement_id, ranked.decision_id, ranked.kind, ranked.title, ranked.held_on, ranked.illustrative
  from (
    select e.*, row_number() over (partition by e.engagement_id order by e.version desc) as newest
    from engagement e
  ) ranked
  left join import_undone u on u.import_id = ranked.import_id
  where ranked.newest = 1 and u.import_id is null and ranked.decision_id = $decision_id
)
select s.engagement_id, s.option_id, s.group_name, s.stance, s.people
from stance_people s
join newest_engagement n on n.engagement_id = s.engagement_id
order by s.engagement_id, s.option_id, s.group_name, s.stance nulls last
