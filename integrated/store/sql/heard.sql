-- Who was heard, latest count of each category: 0 = asked and none came, no row = not asked.
with newest_engagement as (
  select ranked.engagement_id, ranked.decision_id, ranked.kind, ranked.title, ranked.held_on, ranked.illustrative
  from (
    select e.*, row_number() over (partition by e.engagement_id order by e.version desc) as newest
    from engagement e
  ) ranked
  left join import_undone u on u.import_id = ranked.import_id
  where ranked.newest = 1 and u.import_id is null and ranked.decision_id = $decision_id
)
select ranked.engagement_id, ranked.dimension, ranked.category, ranked.people, ranked.as_of
from (
  select
    h.*,
    row_number() over (partition by h.engagement_id, h.dimension, h.category order by h.as_of desc) as newest
  from heard h
) ranked
join newest_engagement n on n.engagement_id = ranked.engagement_id
where ranked.newest = 1
order by ranked.engagement_id, ranked.dimension, ranked.category
