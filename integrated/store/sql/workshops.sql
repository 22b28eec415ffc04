-- The newest version of every workshop, the latest first.
select
  ranked.engagement_id,
  ranked.version,
  ranked.decision_id,
  ranked.title,
  ranked.join_code,
  ranked.state,
  ranked.option_ids,
  ranked.groups,
  ranked.about_me,
  ranked.audience,
  ranked.consent_version,
  ranked.consent_words,
  ranked.closes_at,
  ranked.keep_until,
  ranked.revealed,
  ranked.illustrative,
  ranked.actor_role
from (
  select w.*, row_number() over (partition by w.engagement_id order by w.version desc) as newest
  from workshop w
) ranked
where ranked.newest = 1
order by ranked.engagement_id desc nulls last
