-- All decisions, newest first.
select decision_id, copied_from, illustrative, created_at
from decision
order by created_at desc nulls last, decision_id
