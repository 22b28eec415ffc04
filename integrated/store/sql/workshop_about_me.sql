-- Answers about the people in one workshop, summed: never one by one.
select a.dimension, a.category, cast(count(*) as integer) as people
from about_me a
where a.engagement_id = $engagement_id
  and a.engagement_id in (select w.engagement_id from workshop w)
group by a.dimension, a.category
order by a.dimension, a.category
