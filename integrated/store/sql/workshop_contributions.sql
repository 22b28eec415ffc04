-- Everything that was said in one workshop, with the last word of its review; words as written: for the reviewer alone.
with newest_review as (
  select ranked.contribution_id, ranked.action, ranked.edited_words, ranked.reason, ranked.sequence
  from (
    select v.*, row_number() over (
      partition by v.contribution_id order by v.sequence desc nulls last, v.review_id desc nulls last
    ) as newest
    from review v
  ) ranked
  where ranked.newest = 1
),
first_review as (
  select v.contribution_id, min(v.sequence) as approved_first
  from review v
  where v.action in ('approve', 'edit')
  group by v.contribution_id
)
select
  c.contribution_id,
  c.respondent_id,
  c.group_name,
  c.option_id,
  c.words,
  c.consent,
  c.received_on,
  r.action,
  r.edited_words,
  r.reason,
  r.sequence,
  f.approved_first
from contribution c
left join newest_review r on r.contribution_id = c.contribution_id
left join first_review f on f.contribution_id = c.contribution_id
where c.engagement_id = $engagement_id
  and c.engagement_id in (select w.engagement_id from workshop w)
order by c.contribution_id
