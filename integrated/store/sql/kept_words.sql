-- Engagements and workshops that still hold contributions, with the day until which these may be kept.
with newest_engagement as (
  select ranked.engagement_id, ranked.title, ranked.keep_until
  from (
    select e.*, row_number() over (partition by e.engagement_id order by e.version desc) as newest
    from engagement e
  ) ranked
  where ranked.newest = 1
),
newest_workshop as (
  select ranked.engagement_id, ranked.title, ranked.keep_until
  from (
    select w.*, row_number() over (partition by w.engagement_id order by w.version desc) as newest
    from workshop w
  ) ranked
  where ranked.newest = 1
),
held as (
  select c.engagement_id, cast(count(*) as integer) as contributions
  from contribution c
  group by c.engagement_id
)
select
  h.engagement_id,
  coalesce(e.title, w.title) as title,
  coalesce(e.keep_until, w.keep_until) as keep_until,
  h.contributions
from held h
left join newest_engagement e on e.engagement_id = h.engagement_id
left join newest_workshop w on w.engagement_id = h.engagement_id
order by h.engagement_id
