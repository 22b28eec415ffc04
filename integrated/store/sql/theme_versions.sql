-- Every version of every theme of one decision, oldest first: the codebook with its history.
select
  t.theme_id,
  t.version,
  t.name,
  t.definition,
  t.include_when,
  t.exclude_when,
  t.merged_into,
  t.confidence,
  t.confidence_reason
from theme t
where t.decision_id = $decision_id
  and not exists (select 1 from import_undone u where t.theme_id like u.import_id || '~%')
order by t.version, t.theme_id
