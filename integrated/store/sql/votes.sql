-- Votes on reviewed statements: -1, 0, 1; no row = not seen. People and statements by number: 1,800,000 rows of two ids
-- each take 2 GB and seconds to fetch; `vote_people` and the `place` of `statements` say which number is whose.
with newest_engagement as (
  select ranked.engagement_id
  from (
    select e.*, row_number() over (partition by e.engagement_id order by e.version desc) as newest
    from engagement e
  ) ranked
  left join import_undone u on u.import_id = ranked.import_id
  where ranked.newest = 1 and u.import_id is null and ranked.decision_id = $decision_id
),
put_to_the_vote as (
  select s.statement_id, row_number() over (order by s.statement_id) - 1 as statement
  from statement s
  join newest_engagement n on n.engagement_id = s.engagement_id
  where s.reviewed_on is not null
),
people as (
  select v.respondent_id, min(v.group_name) as group_name, row_number() over (order by v.respondent_id) - 1 as person
  from vote v
  join put_to_the_vote p on p.statement_id = v.statement_id
  group by v.respondent_id
)
select p.statement, people.person, v.vote
from vote v
join put_to_the_vote p on p.statement_id = v.statement_id
join people on people.respondent_id = v.respondent_id
order by p.statement, people.person
