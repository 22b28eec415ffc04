-- Every signed version of one decision's record, newest first.
select
  record_id,
  decision_id,
  version,
  event_sequence,
  content,
  sha256,
  signed_by_role,
  signed_at,
  illustrative
from record
where decision_id = $decision_id
order by version desc nulls last, record_id
