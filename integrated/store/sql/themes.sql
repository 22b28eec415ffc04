-- The newest version of every theme of one decision. A theme that an import brought begins with its id, and goes with it.
select
  ranked.theme_id,
  ranked.version,
  ranked.decision_id,
  ranked.name,
  ranked.definition,
  ranked.include_when,
  ranked.exclude_when,
  ranked.merged_into,
  ranked.confidence,
  ranked.confidence_reason
from (
  select t.*, row_number() over (partition by t.theme_id order by t.version desc) as newest
  from theme t
) ranked
where ranked.newest = 1 and ranked.decision_id = $decision_id
  and not exists (select 1 from import_undone u where ranked.theme_id like u.import_id || '~%')
order by ranked.theme_id
