-- The newest version of every engagement of one decision, latest first.
select
  ranked.engagement_id,
  ranked.version,
  ranked.decision_id,
  ranked.kind,
  ranked.title,
  ranked.held_on,
  ranked.stage,
  ranked.circle,
  ranked.ladder_rung,
  ranked.lundy_space,
  ranked.lundy_voice,
  ranked.lundy_audience,
  ranked.lundy_influence,
  ranked.fed_back_on,
  ranked.fed_back_words,
  ranked.consent_version,
  ranked.keep_until,
  ranked.illustrative,
  ranked.import_id,
  ranked.rewards,
  ranked.rewards_words
from (
  select e.*, row_number() over (partition by e.engagement_id order by e.version desc) as newest
  from engagement e
) ranked
left join import_undone u on u.import_id = ranked.import_id
where ranked.newest = 1 and u.import_id is null and ranked.decision_id = $decision_id
order by ranked.held_on desc nulls last, ranked.engagement_id
