-- Every contribution of one decision with the last word of its review, reviewed or not: for those who review, never
-- for a screen that others see. Words that may only be counted ('counts_only') do not leave the store.
with newest_engagement as (
  select ranked.engagement_id
  from (
    select e.*, row_number() over (partition by e.engagement_id order by e.version desc) as newest
    from engagement e
  ) ranked
  left join import_undone u on u.import_id = ranked.import_id
  where ranked.newest = 1 and u.import_id is null and ranked.decision_id = $decision_id
),
newest_review as (
  select ranked.*
  from (
    select v.*, row_number() over (partition by v.contribution_id order by v.sequence desc, v.review_id desc) as newest
    from review v
  ) ranked
  where ranked.newest = 1
)
select
  c.contribution_id,
  c.engagement_id,
  c.group_name,
  c.age_band,
  c.option_id,
  c.consent,
  c.received_on,
  case when c.consent = 'counts_only' then null else c.words end as words,
  r.action,
  case when c.consent = 'counts_only' then null else r.edited_words end as edited_words,
  r.reason,
  r.reviewer_role,
  r.reviewed_on,
  r.sequence
from contribution c
join newest_engagement n on n.engagement_id = c.engagement_id
left join newest_review r on r.contribution_id = c.contribution_id
order by c.received_on, c.engagement_id, c.contribution_id
