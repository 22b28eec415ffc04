-- Reviewed statements of one workshop that phones may vote on.
select s.statement_id, s.words, s.option_id
from statement s
where s.reviewed_on is not null
  and s.engagement_id = $engagement_id
  and s.engagement_id in (select w.engagement_id from workshop w)
order by s.statement_id
