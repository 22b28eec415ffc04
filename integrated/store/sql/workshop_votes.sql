-- Votes on the statements of one workshop.
select v.statement_id, v.respondent_id, v.vote
from vote v
join statement s on s.statement_id = v.statement_id
where s.engagement_id = $engagement_id
  and s.engagement_id in (select w.engagement_id from workshop w)
order by v.statement_id, v.respondent_id
