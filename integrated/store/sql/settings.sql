-- The last word on every setting of one decision; what is set everywhere ('*') stands where it has none of its own.
select
  ranked.name,
  ranked.value,
  ranked.reason,
  ranked.decision_id,
  ranked.actor_role,
  ranked.sequence
from (
  select
    s.*,
    row_number() over (
      partition by s.name
      order by case when s.decision_id = '*' then 1 else 0 end, s.sequence desc, s.setting_id desc
    ) as newest
  from setting s
  where s.decision_id in ($decision_id, '*')
) ranked
where ranked.newest = 1
order by ranked.name
