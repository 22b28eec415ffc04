-- Every event of one decision, in order.
select
  event_id,
  decision_id,
  sequence,
  kind,
  subject,
  payload,
  actor_role,
  made_at,
  previous_sha256,
  sha256
from decision_event
where decision_id = $decision_id
order by sequence nulls last, event_id
